import { type Answer, type Failed, failed, ok } from '../../kube/answer';
import { type ClusterApi } from '../../kube/cluster-api';
import { type ObjectRef, objectKey } from '../../model/object-ref';
import { type IgnoreRule } from '../assess/ignore-rule';
import { type ClusterOutcome } from '../cluster-outcome';
import { type DesiredCluster } from '../desired-cluster';
import { eachCluster } from '../each-cluster';
import { type FleetMember } from '../fleet-member';
import { type Applied, type ReadInventory, appliedOn } from './applied-on';
import { declaredKinds } from './declared-kinds';
import { type AssessedObject, driftOfKind } from './drift-of-kind';
import { type DriftCounts, type FoundDrift } from './object-drift';
import { repair } from './repair';

export interface DriftOptions {
  readonly members: readonly FleetMember[];
  /** What is to be on each cluster. One that nothing is declared for is to have nothing. */
  readonly desired: readonly DesiredCluster[];
  /** Under which the owner applies. */
  readonly fieldManager: string;
  /** Reads what the owner has applied to a cluster. @default - nothing is known of it, and so of what is declared no more */
  readonly inventory?: ReadInventory;
  /** Fields that are left to others. */
  readonly ignore?: readonly IgnoreRule[];
  /** Which objects are put back as they are declared. What is declared no more is not deleted. @default - none */
  readonly repair?: (object: ObjectRef, cluster: string) => boolean;
  /** Clusters at a time. @default 32 */
  readonly concurrency?: number;
  /** Ends it: clusters that have not been looked at are unknown. */
  readonly signal?: AbortSignal;
}

/** What was found of a cluster, or why nothing was. */
export type ClusterDrift = ClusterOutcome<FoundDrift>;

/**
 * How what lives on each cluster differs from what is declared. Clusters come as they are done; only what is not in sync is
 * kept of them. Objects are listed once per kind; what seems to differ is confirmed by a dry run on the server.
 */
export function drift(options: DriftOptions): AsyncGenerator<ClusterDrift, void, undefined> {
  const desired = new Map(options.desired.map((cluster) => [cluster.name, cluster]));
  const { members, concurrency } = options;
  return eachCluster(members, (api, member) => driftOfCluster(api, { member, desired, options }), {
    ...(concurrency !== undefined && { concurrency }),
  });
}

interface OfCluster {
  readonly member: FleetMember;
  readonly desired: ReadonlyMap<string, DesiredCluster>;
  readonly options: DriftOptions;
}

async function driftOfCluster(api: ClusterApi, { member, desired, options }: OfCluster): Promise<Answer<FoundDrift>> {
  if (options.signal?.aborted === true) return ended();
  const [served, applied] = await Promise.all([api.kinds(), appliedOn(api, member, options)]);
  if (served.outcome === 'failed') return served;
  if (applied.outcome === 'failed') return applied;
  const manifests = desired.get(member.name)?.manifests ?? [];
  const { kinds, refused } = declaredKinds(manifests, applied.value.refs, served.value);
  const found = await Promise.all(kinds.map((kind) => driftOfKind(api, kind, options)));
  const assessed: readonly AssessedObject[] = [
    ...found.flatMap(({ objects }) => objects),
    ...refused.map(({ object, failure }) => ({ drift: { object, outcome: 'Unknown', failure } as const })),
  ];
  const inOrder = [...assessed].sort((a, b) => compareKeys(a.drift.object, b.drift.object));
  const { orphans, orphansUnknown } = applied.value;
  const wanted = inOrder.filter(({ drift: { object } }) => options.repair?.(object, member.name) === true);
  return ok({
    counts: countsOf(
      inOrder,
      found.reduce((sum, { inSync }) => sum + inSync, 0),
    ),
    objects: inOrder.map(({ drift: object }) => object),
    orphans,
    ...(orphansUnknown !== undefined && { orphansUnknown }),
    repairs: await repair(api, wanted, {
      fieldManager: options.fieldManager,
      ...(options.signal !== undefined && { signal: options.signal }),
      refusal: refusalOf(applied.value),
    }),
  });
}

/** Only what was applied once is put back: anything else would be known to no inventory, or is another's. */
function refusalOf({ orphans, refs, orphansUnknown }: Applied): (assessed: AssessedObject) => string | undefined {
  const recorded = new Set(refs.map(objectKey));
  return ({ drift: { object }, assessment }) => {
    if (orphans !== 'not-asked') {
      return orphansUnknown ?? (recorded.has(objectKey(object)) ? undefined : 'It has not been applied yet.');
    }
    const isForeign = assessment !== undefined && 'held' in assessment && assessment.held === 'by-others-alone';
    return isForeign ? 'This owner has never applied it.' : undefined;
  };
}

function countsOf(assessed: readonly AssessedObject[], inSync: number): DriftCounts {
  const of = (outcome: AssessedObject['drift']['outcome']): number =>
    assessed.filter(({ drift: object }) => object.outcome === outcome).length;
  return {
    inSync,
    drifted: of('Drifted'),
    missing: of('Missing'),
    orphaned: of('Orphaned'),
    conflict: of('Conflict'),
    unknown: of('Unknown'),
  };
}

function compareKeys(a: ObjectRef, b: ObjectRef): number {
  const [first, second] = [objectKey(a), objectKey(b)];
  return first < second ? -1 : first > second ? 1 : 0;
}

function ended(): Failed {
  return failed({ kind: 'timeout', message: 'The run was ended before the cluster was asked.' });
}
