import { type Answer, apiFailure, failed, failedAs, ok } from '../../kube/answer';
import { type ClusterApi } from '../../kube/cluster-api';
import { type JsonObject } from '../../model/json';
import { type ObjectRef } from '../../model/object-ref';
import { type Clock } from '../clock';
import { mapAt } from '../json-fields';
import { JOINED_AS, MANAGED_BY, MANAGED_BY_LABEL } from '../marks';
import { metadataOf, textsOf } from '../metadata-of';
import { ensureObject, remedyBy } from '../steps/ensure-object';
import { removeObject } from '../steps/remove-object';
import { type Progressed, type WorkPlace, halt } from '../steps/step';

/** How long a token lives, in seconds, unless something else is asked for: a day. */
export const TOKEN_LIFETIME = 86_400;
/** The token controller of a cluster is waited for so long, in milliseconds. */
const TOKEN_WAIT = 30_000;
const TOKEN_LOOK = 250;

/** A token of the ServiceAccount of a host on a member. */
export interface IssuedCredential {
  readonly token: string;
  /** The certificates that the cluster itself gives with it (PEM), where it does. */
  readonly authority?: string;
  readonly terms: TokenTerms;
}

/** How long a token lives, and what ends it. */
export type TokenTerms =
  | {
      readonly kind: 'bound';
      /** RFC 3339, as the server has said. */
      readonly expires: string;
      /** RFC 3339. */
      readonly issued: string;
      /** The Secret of the member that the token dies with. */
      readonly boundTo: string;
    }
  | { readonly kind: 'long-lived' };

/** The ServiceAccount whose token it is. */
export interface TokenAccount {
  readonly cluster: string;
  readonly namespace: string;
  readonly name: string;
}

/** The two names that the Secret of a bound token can have: the new one is made before the old one goes. */
export function boundSecretNames({ name }: TokenAccount): readonly [string, string] {
  return [`${name}-token-a`, `${name}-token-b`];
}

/**
 * Issues a token that ends by itself, by TokenRequest. It is bound to a Secret that holds nothing: when that is deleted, the
 * token is worth nothing at once. The Secret of the token in use is left alone.
 *
 * @param request.inUse the Secret that the token in use is bound to.
 */
export async function issueBoundToken(
  place: WorkPlace,
  account: TokenAccount,
  request: { readonly lifetime: number; readonly inUse: string | undefined; readonly clock: Clock },
): Promise<Progressed<IssuedCredential>> {
  const { api, on, dryRun } = place;
  const { cluster, namespace } = account;
  const [first, second] = boundSecretNames(account);
  const name = request.inUse === first ? second : first;
  const anchorRef: ObjectRef = { apiVersion: 'v1', kind: 'Secret', namespace, name };
  // One that is there is of a run that was stopped; who has its token is not known.
  if (!dryRun) {
    const stale = await removeObject({ ...place, log: () => undefined }, anchorRef, (living) =>
      notJoined(living, cluster),
    );
    if (stale.outcome !== 'ok') return stale;
  }
  const anchor = await ensureObject(place, anchorOf(account, name), () => ({ kind: 'fine' }));
  if (anchor.outcome !== 'ok') return anchor;
  const issued = new Date(request.clock.now()).toISOString();
  const accountRef: ObjectRef = { apiVersion: 'v1', kind: 'ServiceAccount', namespace, name: account.name };
  if (dryRun) {
    return ok({ token: '', terms: { kind: 'bound', expires: '', issued, boundTo: name } });
  }
  const { uid = '' } = metadataOf(anchor.value);
  const answer = await api.createToken(account, {
    expirationSeconds: request.lifetime,
    boundObject: { ...anchorRef, uid },
  });
  if (answer.outcome === 'failed') return halt(on, answer.failure, accountRef);
  const authority = await rootAuthority(api, namespace);
  return ok({
    token: answer.value.token,
    ...(authority !== undefined && { authority }),
    terms: { kind: 'bound', expires: answer.value.expires, issued, boundTo: name },
  });
}

/** Deletes every Secret on the member that a token of the account lives by, but that of the token in use, and so ends the others. */
export async function revokeTokens(
  place: WorkPlace,
  account: TokenAccount,
  inUse: TokenTerms | undefined,
): Promise<Progressed<undefined>> {
  const { namespace, cluster, name: ofAccount } = account;
  const used = inUse?.kind === 'bound' ? inUse.boundTo : inUse && ofAccount;
  const log: WorkPlace['log'] = (step) => {
    if (step.outcome !== 'absent') place.log(step);
  };
  for (const name of [...boundSecretNames(account), ofAccount]) {
    if (name === used) continue;
    const ref = { apiVersion: 'v1', kind: 'Secret', namespace, name };
    const removed = await removeObject({ ...place, log }, ref, (living) => notJoined(living, cluster));
    if (removed.outcome !== 'ok') return removed;
  }
  return ok(undefined);
}

