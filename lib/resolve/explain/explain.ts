import { type Cluster } from '../../model/cluster';
import { type FederatedObject } from '../../model/federated-object';
import { isNamespaceTarget } from '../../model/federated-type';
import { type Federation } from '../../model/federation';
import { FederationError } from '../../model/federation-error';
import { type Semantics } from '../../model/finding';
import { type JsonObject } from '../../model/json';
import { type LockedDecisions } from '../../model/locked-decisions';
import { didYouMean } from '../../model/nearest-name';
import { objectKey } from '../../model/object-ref';
import { type Placement, placementNames } from '../../model/placement';
import { type ClusterSelector, matchesSelector } from '../../model/selector';
import { type Reason } from '../decisions';
import { LayerStack } from '../overrides/layer-stack';
import { ClusterIndex } from '../placement/cluster-index';
import { describeSelector } from '../placement/describe-placement';
import { ProblemLog } from '../problem-log';
import { available } from '../replicas/apply-preferences';
import { type PlanStep, planWithSteps } from '../replicas/plan-replicas';
import { planInput } from '../replicas/schedule';
import { type Resolution } from '../resolution';
import { resolve } from '../resolve';
import { manifestOfTemplate } from '../template';
import { explainFields } from './explain-fields';
import { explainDivision, rankings } from './explain-policy';
import {
  type ClusterExplanation,
  type ConditionExplanation,
  type Explanation,
  type RankingExplanation,
  type ReplicaExplanation,
} from './explanation';
import { findObject } from '../find-object';

/** What is to be explained. */
export interface ExplainQuery {
  /** By kind, namespace and name: `deployment/shop/web`. */
  readonly object: string;
  /** One cluster. @default - all of them */
  readonly cluster?: string | undefined;
  /** @default 'strict' */
  readonly semantics?: Semantics | undefined;
  /** What was decided the last time. @default - nothing was */
  readonly locked?: LockedDecisions | undefined;
}

/**
 * Why an object is, or is not, on each cluster, with the rule that decided and the values it saw; for each field that is not as
 * the template has it, which override has set it; and how replicas were divided.
 *
 * @throws FederationError `unknown-object`, `unknown-cluster`.
 *
 * @example
 * const { clusters } = explain(federationFromManifests(manifests), { object: 'deployment/shop/web' });
 * for (const { cluster, placed, detail } of clusters) console.log(cluster, placed, detail);
 */
export function explain(federation: Federation, query: ExplainQuery): Explanation {
  const { semantics = 'strict', locked } = query;
  const resolution = resolve(federation, { semantics, locked });
  const object = findObject(resolution.objects, query.object);
  const position = resolution.objects.indexOf(object);
  const index = new ClusterIndex(federation.clusters);
  const { clusters } = federation;
  const stack = new LayerStack(object.overrides, { index, clusters, target: object.target });
  const base = object.form === 'plain' ? (object.template as JsonObject) : manifestOfTemplate(object, semantics);
  const gate = gateOf(object, resolution);
  const rankingOf = rankings(object, resolution);
  const explained = positionsOf(clusters, query.cluster).map((at): ClusterExplanation => {
    const reason = resolution.decisions.byObject[position]?.at(at) as Reason;
    return {
      cluster: clusters[at]?.name ?? '',
      ...reason,
      ...whence(reason, { object, gate, federation }),
      ...conditionsOf(reason, { object, gate, federation, cluster: clusters[at] as Cluster }),
      ...ranked(rankingOf(at)),
      fields: reason.placed && base !== undefined ? explainFields(object, base, { stack, cluster: at }) : [],
    };
  });
  const replicas = explainReplicas(object, federation, semantics);
  const division = explainDivision(object, resolution);
  return {
    object: object.ref,
    ...(object.origin !== undefined && { origin: object.origin }),
    clusters: explained,
    problems: resolution.problems.filter(({ object: about }) => about && objectKey(about) === objectKey(object.ref)),
    ...(replicas !== undefined && { replicas }),
    ...(division !== undefined && { division }),
  };
}

function ranked(ranking: RankingExplanation | undefined): { readonly ranking?: RankingExplanation } {
  return ranking === undefined ? {} : { ranking };
}

function positionsOf(clusters: readonly Cluster[], name: string | undefined): readonly number[] {
  if (name === undefined) return clusters.map((_, position) => position);
  const position = clusters.findIndex((cluster) => cluster.name === name);
  if (position >= 0) return [position];
  const names = clusters.map((cluster) => cluster.name);
  throw new FederationError({
    code: 'unknown-cluster',
    severity: 'error',
    message: `There is no cluster ${JSON.stringify(name)}.${didYouMean(name, names)}`,
    remedy: `The clusters are ${names.join(', ')}.`,
    cluster: name,
  });
}

