import { type Answer, type ApiFailure, apiFailure } from '../../kube/answer';
import { type ClusterApi } from '../../kube/cluster-api';
import { type JsonObject } from '../../model/json';
import { type Problem } from '../../model/problem';
import { type Clock } from '../clock';
import { clusterUid } from '../cluster-uid';
import { type FleetMember } from '../fleet-member';
import { hostSecretName, isRenewalDue, readHostSecret } from '../join/host-secret';
import { clusterChanged } from '../join/member-identity';
import { CLUSTER_UID } from '../marks';
import { metadataOf } from '../metadata-of';
import { rotateToken } from '../rotate/rotate';
import { type Halted } from '../steps/step';
import { type ClusterHealth, type ClusterStatus, type CredentialStatus, type Known } from './cluster-status';
import { inventoriesOn } from './inventories-on';
import { type Thresholds } from './next-status';
import { placeOfNodes } from './place-of-nodes';
import { type Probe, describeProbe, probeCluster } from './probe';
import { writeStatus } from './write-status';

interface StatusPlace {
  readonly host: ClusterApi;
  readonly namespace: string;
  readonly clock: Clock;
  readonly kubefedCluster: JsonObject | undefined;
  readonly thresholds: Thresholds;
  readonly isReadOnly: boolean;
  readonly credentials?: 'context' | 'host';
  readonly tokenLifetime?: number;
}

/** Asks one cluster, records the answer, and renews the token of the host where that is due. */
export async function statusOfCluster(member: FleetMember, at: StatusPlace): Promise<ClusterStatus> {
  const { name: cluster } = member;
  const { kubefedCluster, clock } = at;
  const problems: Problem[] = [];
  const probe = await probeCluster(member.api, clock);
  const stranger = await strangerOf(member, kubefedCluster);
  if (stranger !== undefined) problems.push(stranger);
  const health: ClusterHealth = stranger === undefined ? probe : { kind: 'other-cluster' };
  const mayAsk = member.api.outcome === 'ok' && stranger === undefined && probe.kind !== 'offline';
  const [place, inventories] = await Promise.all([
    known(member, probe, { mayAsk, ask: placeOfNodes }),
    known(member, probe, { mayAsk, ask: (api) => inventoriesOn(api, at.namespace) }),
  ]);
  if (health.kind !== 'ready' && stranger === undefined) problems.push(notReady(cluster, probe));
  const credential =
    kubefedCluster === undefined
      ? ({ state: 'unknown' } as const)
      : await credentialOf(member, { ...at, kubefedCluster, mayRenew: mayAsk && !at.isReadOnly });
  const recorded = stranger === undefined && !at.isReadOnly ? await recordedAs(at, { probe, place }) : undefined;
  if (recorded?.outcome === 'failed') problems.push(notRecorded(cluster, recorded.failure));
  return {
    cluster,
    membership: kubefedCluster === undefined ? 'not-joined' : 'joined',
    health,
    place,
    inventories,
    credential,
    recorded: recorded?.outcome === 'ok' ? 'written' : 'left-alone',
    problems,
  };
}

async function recordedAs(
  { host, namespace, kubefedCluster, clock, thresholds }: StatusPlace,
  { probe, place }: { readonly probe: Probe; readonly place: ClusterStatus['place'] },
): Promise<Answer<JsonObject> | undefined> {
  if (kubefedCluster === undefined) return undefined;
  const found = place.state === 'known' ? { place: place.value } : {};
  return await writeStatus(host, { kubefedCluster, namespace, probe, now: clock.now(), thresholds, ...found });
}

/** Whether another cluster answers than the one that was joined. */
async function strangerOf(
  { name, api }: FleetMember,
  kubefedCluster: JsonObject | undefined,
): Promise<Problem | undefined> {
  const expected = metadataOf(kubefedCluster ?? {}).annotations[CLUSTER_UID];
  if (api.outcome === 'failed' || expected === undefined) return undefined;
  const uid = await clusterUid(api.value);
  if (uid.outcome === 'failed' || uid.value === expected) return undefined;
  return clusterChanged(name, { known: expected, uid: uid.value });
}

async function known<T>(
  { api }: FleetMember,
  probe: Probe,
  { mayAsk, ask }: { readonly mayAsk: boolean; readonly ask: (api: ClusterApi) => Promise<Answer<T>> },
): Promise<Known<T>> {
  if (api.outcome === 'failed') return { state: 'unknown', failure: api.failure };
  if (!mayAsk) return { state: 'unknown', failure: 'failure' in probe ? probe.failure : notAsked };
  const answer = await ask(api.value);
  return answer.outcome === 'ok'
    ? { state: 'known', value: answer.value }
    : { state: 'unknown', failure: answer.failure };
}

const notAsked = apiFailure({
  kind: 'unreachable',
  message: 'Another cluster answers than the one that was joined.',
});

/** The token of the host, renewed where it is due and somebody may do it. */
async function credentialOf(
  { name: cluster, api }: FleetMember,
  at: StatusPlace & { readonly kubefedCluster: JsonObject; readonly mayRenew: boolean },
): Promise<CredentialStatus> {
  const { host, namespace, kubefedCluster, clock, mayRenew, credentials = 'context', tokenLifetime } = at;
  const held = await readHostSecret(host, { namespace, name: hostSecretName(cluster, { kubefedCluster }) });
  if (held.outcome !== 'ok') return { state: 'unknown', ...failureOf(held) };
  const terms = held.value?.terms;
  if (terms === undefined) return { state: 'unknown' };
  if (!isRenewalDue(terms, clock.now())) return { state: 'valid', terms };
  const isOver = terms.kind === 'bound' && !(Date.parse(terms.expires) > clock.now());
  const state = isOver ? 'expired' : 'valid';
  if (!mayRenew || credentials === 'host' || api.outcome === 'failed') return { state, terms };
  const lifetime = tokenLifetime === undefined ? {} : { tokenLifetime };
  const renewed = await rotateToken(
    { cluster, host, member: api.value, kubefedNamespace: namespace, clock, ...lifetime },
    { kubefedCluster, kubefed: 'absent', steps: [] },
  );
  return renewed.outcome === 'ok'
    ? { state: 'renewed', terms: renewed.value.token }
    : { state, terms, ...failureOf(renewed) };
}

function failureOf(halted: Halted): { readonly failure?: ApiFailure } {
  return halted.outcome === 'incomplete' ? { failure: halted.failure } : {};
}

function notReady(cluster: string, probe: Probe): Problem {
  return {
    code: 'cluster-not-ready',
    severity: 'warning',
    message: `The cluster ${cluster} is not ready: ${describeProbe(probe)}.`,
    remedy:
      'failure' in probe && probe.failure.remedy !== undefined
        ? probe.failure.remedy
        : 'Look at its API server, and at the way to it; nothing is concluded of what is on it.',
    cluster,
  };
}

function notRecorded(cluster: string, failure: ApiFailure): Problem {
  return {
    code: 'cluster-not-ready',
    severity: 'warning',
    message: `The status of the KubeFedCluster ${cluster} could not be written: ${failure.message}`,
    remedy: 'Give the context of the host the right to patch kubefedclusters and kubefedclusters/status.',
    cluster,
  };
}
