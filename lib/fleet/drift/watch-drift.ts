import { type ApiFailure } from '../../kube/answer';
import { type ClusterApi } from '../../kube/cluster-api';
import { type DesiredCluster } from '../desired-cluster';
import { type FleetMember } from '../fleet-member';
import { pause } from '../pause';
import { appliedOn } from './applied-on';
import { type DeclaredKind, declaredKinds } from './declared-kinds';
import { type DriftOptions } from './drift';
import { type DriftChange } from './drift-change';
import { KindWatch } from './kind-watch';
import { Mailbox } from './mailbox';

export interface WatchOptions extends Omit<DriftOptions, 'repair' | 'concurrency'> {
  /** Ends it. */
  readonly signal: AbortSignal;
}

/** In milliseconds: so long it waits before it asks a cluster again that gave no answer, at first and at most. */
const PAUSE = { first: 1000, longest: 30_000 } as const;

/**
 * Tells of drift as it comes, and as it goes, on all clusters, until the signal ends it: first what is not in sync at the
 * beginning, then each change. A cluster that cannot be watched is told of once, and watched again when it answers.
 */
export async function* watchDrift(options: WatchOptions): AsyncGenerator<DriftChange, void, undefined> {
  const box = new Mailbox<DriftChange>();
  const desired = new Map(options.desired.map((cluster) => [cluster.name, cluster]));
  const watches = options.members.map((member) =>
    watchCluster({ member, desired: desired.get(member.name), options, box }),
  );
  void Promise.all(watches).then(
    () => {
      box.end();
    },
    (error: unknown) => {
      box.fail(error);
    },
  );
  yield* box.all();
}

interface OfCluster {
  readonly member: FleetMember;
  readonly desired: DesiredCluster | undefined;
  readonly options: WatchOptions;
  readonly box: Mailbox<DriftChange>;
}

async function watchCluster({ member, desired, options, box }: OfCluster): Promise<void> {
  const { signal } = options;
  const cluster = member.name;
  if (member.api.outcome === 'failed') {
    box.put({ change: 'lost', cluster, failure: member.api.failure });
    return;
  }
  const api = member.api.value;
  let told: string | undefined;
  let kinds: readonly DeclaredKind[] | undefined;
  for (let wait: number = PAUSE.first; !signal.aborted; wait = Math.min(wait * 2, PAUSE.longest)) {
    const read = await readKinds(api, { member, desired, options, box });
    if (read.outcome === 'kinds') {
      kinds = read.kinds;
      break;
    }
    if (told !== read.failure.message) box.put({ change: 'lost', cluster, failure: read.failure });
    told = read.failure.message;
    await pause(wait, signal);
  }
  if (kinds === undefined) return;
  const tell = (change: DriftChange): void => {
    box.put(change);
  };
  await Promise.all(kinds.map((kind) => new KindWatch(api, kind, { cluster, rules: options, signal, tell }).run()));
}

type KindsRead =
  | { readonly outcome: 'kinds'; readonly kinds: readonly DeclaredKind[] }
  | { readonly outcome: 'failed'; readonly failure: ApiFailure };

async function readKinds(api: ClusterApi, { member, desired, options, box }: OfCluster): Promise<KindsRead> {
  const served = await api.kinds();
  if (served.outcome === 'failed') return served;
  const applied = await appliedOn(api, member, options);
  if (applied.outcome === 'failed') return applied;
  const { kinds, refused } = declaredKinds(desired?.manifests ?? [], applied.value.refs, served.value);
  for (const { object, failure } of refused) {
    box.put({ change: 'object', cluster: member.name, drift: { object, outcome: 'Unknown', failure } });
  }
  return { outcome: 'kinds', kinds };
}
