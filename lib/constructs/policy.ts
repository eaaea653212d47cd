import { Construct, type IConstruct } from 'constructs';
import { isMap, requireThat } from '../model/require-that';
import { type FederatedPlacement, type ReadPlacement } from './federated-placement';
import { type FederatedReplicas, type HeldReplicas } from './federated-replicas';
import { policyReader } from './policy-reader';
import { type OverrideSource, type Overrides, overrideSources } from './override-sources';

/** Where the objects of a part of the tree go, and how they differ. */
export interface FederationPolicy {
  /**
   * Where they go. The innermost placement counts: that of the object itself, else of the nearest construct around it.
   *
   * @default - the placement of the nearest construct around it that has one
   */
  readonly placement?: FederatedPlacement | undefined;
  /**
   * How replicas are divided over the clusters, of every object in this part of the tree that has some. The innermost counts.
   *
   * @default - every cluster gets what the template says
   */
  readonly replicas?: FederatedReplicas | undefined;
  /**
   * Overrides of every object in this part of the tree, in KubeFed's own form or by rules. Those of outer constructs are
   * applied first, those that a Federated construct carries itself last.
   *
   * @default - none
   */
  readonly overrides?: Overrides<any> | undefined; // eslint-disable-line @typescript-eslint/no-explicit-any -- objects of all kinds
}

/** A policy as it was read. */
interface ReadPolicy {
  readonly placement?: ReadPlacement;
  readonly replicas?: FederatedReplicas;
  readonly overrides?: readonly OverrideSource[];
}

const POLICY = Symbol.for('fed8s.policy');

interface Governed extends IConstruct {
  [POLICY]?: ReadPolicy;
}

/**
 * Says where a part of the tree goes: a construct of cdk8s-plus, a Helm chart, an Include, a single ApiObject. Nothing has to
 * be wrapped. What a second call for one construct (or one for a FederatedChart) gives takes the place of what was said before;
 * what it leaves out stays.
 *
 * @throws FederationError where placement or overrides are not of KubeFed's form, or hold what is no JSON.
 *
 * @example
 * const redis = new Include(chart, 'redis', { url: 'redis.yaml' });
 * federate(redis, { placement: { clusterSelector: { matchLabels: { region: 'eu' } } } });
 */
export function federate<T extends IConstruct>(construct: T, policy: FederationPolicy): T {
  requireThat(Construct.isConstruct(construct), 'federate: it takes a construct, and a policy for it.');
  requireThat(isMap(policy), 'federate: the policy must be a map with placement or overrides.');
  const { path } = construct.node;
  const { placement, replicas, overrides } = policy;
  (construct as Governed)[POLICY] = {
    ...(construct as Governed)[POLICY],
    ...(placement !== undefined && { placement: policyReader.placement(placement, path) }),
    ...(replicas !== undefined && { replicas: policyReader.replicas(replicas, path) }),
    ...(overrides !== undefined && { overrides: readSources(overrides, path) }),
  };
  return construct;
}

/** The placement that holds for a construct by what is said of it or around it. */
export function placementFor(construct: IConstruct): ReadPlacement | undefined {
  return policiesFor(construct).findLast((policy) => policy.placement !== undefined)?.placement;
}

/** The division of replicas that holds for a construct by what is said of it or around it. */
export function replicasFor(construct: IConstruct): HeldReplicas | undefined {
  for (const scope of [...construct.node.scopes].reverse()) {
    const replicas = (scope as Governed)[POLICY]?.replicas;
    if (replicas !== undefined) return { replicas, inherited: scope !== construct };
  }
  return undefined;
}

/** The overrides that hold for a construct, from the outermost. */
export function overridesFor(construct: IConstruct): readonly OverrideSource[] {
  return policiesFor(construct).flatMap(({ overrides }) => overrides ?? []);
}

/** Lists are read at once, so that what is wrong with them is told where it was written. */
function readSources(overrides: Overrides<unknown>, path: string): readonly OverrideSource[] {
  return overrideSources(overrides, path).map((source) =>
    source.kind === 'list' ? { ...source, clusters: policyReader.overrides(source.clusters, path) } : source,
  );
}

/** From the root to the construct itself. */
function policiesFor(construct: IConstruct): readonly ReadPolicy[] {
  return construct.node.scopes.flatMap((scope) => {
    const policy = (scope as Governed)[POLICY];
    return policy === undefined ? [] : [policy];
  });
}
