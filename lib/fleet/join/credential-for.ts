import { ok } from '../../kube/answer';
import { type JsonObject } from '../../model/json';
import { type WorkPlace, type Progressed, halt } from '../steps/step';
import { ensureHostSecret, hostSecretName, isRenewalDue, readHostSecret } from './host-secret';
import { type JoinSettings } from './join-settings';
import {
  type IssuedCredential,
  type TokenAccount,
  type TokenTerms,
  isTokenGood,
  issueBoundToken,
  rootAuthority,
  takeLongLivedToken,
} from './token';

/** What a host has of a member to get in. */
export interface HeldCredential {
  /** What the member says its certificate is checked with (PEM). */
  readonly authority?: string;
  readonly terms: TokenTerms;
  /** The Secret on the host. */
  readonly secret: string;
}

/** Whose token it is, and where it goes. */
interface CredentialPlaces {
  readonly onHost: WorkPlace;
  readonly onMember: WorkPlace;
  readonly account: TokenAccount;
}

/** The token of the host: the one it has, while it is good for long, else a new one. It is in the Secret of the host then. */
export async function credentialFor(
  settings: JoinSettings,
  at: CredentialPlaces & { readonly kubefed: 'live' | 'absent'; readonly before: JsonObject | undefined },
): Promise<Progressed<HeldCredential>> {
  const { before, account, onHost, kubefed } = at;
  const { cluster, namespace } = account;
  const named = before && hostSecretName(cluster, { kubefedCluster: before });
  const secret = settings.secretName ?? named ?? hostSecretName(cluster, {});
  const held = await readHostSecret(onHost.api, { namespace, name: secret });
  if (held.outcome !== 'ok') return held;
  const kind = settings.token ?? (kubefed === 'live' ? 'long-lived' : 'bound');
  const issued =
    kind === 'long-lived'
      ? await takeLongLivedToken(at.onMember, account, { clock: settings.clock, isRenewed: false })
      : await boundToken(settings, at, held.value);
  if (issued.outcome !== 'ok') return issued;
  const isNamed = named === secret;
  const written = await ensureHostSecret(onHost, { cluster, namespace, name: secret, ...issued.value, isNamed });
  return written.outcome === 'ok' ? ok({ ...issued.value, secret }) : written;
}

async function boundToken(
  { clock, tokenLifetime: lifetime }: JoinSettings,
  { onMember, account }: CredentialPlaces,
  held: { readonly token: string; readonly terms?: TokenTerms } | undefined,
): Promise<Progressed<IssuedCredential>> {
  const { api } = onMember;
  const terms = held?.terms?.kind === 'bound' ? held.terms : undefined;
  if (held !== undefined && terms !== undefined && !isRenewalDue(terms, clock.now())) {
    const good = await isTokenGood(api, account, held.token);
    if (good.outcome === 'failed') return halt('member', good.failure);
    if (good.value) {
      const authority = await rootAuthority(api, account.namespace);
      return ok({ token: held.token, terms, ...(authority !== undefined && { authority }) });
    }
  }
  return await issueBoundToken(onMember, account, { lifetime, inUse: terms?.boundTo, clock });
}
