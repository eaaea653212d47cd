import { ok } from '../../kube/answer';
import { type Problem } from '../../model/problem';
import { clusterUid } from '../cluster-uid';
import { hostState } from '../host/host-state';
import { metadataOf } from '../metadata-of';
import { openByHost } from '../open-by-host';
import { type Probe, describeProbe, probeCluster } from '../status/probe';
import { writeStatus } from '../status/write-status';
import { ensureObject, remedyBy } from '../steps/ensure-object';
import { type Progressed, type Step, type WorkPlace, halt, refuse } from '../steps/step';
import { credentialFor } from './credential-for';
import { serviceAccountName } from './host-name';
import { joinMember } from './join-member';
import { type JoinOptions } from './join-options';
import { type JoinResult } from './join-result';
import { type JoinSettings, joinSettings } from './join-settings';
import { kubefedClusterObject } from './kubefed-cluster';
import { identityProblems } from './member-identity';
import { rightsFor, rightsProblems } from './rights-for';
import { revokeTokens } from './token';

/** The answer of a new member is waited for so long, in milliseconds. */
const PROBE_TIMEOUT = 10_000;

/**
 * Joins a cluster to a host: a ServiceAccount with its rights and its token on the member, a Secret and a KubeFedCluster on the
 * host, with KubeFed's names, so that KubeFed and kubectl see a cluster like any other. Each object is checked, created or
 * repaired; run again it finishes what was begun, and leaves no Secret behind.
 */
export async function join(options: JoinOptions): Promise<JoinResult> {
  const steps: Step[] = [];
  const { cluster } = options;
  const problems: Problem[] = [];
  const done = await joined(joinSettings(options), { steps, problems });
  return done.outcome === 'ok' ? { cluster, steps, problems, ...done.value } : { cluster, steps, problems, ...done };
}

type Joined = Omit<Extract<JoinResult, { readonly outcome: 'joined' | 'planned' }>, 'cluster' | 'steps' | 'problems'>;

async function joined(
  settings: JoinSettings,
  { steps, problems }: { readonly steps: Step[]; readonly problems: Problem[] },
): Promise<Progressed<Joined>> {
  const { cluster, host, member, kubefedNamespace: namespace, clock, dryRun, aliasOf } = settings;
  const name = serviceAccountName(cluster, settings.hostName);
  if (!('name' in name)) return refuse(name);
  const log = (step: Step): void => void steps.push(step);
  const onHost: WorkPlace = { on: 'host', api: host, dryRun, log };
  const onMember: WorkPlace = { on: 'member', api: member, dryRun, log };

  const [state, uid] = await Promise.all([hostState(host, { ...settings, namespace }), clusterUid(member)]);
  if (state.outcome !== 'ok') return state;
  if (uid.outcome === 'failed') return halt('member', uid.failure);
  const { clusters, kubefed, scope } = state.value;
  const strangers = identityProblems({ cluster, uid: uid.value, clusters, aliasOf });
  if (strangers.length > 0) return refuse(...strangers);

  const before = clusters.find((object) => metadataOf(object).name === cluster);
  const rights = rightsFor(settings, before);
  problems.push(...rightsProblems(cluster, rights));
  const prepared = await joinMember(onMember, { cluster, namespace, account: name.name, scope }, rights);
  if (prepared.outcome !== 'ok') return prepared;

  const account = { cluster, namespace, name: name.name };
  const credential = await credentialFor(settings, { kubefed, before, account, onHost, onMember });
  if (credential.outcome !== 'ok') return credential;
  const { authority: authorityOfMember, terms, secret } = credential.value;
  const known = { namespace, account: name.name, uid: uid.value, rights, secret, authorityOfMember };
  const registration = kubefedClusterObject({ ...settings, ...known });
  const registered = await ensureObject(onHost, registration, remedyBy(registration, { mutable: ['spec'] }));
  if (registered.outcome !== 'ok') return registered;
  // Only now does nobody use the earlier token any more.
  const revoked = await revokeTokens(onMember, account, terms);
  if (revoked.outcome !== 'ok') return revoked;

  const result = { serviceAccount: name.name, rbac: rights.mode, token: terms };
  if (dryRun) return ok({ outcome: 'planned', ...result });
  const probe = await probeAsHost(settings, namespace);
  if (probe.kind !== 'ready') problems.push(notReady(cluster, probe));
  // What a controller of KubeFed reports is its own.
  if (kubefed === 'absent') {
    const written = await writeStatus(host, { kubefedCluster: registered.value, probe, now: clock.now(), namespace });
    if (written.outcome === 'failed') return halt('host', written.failure);
  }
  return ok({ outcome: 'joined', ...result, probe });
}

/** Asks the member as the host would. */
async function probeAsHost({ cluster, host, clock }: JoinSettings, namespace: string): Promise<Probe> {
  const api = await openByHost(cluster, { host, namespace, connection: { timeoutMs: PROBE_TIMEOUT } });
  try {
    return await probeCluster(api, clock);
  } finally {
    if (api.outcome === 'ok') api.value.close();
  }
}

function notReady(cluster: string, probe: Probe): Problem {
  return {
    code: 'cluster-not-ready',
    severity: 'warning',
    message: `The cluster ${cluster} is joined, and does not answer to what the host has of it: ${describeProbe(probe)}.`,
    remedy: 'Correct its address, CA or proxy in the kubeconfig, and join it again.',
    cluster,
  };
}
