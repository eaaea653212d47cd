import { ok } from '../../kube/answer';
import { type ClusterApi } from '../../kube/cluster-api';
import { DEFAULT_SYSTEM_NAMESPACE } from '../../model/federation';
import { type JsonObject } from '../../model/json';
import { type Clock, machineClock } from '../clock';
import { clusterUid } from '../cluster-uid';
import { hostState } from '../host/host-state';
import { notJoinedProblem } from '../host/not-joined';
import { ensureHostSecret, hostSecretName, isRenewalDue, readHostSecret } from '../join/host-secret';
import { clusterChanged } from '../join/member-identity';
import {
  type IssuedCredential,
  TOKEN_LIFETIME,
  type TokenAccount,
  type TokenTerms,
  issueBoundToken,
  revokeTokens,
  takeLongLivedToken,
} from '../join/token';
import { CLUSTER_UID, SERVICE_ACCOUNT } from '../marks';
import { metadataOf } from '../metadata-of';
import { type Halted, type Progressed, type Step, type WorkPlace, halt, refuse } from '../steps/step';

/** Whose token is renewed. */
export interface RotateOptions {
  readonly cluster: string;
  readonly host: ClusterApi;
  /** By a credential of its own: the ServiceAccount of the host can make no token. */
  readonly member: ClusterApi;
  /** @default kube-federation-system */
  readonly kubefedNamespace?: string;
  /** @default as it is; bound where it is not known */
  readonly token?: 'bound' | 'long-lived';
  /** How long a bound token is to live, in seconds; a server may give less or more. @default 86400 */
  readonly tokenLifetime?: number;
  /** `due`: only when half of the life of a bound token is over. @default always */
  readonly when?: 'always' | 'due';
  /** Writes also where a controller of KubeFed is at work on the host. @default false */
  readonly besideKubefed?: boolean;
  /** Reads, and says what would be done. @default false */
  readonly dryRun?: boolean;
  /** @default the time of this machine */
  readonly clock?: Clock;
}

/** What came of it. */
export type RotateResult = { readonly cluster: string; readonly steps: readonly Step[] } & (
  | {
      /** `kept`: the token is not due. */
      readonly outcome: 'rotated' | 'planned' | 'kept';
      readonly token: TokenTerms;
    }
  | Halted
);

/**
 * Renews the token with which a host gets into a member. The new one is in the Secret of the host before the old one ends, which
 * it does at once, by the deletion of what it is bound to.
 */
export async function rotate(options: RotateOptions): Promise<RotateResult> {
  const { cluster, host, kubefedNamespace: namespace = DEFAULT_SYSTEM_NAMESPACE } = options;
  const { besideKubefed = false, clock = machineClock } = options;
  const steps: Step[] = [];
  const state = await hostState(host, { namespace, clock, besideKubefed });
  if (state.outcome !== 'ok') return { cluster, steps, ...state };
  const joined = state.value.clusters.find((object) => metadataOf(object).name === cluster);
  const names = state.value.clusters.map((object) => metadataOf(object).name);
  if (joined === undefined) return { cluster, steps, ...refuse(notJoinedProblem(cluster, names)) };
  const done = await rotateToken(options, { kubefedCluster: joined, kubefed: state.value.kubefed, steps });
  return done.outcome === 'ok' ? { cluster, steps, ...done.value } : { cluster, steps, ...done };
}

/** Renews the token of a cluster whose KubeFedCluster has been read. */
export async function rotateToken(
  options: RotateOptions,
  at: { readonly kubefedCluster: JsonObject; readonly kubefed: 'live' | 'absent'; readonly steps: Step[] },
): Promise<Progressed<{ readonly outcome: 'rotated' | 'planned' | 'kept'; readonly token: TokenTerms }>> {
  const { cluster, host, member, when, clock, dryRun, kubefedNamespace: namespace } = { ...defaults, ...options };
  const { annotations } = metadataOf(at.kubefedCluster);
  const name = annotations[SERVICE_ACCOUNT];
  if (name === undefined) return refuse(notOurs(cluster));
  const secret = hostSecretName(cluster, { kubefedCluster: at.kubefedCluster });
  const held = await readHostSecret(host, { namespace, name: secret });
  if (held.outcome !== 'ok') return held;
  const terms = held.value?.terms;
  if (when === 'due' && terms !== undefined && !isRenewalDue(terms, clock.now())) {
    return ok({ outcome: 'kept', token: terms });
  }
  const uid = await clusterUid(member);
  if (uid.outcome === 'failed') return halt('member', uid.failure);
  const known = annotations[CLUSTER_UID];
  if (known !== undefined && known !== uid.value) return refuse(clusterChanged(cluster, { known, uid: uid.value }));

  const log = (step: Step): void => void at.steps.push(step);
  const onMember: WorkPlace = { on: 'member', api: member, dryRun, log };
  const account = { cluster, namespace, name };
  const issued = await renewed(options, { onMember, account, terms, kubefed: at.kubefed });
  if (issued.outcome !== 'ok') return issued;
  const written = await ensureHostSecret(
    { on: 'host', api: host, dryRun, log },
    { cluster, namespace, name: secret, ...issued.value, isNamed: true },
  );
  if (written.outcome !== 'ok') return written;
  const revoked = await revokeTokens(onMember, account, issued.value.terms);
  if (revoked.outcome !== 'ok') return revoked;
  return ok({ outcome: dryRun ? 'planned' : 'rotated', token: issued.value.terms });
}

const defaults = {
  kubefedNamespace: DEFAULT_SYSTEM_NAMESPACE,
  tokenLifetime: TOKEN_LIFETIME,
  when: 'always',
  dryRun: false,
  clock: machineClock,
} as const;

/** A new token, of the kind that is asked for, else of that of the old one. */
async function renewed(
  options: RotateOptions,
  at: {
    readonly onMember: WorkPlace;
    readonly account: TokenAccount;
    readonly terms: TokenTerms | undefined;
    readonly kubefed: 'live' | 'absent';
  },
): Promise<Progressed<IssuedCredential>> {
  const { tokenLifetime: lifetime, clock } = { ...defaults, ...options };
  const { onMember, account, terms, kubefed } = at;
  const kind = options.token ?? terms?.kind ?? (kubefed === 'live' ? 'long-lived' : 'bound');
  if (kind === 'long-lived') return await takeLongLivedToken(onMember, account, { clock, isRenewed: true });
  const inUse = terms?.kind === 'bound' ? terms.boundTo : undefined;
  return await issueBoundToken(onMember, account, { lifetime, inUse, clock });
}

function notOurs(cluster: string): {
  readonly code: 'not-joined';
  readonly severity: 'error';
  readonly message: string;
  readonly remedy: string;
  readonly cluster: string;
} {
  return {
    code: 'not-joined',
    severity: 'error',
    message: `The KubeFedCluster ${cluster} was not made by fed8s, so its ServiceAccount is not known.`,
    remedy: `Take it over: fed8s join ${cluster}.`,
    cluster,
  };
}