/** Why an object is not to be deleted: join has not made it for this cluster. */
export function notJoined(living: JsonObject, cluster: string): string | undefined {
  const as = metadataOf(living).annotations[JOINED_AS];
  if (as === cluster) return undefined;
  return as === undefined ? 'not made by fed8s' : `made for the cluster ${as}`;
}

/**
 * Takes the token that the cluster itself gives to a Secret of type `kubernetes.io/service-account-token`; it lives as long as
 * that Secret. The name of the Secret is that of the ServiceAccount.
 *
 * @param isRenewed makes the Secret anew, and so the token.
 */
// KubeFed v0.10.0, pkg/kubefedctl/join.go: createServiceAccountTokenSecret
export async function takeLongLivedToken(
  place: WorkPlace,
  account: TokenAccount,
  { clock, isRenewed }: { readonly clock: Clock; readonly isRenewed: boolean },
): Promise<Progressed<IssuedCredential>> {
  const { api, on, dryRun } = place;
  const { cluster, namespace, name } = account;
  const wanted = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name,
      namespace,
      labels: { [MANAGED_BY_LABEL]: MANAGED_BY },
      annotations: { [JOINED_AS]: cluster, 'kubernetes.io/service-account.name': name },
    },
    type: 'kubernetes.io/service-account-token',
  };
  let isOld = isRenewed;
  const usual = remedyBy(wanted, { mutable: [], immutable: ['type'] });
  const secret = await ensureObject(place, wanted, (living) => {
    if (!isOld) return usual(living);
    isOld = false;
    return { kind: 'recreate', detail: 'renewed' };
  });
  if (secret.outcome !== 'ok') return secret;
  if (dryRun) return ok({ token: '', terms: { kind: 'long-lived' } });
  const ref = { apiVersion: 'v1', kind: 'Secret', namespace, name };
  let found = credentialOf(secret.value);
  for (let waited = 0; found === undefined && waited < TOKEN_WAIT; waited += TOKEN_LOOK) {
    await clock.sleep(TOKEN_LOOK);
    const again = await api.get(ref);
    if (again.outcome === 'failed') return halt(on, again.failure, ref);
    found = credentialOf(again.value);
  }
  if (found !== undefined) return ok(found);
  const message = `The cluster has put no token into the Secret ${namespace}/${name} within 30 seconds; its controller manager does that.`;
  return halt(on, apiFailure({ kind: 'timeout', message }), ref);
}

/** Whether a token is good: whether the member takes it for one of this ServiceAccount. */
export async function isTokenGood(api: ClusterApi, account: TokenAccount, token: string): Promise<Answer<boolean>> {
  const review = await api.create({
    apiVersion: 'authentication.k8s.io/v1',
    kind: 'TokenReview',
    metadata: {},
    spec: { token },
  });
  if (review.outcome === 'failed') {
    // The failure must not carry the token: it is told anew.
    return failedAs(review, 'forbidden')
      ? ok(false)
      : failed({ kind: review.failure.kind, message: 'A TokenReview failed.' });
  }
  const { authenticated } = mapAt(review.value, 'status');
  const { username } = mapAt(review.value, 'status', 'user');
  return ok(authenticated === true && username === `system:serviceaccount:${account.namespace}:${account.name}`);
}

function anchorOf({ cluster, namespace, name: account }: TokenAccount, name: string): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name,
      namespace,
      labels: { [MANAGED_BY_LABEL]: MANAGED_BY },
      annotations: { [JOINED_AS]: cluster, 'fed8s.dev/purpose': `the token of ${account} dies with this Secret` },
    },
    type: 'Opaque',
  };
}

function credentialOf(secret: JsonObject): IssuedCredential | undefined {
  const { token, 'ca.crt': authority } = textsOf(secret.data);
  if (token === undefined || token === '') return undefined;
  return {
    token: plainText(token),
    ...(authority !== undefined && { authority: plainText(authority) }),
    terms: { kind: 'long-lived' },
  };
}

/** What every namespace is given; where there is no controller manager, it is not there. */
export async function rootAuthority(api: ClusterApi, namespace: string): Promise<string | undefined> {
  const map = await api.get({ apiVersion: 'v1', kind: 'ConfigMap', namespace, name: 'kube-root-ca.crt' });
  return map.outcome === 'ok' ? textsOf(map.value.data)['ca.crt'] : undefined;
}

function plainText(base64: string): string {
  return Buffer.from(base64, 'base64').toString('utf8');
}
