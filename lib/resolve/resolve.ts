import { type FederatedObject } from '../model/federated-object';
import { isNamespaceTarget } from '../model/federated-type';
import { type Federation } from '../model/federation';
import { type Semantics } from '../model/finding';
import { type LockedDecisions } from '../model/locked-decisions';
import { isMap, requireThat } from '../model/require-that';
import { ClusterManifests } from './cluster-manifests';
import { Collisions } from './collisions';
import { Decisions } from './decisions';
import { applyOrder } from './order';
import { ClusterIndex } from './placement/cluster-index';
import { Placer } from './placement/placer';
import { ProblemLog } from './problem-log';
import { applyPreferences } from './replicas/apply-preferences';
import { type Resolution } from './resolution';
import { reportUndeclaredNamespaces } from './undeclared-namespaces';
import { type ObjectOutcome, ObjectResolver } from './resolve-object';

/** How a federation is resolved. */
export interface ResolveOptions {
  /**
   * `strict`: what KubeFed drops in silence is an error. `kubefed`: what its controller writes to fresh members.
   *
   * @default 'strict'
   */
  readonly semantics?: Semantics | undefined;
  /**
   * What was decided the last time, so that no more moves than must.
   *
   * @default - nothing was
   */
  readonly locked?: LockedDecisions | undefined;
}

/**
 * What every cluster gets, and why. It throws for nothing that the content says: what is wrong is among `problems`, and
 * what is right is resolved all the same.
 *
 * @throws TypeError for what is no federation, and for semantics that it does not know.
 *
 * @example
 * const resolution = resolve(federationFromManifests(manifests));
 * for (const { name, manifests } of resolution.clusters) console.log(name, manifests.length);
 */
export function resolve(federation: Federation, options: ResolveOptions = {}): Resolution {
  requireThat(
    isFederation(federation),
    'resolve: a federation is what federationFromManifests gives, or an app.federation().',
  );
  requireThat(isMap(options), 'resolve: options must be a map.');
  const { semantics = 'strict', locked = new Map() } = options;
  requireThat(['strict', 'kubefed'].includes(semantics), "resolve: semantics must be 'strict' or 'kubefed'.");
  const log = new ProblemLog(semantics);
  federation.findings.forEach((finding) => void log.add(finding));
  reportClusters(federation, semantics, log);

  const index = new ClusterIndex(federation.clusters);
  const scheduled = applyPreferences(federation, { index, semantics, log });
  const namespaces = federatedNamespaces(scheduled);
  const placer = new Placer({ federation, semantics, index, objects: scheduled, namespaces, locked, log });
  const objects = placer.withReplicas();
  const resolver = new ObjectResolver({
    federation,
    index,
    semantics,
    log,
    placer,
    namespaces,
    refusedNamespaces: refusedNamespaces(federation),
  });
  const sources = federation.clusters.map((): number[] => []);
  const collisions = new Collisions(objects, index.names);
  const outcomes: ObjectOutcome[] = [];
  for (const position of applyOrder(objects)) {
    outcomes[position] = resolver.resolve(objects[position] as FederatedObject, (cluster, manifest) => {
      sources[cluster]?.push(position);
      collisions.add(cluster, position, manifest);
    });
  }
  federation.refused.forEach((object) => resolver.check(object));
  collisions.report(log);
  reportUndeclaredNamespaces([...objects, ...federation.refused], log);
  const makers = outcomes.map(({ maker }) => maker);
  const clusters = federation.clusters.map(
    ({ name, context }, cluster) => new ClusterManifests({ name, cluster, context }, sources[cluster] ?? [], makers),
  );
  const status = outcomes.map((outcome) => outcome.status).filter((one) => one !== undefined);
  return Object.freeze({
    semantics,
    clusters: Object.freeze(clusters),
    objects,
    status: Object.freeze(status),
    choices: placer.choices(),
    policies: placer,
    decisions: new Decisions(
      outcomes.map(({ decisions }) => decisions),
      federation.clusters.length,
    ),
    problems: log.all(),
  });
}

function isFederation(value: Partial<Federation>): boolean {
  return isMap(value) && [value.clusters, value.objects, value.refused, value.findings].every(Array.isArray);
}

function reportClusters(federation: Federation, semantics: Semantics, log: ProblemLog): void {
  if (federation.clusters.length === 0 && federation.unreadable.clusters.length === 0) {
    log.add({
      code: 'no-clusters',
      severity: 'error',
      kubefed: 'error',
      message: 'There is no KubeFedCluster, so there is nowhere to put anything.',
      remedy: 'Add a KubeFedCluster for each member cluster.',
    });
  }
  for (const { name, ready, origin } of federation.clusters) {
    if (ready) continue;
    log.add({
      code: 'cluster-not-ready',
      severity: 'warning',
      kubefed: 'warning',
      message:
        semantics === 'strict'
          ? `The status of cluster ${name} says that it is not ready; its manifests are made all the same.`
          : `The status of cluster ${name} says that it is not ready, so KubeFed writes nothing to it.`,
      remedy: 'Remove the status from the KubeFedCluster, or bring the cluster back.',
      cluster: name,
      ...(origin !== undefined && { origin }),
    });
  }
}

/** By namespace: the FederatedNamespaces that gate what is in them. One whose name differs gates nothing. */
function federatedNamespaces(objects: readonly FederatedObject[]): ReadonlyMap<string, FederatedObject> {
  const namespaces = objects.filter(
    ({ form, target, ref, name }) => form === 'federated' && isNamespaceTarget(target) && ref.namespace === name,
  );
  return new Map(namespaces.map((namespace) => [namespace.name, namespace]));
}

/** Namespaces whose FederatedNamespace is wrong, by itself or by its name. */
function refusedNamespaces({ objects, refused, unreadable }: Federation): ReadonlySet<string> {
  const misnamed = objects.filter(({ form, target, ref, name }) => {
    return form === 'federated' && isNamespaceTarget(target) && ref.namespace !== name;
  });
  const named = misnamed.flatMap(({ ref }) => (ref.namespace === undefined ? [] : [ref.namespace]));
  return new Set([...federatedNamespaces(refused).keys(), ...unreadable.namespaces, ...named]);
}