/** The FederatedNamespace that has a say. */
function gateOf({ namespace }: FederatedObject, { objects }: Resolution): FederatedObject | undefined {
  if (namespace === undefined) return undefined;
  return objects.find(({ form, target, ref, name }) => {
    return form === 'federated' && isNamespaceTarget(target) && name === namespace && ref.namespace === namespace;
  });
}

interface Deciders {
  readonly object: FederatedObject;
  readonly gate: FederatedObject | undefined;
}

function whence(
  { reason }: Reason,
  { object, gate, federation }: Deciders & { readonly federation: Federation },
): { readonly origin?: string } {
  const origin =
    reason === 'namespace-not-placed'
      ? gate?.origin
      : reason === 'scheduled' || reason === 'not-scheduled'
        ? preferenceOf(object, federation)?.origin
        : undefined;
  return origin === undefined ? {} : { origin };
}

/** What selectors asked of the cluster, where one decided. */
function conditionsOf(
  { reason }: Reason,
  { object, gate, federation, cluster }: Deciders & { readonly federation: Federation; readonly cluster: Cluster },
): { readonly conditions?: readonly ConditionExplanation[] } {
  const conditions = decidingPlacements(reason, { object, gate, federation })
    .flatMap((placement) => partsOf(selectorOf(placement)))
    .map(([key, part]): ConditionExplanation => {
      const found = Object.hasOwn(cluster.labels, key) ? cluster.labels[key] : undefined;
      const holds = matchesSelector(part, cluster.labels);
      return { condition: describeSelector(part), ...(found !== undefined && { found }), holds };
    });
  const each = [...new Map(conditions.map((one) => [one.condition, one])).values()];
  return each.length === 0 ? {} : { conditions: each };
}

function decidingPlacements(
  reason: Reason['reason'],
  { object, gate, federation }: Deciders & { readonly federation: Federation },
): readonly (Placement | null | undefined)[] {
  switch (reason) {
    case 'selected':
    case 'not-selected':
      return [object.placement];
    case 'namespace-not-placed':
      return [gate?.placement];
    case 'not-scheduled': {
      // Where the preference intersects, it goes by the selectors that were declared.
      const intersects = preferenceOf(object, federation)?.intersectWithClusterSelector === true;
      return intersects ? [declaredObject(object, federation)?.placement, gate?.placement] : [];
    }
    default:
      return [];
  }
}

/** Each condition of a selector, as a selector of its own, with the key of its label. */
function partsOf(selector: ClusterSelector | undefined): readonly (readonly [string, ClusterSelector])[] {
  const { matchLabels, matchExpressions } = selector ?? {};
  return [
    ...Object.entries(matchLabels ?? {}).map(([key, value]) => [key, { matchLabels: { [key]: value } }] as const),
    ...(matchExpressions ?? []).map((expression) => [expression.key, { matchExpressions: [expression] }] as const),
  ];
}

function selectorOf(placement: Placement | null | undefined): ClusterSelector | undefined {
  return placementNames(placement) === undefined ? (placement?.clusterSelector ?? undefined) : undefined;
}

function declaredObject({ ref }: FederatedObject, { objects }: Federation): FederatedObject | undefined {
  return objects.find((one) => objectKey(one.ref) === objectKey(ref));
}

function preferenceOf({ scheduledBy }: FederatedObject, { preferences }: Federation) {
  return scheduledBy && preferences.find(({ ref }) => objectKey(ref) === objectKey(scheduledBy));
}

function explainReplicas(
  object: FederatedObject,
  federation: Federation,
  semantics: Semantics,
): ReplicaExplanation | undefined {
  const preference = preferenceOf(object, federation);
  const declared = declaredObject(object, federation);
  if (preference === undefined || declared === undefined) return undefined;
  const context = { index: new ClusterIndex(federation.clusters), semantics, log: new ProblemLog(semantics) };
  const steps: PlanStep[] = [];
  const input = planInput(preference, available(preference, declared, federation, context));
  const { replicas } = planWithSteps(input, (step) => void steps.push(step));
  const { ref, origin, totalReplicas } = preference;
  return { preference: ref, ...(origin !== undefined && { origin }), total: totalReplicas, replicas, steps };
}
