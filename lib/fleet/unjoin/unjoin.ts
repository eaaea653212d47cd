import { type Answer, ok } from '../../kube/answer';
import { type ClusterApi } from '../../kube/cluster-api';
import { DEFAULT_SYSTEM_NAMESPACE } from '../../model/federation';
import { type JsonObject } from '../../model/json';
import { type ObjectRef, describeObject } from '../../model/object-ref';
import { type Problem } from '../../model/problem';
import { type Clock, machineClock } from '../clock';
import { clusterUid } from '../cluster-uid';
import { KUBEFED_CLUSTER, hostState } from '../host/host-state';
import { notJoinedProblem } from '../host/not-joined';
import { hostSecretName } from '../join/host-secret';
import { clusterChanged } from '../join/member-identity';
import { allRbacRefs } from '../join/rbac-objects';
import { boundSecretNames, notJoined } from '../join/token';
import { CLUSTER_UID, SERVICE_ACCOUNT } from '../marks';
import { metadataOf, textsOf } from '../metadata-of';
import { inventoriesOn } from '../status/inventories-on';
import { removeObject } from '../steps/remove-object';
import { type Halted, type Progressed, type Step, type WorkPlace, halt, refuse } from '../steps/step';
import { removeNamespace } from './remove-namespace';

/** Which cluster leaves the federation. */
export interface UnjoinOptions {
  readonly cluster: string;
  readonly host: ClusterApi;
  /** Failed where there is no way to it any more; then `force` is needed. */
  readonly member: Answer<ClusterApi>;
  /** @default kube-federation-system */
  readonly kubefedNamespace?: string;
  /** Takes the cluster off the host also where the member cannot be asked, or is another by now. @default false */
  readonly force?: boolean;
  /** Writes also where a controller of KubeFed is at work on the host. @default false */
  readonly besideKubefed?: boolean;
  /** Reads, and says what would be done. @default false */
  readonly dryRun?: boolean;
  /** @default the time of this machine */
  readonly clock?: Clock;
}

/** What unjoin has done. */
export type UnjoinResult = {
  readonly cluster: string;
  readonly steps: readonly Step[];
  /** Warnings: what stays, and where. */
  readonly problems: readonly Problem[];
} & (
  | {
      readonly outcome: 'unjoined' | 'planned';
      /** What may still be on the member, since it could not be asked. */
      readonly leftBehind: readonly ObjectRef[];
    }
  | Halted
);

/**
 * Takes back what join has made, and nothing else: rights first, then tokens and ServiceAccount on the member, then its namespace
 * if join made it and nobody else uses it, then the Secret and the KubeFedCluster on the host. What was applied to the cluster
 * stays there. Run again it finishes what was begun.
 */
export async function unjoin(options: UnjoinOptions): Promise<UnjoinResult> {
  const { cluster, host, kubefedNamespace: namespace = DEFAULT_SYSTEM_NAMESPACE } = options;
  const { besideKubefed = false, clock = machineClock } = options;
  const steps: Step[] = [];
  const problems: Problem[] = [];
  const told = { cluster, steps, problems };
  const state = await hostState(host, { namespace, clock, besideKubefed });
  if (state.outcome !== 'ok') return { ...told, ...state };
  const joined = state.value.clusters.find((object) => metadataOf(object).name === cluster);
  const names = state.value.clusters.map((object) => metadataOf(object).name);
  if (joined === undefined) return { ...told, ...refuse(notJoinedProblem(cluster, names)) };
  const done = await unjoined(options, { kubefedCluster: joined, namespace, steps, problems });
  return done.outcome === 'ok' ? { ...told, ...done.value } : { ...told, ...done };
}

interface Leaving {
  readonly kubefedCluster: JsonObject;
  readonly namespace: string;
  readonly steps: Step[];
  readonly problems: Problem[];
}

