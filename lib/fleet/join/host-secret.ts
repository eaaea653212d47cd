import { failedAs, ok } from '../../kube/answer';
import { type ClusterApi } from '../../kube/cluster-api';
import { type JsonObject } from '../../model/json';
import { mapAt } from '../json-fields';
import {
  JOINED_AS,
  MANAGED_BY,
  MANAGED_BY_LABEL,
  TOKEN_BOUND_TO,
  TOKEN_EXPIRES,
  TOKEN_ISSUED,
  TOKEN_KIND,
} from '../marks';
import { metadataOf, textsOf } from '../metadata-of';
import { ensureObject, remedyBy } from '../steps/ensure-object';
import { type Progressed, type WorkPlace, halt } from '../steps/step';
import { type TokenTerms } from './token';

/** The Secret of a host with the token of a member. */
export interface HostSecret {
  readonly token: string;
  /** Undefined where it was not written by fed8s. */
  readonly terms?: TokenTerms;
}

/** The name of the Secret: as it is, as asked for, else `<cluster>-token`. A name that can be told again leaks no Secret. */
export function hostSecretName(
  cluster: string,
  { asked, kubefedCluster }: { readonly asked?: string; readonly kubefedCluster?: JsonObject },
): string {
  const { name } = mapAt(kubefedCluster ?? {}, 'spec', 'secretRef');
  return asked ?? (typeof name === 'string' && name !== '' ? name : `${cluster}-token`);
}

/** Reads the Secret with the token of a member. */
export async function readHostSecret(
  host: ClusterApi,
  { namespace, name }: { readonly namespace: string; readonly name: string },
): Promise<Progressed<HostSecret | undefined>> {
  const ref = { apiVersion: 'v1', kind: 'Secret', namespace, name };
  const secret = await host.get(ref);
  if (secret.outcome === 'failed') {
    return failedAs(secret, 'not-found') ? ok(undefined) : halt('host', secret.failure, ref);
  }
  const terms = termsOf(metadataOf(secret.value).annotations);
  return ok({
    token: Buffer.from(textsOf(secret.value.data).token ?? '', 'base64').toString('utf8'),
    ...(terms !== undefined && { terms }),
  });
}

/** Writes the Secret with the token of a member. One of its name that join has not made is left alone. */
export async function ensureHostSecret(
  place: WorkPlace,
  secret: {
    readonly cluster: string;
    readonly namespace: string;
    readonly name: string;
    readonly token: string;
    readonly terms: TokenTerms;
    /** Whether the KubeFedCluster names it, so that it is ours whatever its marks. */
    readonly isNamed: boolean;
  },
): Promise<Progressed<JsonObject>> {
  const { cluster, namespace, name, token, terms, isNamed } = secret;
  const wanted = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name,
      namespace,
      labels: { [MANAGED_BY_LABEL]: MANAGED_BY },
      annotations: { [JOINED_AS]: cluster, ...annotationsOf(terms) },
    },
    type: 'Opaque',
    data: { token: Buffer.from(token, 'utf8').toString('base64') },
  };
  const usual = remedyBy(wanted, { mutable: ['data'], immutable: ['type'] });
  return await ensureObject(place, wanted, (living) => {
    const as = metadataOf(living).annotations[JOINED_AS];
    if (as === cluster || (isNamed && as === undefined)) return usual(living);
    return {
      kind: 'refuse',
      problem: {
        code: 'foreign-object',
        severity: 'error',
        message: `The host has a Secret ${namespace}/${name} that ${as === undefined ? 'fed8s has not made' : `belongs to the cluster ${as}`}.`,
        remedy: 'Name another one by --secret-name, or delete it.',
        cluster,
      },
    };
  });
}

/** When a token is to be renewed: when half of its life is over. A token that nobody knows the end of is left alone. */
export function isRenewalDue(terms: TokenTerms | undefined, now: number): boolean {
  if (terms?.kind !== 'bound') return false;
  const [issued, expires] = [Date.parse(terms.issued), Date.parse(terms.expires)];
  return Number.isNaN(issued) || Number.isNaN(expires) || now >= issued + (expires - issued) / 2;
}

function annotationsOf(terms: TokenTerms): Record<string, string> {
  if (terms.kind === 'long-lived') return { [TOKEN_KIND]: terms.kind };
  return {
    [TOKEN_KIND]: terms.kind,
    [TOKEN_EXPIRES]: terms.expires,
    [TOKEN_ISSUED]: terms.issued,
    [TOKEN_BOUND_TO]: terms.boundTo,
  };
}

function termsOf(annotations: Readonly<Record<string, string>>): TokenTerms | undefined {
  const kind = annotations[TOKEN_KIND];
  if (kind === 'long-lived') return { kind };
  if (kind !== 'bound') return undefined;
  return {
    kind,
    expires: annotations[TOKEN_EXPIRES] ?? '',
    issued: annotations[TOKEN_ISSUED] ?? '',
    boundTo: annotations[TOKEN_BOUND_TO] ?? '',
  };
}
