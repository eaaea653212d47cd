import { type Answer, failedAs, ok } from '../../kube/answer';
import { type ClusterApi } from '../../kube/cluster-api';
import { type JsonObject, isJsonObject } from '../../model/json';
import { type Clock } from '../clock';
import { mapAt } from '../json-fields';
import { metadataOf } from '../metadata-of';

/** Whether a controller of KubeFed is at work on a host. */
export type KubefedLeader = { readonly state: 'absent' } | { readonly state: 'live'; readonly holder: string };

/** The name of the lock, and the annotation in which client-go keeps its record. */
// KubeFed v0.10.0, cmd/controller-manager/app/leaderelection; client-go v0.22.2, tools/leaderelection/resourcelock
const LOCK = 'kubefed-controller-manager';
const RECORD = 'control-plane.alpha.kubernetes.io/leader';
/** KubeFed's locks, and the one of today's controllers, should somebody have brought KubeFed to it. */
const KINDS = [
  { apiVersion: 'v1', kind: 'ConfigMap' },
  { apiVersion: 'v1', kind: 'Endpoints' },
  { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease' },
] as const;

/** Nobody's clock is wrong by more, in milliseconds: what was renewed longer ago is over. */
const CLOCK_DOUBT = 600_000;
/** No lease is waited for longer, in milliseconds. */
const LONGEST_WAIT = 60_000;
/** Between two looks at a lease, in milliseconds. */
const LOOK = 1_000;

/**
 * Looks for a leader of KubeFed's controllers. A lease that was renewed within its duration is live. Where it seems to be over,
 * but not for long, the clocks may differ: it is watched for as long as it lasts, and counts as over if nobody renews it.
 */
export async function kubefedLeader(
  host: ClusterApi,
  { namespace, clock }: { readonly namespace: string; readonly clock: Clock },
): Promise<Answer<KubefedLeader>> {
  const locks = await Promise.all(KINDS.map((kind) => lockOf(host, { ...kind, namespace, name: LOCK })));
  for (const lock of locks) {
    if (lock.outcome === 'failed') return lock;
    if (lock.value === undefined) continue;
    const live = await isLive(host, lock.value, clock);
    if (live.outcome === 'failed') return live;
    if (live.value) return ok({ state: 'live', holder: lock.value.holder });
  }
  return ok({ state: 'absent' });
}

interface Lock {
  readonly ref: {
    readonly apiVersion: string;
    readonly kind: string;
    readonly namespace: string;
    readonly name: string;
  };
  readonly holder: string;
  readonly renewed: string;
  /** In milliseconds. */
  readonly duration: number;
}

async function isLive(host: ClusterApi, lock: Lock, clock: Clock): Promise<Answer<boolean>> {
  const renewed = Date.parse(lock.renewed);
  const age = clock.now() - renewed;
  if (Number.isNaN(age) || age > CLOCK_DOUBT) return ok(false);
  if (age >= 0 && age <= lock.duration) return ok(true);
  const most = Math.min(lock.duration, LONGEST_WAIT);
  for (let waited = 0; waited < most; waited += LOOK) {
    await clock.sleep(LOOK);
    const again = await lockOf(host, lock.ref);
    if (again.outcome === 'failed') return again;
    if (again.value === undefined) return ok(false);
    if (again.value.renewed !== lock.renewed || again.value.holder !== lock.holder) return ok(true);
  }
  return ok(false);
}

async function lockOf(host: ClusterApi, ref: Lock['ref']): Promise<Answer<Lock | undefined>> {
  const found = await host.get(ref);
  if (found.outcome === 'failed') return failedAs(found, 'not-found', 'unknown-kind') ? ok(undefined) : found;
  const { holderIdentity, renewTime, leaseDurationSeconds } = recordOf(found.value);
  // An empty holder has let go of the lease.
  if (typeof holderIdentity !== 'string' || holderIdentity === '' || typeof renewTime !== 'string')
    return ok(undefined);
  const seconds = typeof leaseDurationSeconds === 'number' ? leaseDurationSeconds : 15;
  return ok({ ref, holder: holderIdentity, renewed: renewTime, duration: seconds * 1000 });
}

function recordOf(object: JsonObject): JsonObject {
  if (object.kind === 'Lease') return mapAt(object, 'spec');
  try {
    const record: unknown = JSON.parse(metadataOf(object).annotations[RECORD] ?? '{}');
    return isJsonObject(record) ? record : {};
  } catch {
    return {};
  }
}