async function unjoined(
  options: UnjoinOptions,
  { kubefedCluster, namespace, steps, problems }: Leaving,
): Promise<Progressed<{ readonly outcome: 'unjoined' | 'planned'; readonly leftBehind: readonly ObjectRef[] }>> {
  const { cluster, host, dryRun = false, force = false } = options;
  const { annotations } = metadataOf(kubefedCluster);
  const account = annotations[SERVICE_ACCOUNT];
  const log = (step: Step): void => void steps.push(step);
  const onHost: WorkPlace = { on: 'host', api: host, dryRun, log };
  const refs = account === undefined ? [] : memberRefs({ cluster, namespace, account });
  const reached = account === undefined ? refuse(notOurs(cluster)) : await reach(options, annotations[CLUSTER_UID]);
  let leftBehind: readonly ObjectRef[] = [];
  if (reached.outcome === 'ok') {
    const onMember: WorkPlace = { on: 'member', api: reached.value.api, dryRun, log };
    const left = await inventoriesOn(reached.value.api, namespace);
    if (left.outcome === 'ok' && left.value.length > 0) problems.push(objectsLeft(cluster, left.value));
    for (const ref of refs) {
      const removed = await removeObject(onMember, ref, (living) => notJoined(living, cluster));
      if (removed.outcome !== 'ok') return removed;
    }
    const hostUid = await clusterUid(host);
    if (hostUid.outcome === 'failed') return halt('host', hostUid.failure);
    if (hostUid.value !== reached.value.uid) {
      const gone = await removeNamespace(onMember, namespace, { dryRunRefs: dryRun ? refs : [] });
      if (gone.outcome !== 'ok') return gone;
    }
  } else {
    if (!force) return reached;
    leftBehind = account === undefined ? [] : [...refs, { apiVersion: 'v1', kind: 'Namespace', name: namespace }];
    problems.push(leftBehindOn(cluster, { kubefedCluster, reached, leftBehind }));
  }
  const secret = { apiVersion: 'v1', kind: 'Secret', namespace, name: hostSecretName(cluster, { kubefedCluster }) };
  const gone = await removeObject(onHost, secret, (living) => notJoined(living, cluster));
  if (gone.outcome !== 'ok') return gone;
  // Last, since a run that is stopped before finds by it what is left to do.
  const ref = { ...KUBEFED_CLUSTER, namespace, name: cluster };
  const removed = await removeObject(onHost, ref, () => undefined);
  return removed.outcome === 'ok' ? ok({ outcome: dryRun ? 'planned' : 'unjoined', leftBehind }) : removed;
}

/** The member, if it answers and is the one that was joined. */
async function reach(
  { cluster, member }: UnjoinOptions,
  known: string | undefined,
): Promise<Progressed<{ readonly api: ClusterApi; readonly uid: string }>> {
  if (member.outcome === 'failed') return halt('member', member.failure);
  const uid = await clusterUid(member.value);
  if (uid.outcome === 'failed') return halt('member', uid.failure);
  if (known !== undefined && known !== uid.value) return refuse(clusterChanged(cluster, { known, uid: uid.value }));
  return ok({ api: member.value, uid: uid.value });
}

/** What join makes on a member, in the order in which it goes: rights first, so that a run that is stopped leaves none. */
function memberRefs(at: {
  readonly cluster: string;
  readonly namespace: string;
  readonly account: string;
}): readonly ObjectRef[] {
  const { cluster, namespace, account } = at;
  const secrets = [...boundSecretNames({ cluster, namespace, name: account }), account];
  return [
    ...allRbacRefs({ ...at, scope: 'Cluster' }),
    ...secrets.map((name) => ({ apiVersion: 'v1', kind: 'Secret', namespace, name })),
    { apiVersion: 'v1', kind: 'ServiceAccount', namespace, name: account },
  ];
}

function notOurs(cluster: string): Problem {
  return {
    code: 'not-joined',
    severity: 'error',
    message: `The KubeFedCluster ${cluster} was not made by fed8s, so nobody knows what its join has made.`,
    remedy: `Take it over first: fed8s join ${cluster}. With --force it is taken off the host alone.`,
    cluster,
  };
}

function objectsLeft(
  cluster: string,
  inventories: readonly { readonly owner: string; readonly objects: number }[],
): Problem {
  const each = inventories.map(({ owner, objects }) => `${objects} of ${owner}`).join(', ');
  return {
    code: 'objects-left',
    severity: 'warning',
    message: `What was applied to ${cluster} stays there, with its inventory: ${each}.`,
    remedy: 'Take them out of the federation and apply before a cluster leaves, where they are to go.',
    cluster,
  };
}

function leftBehindOn(
  cluster: string,
  {
    kubefedCluster,
    reached,
    leftBehind,
  }: { readonly kubefedCluster: JsonObject; readonly reached: Halted; readonly leftBehind: readonly ObjectRef[] },
): Problem {
  const { apiEndpoint = 'it' } = textsOf(kubefedCluster.spec);
  const why = reached.outcome === 'incomplete' ? reached.failure.message : (reached.problems[0]?.message ?? '');
  const what = leftBehind.length === 0 ? 'What its join has made' : leftBehind.map(describeObject).join(', ');
  return {
    code: 'left-behind',
    severity: 'warning',
    message: `${what} may still be on ${apiEndpoint}, where nothing was done: ${why}`,
    remedy: 'Delete them there by hand if the cluster comes back; until then its token may still be good.',
    cluster,
  };
}
