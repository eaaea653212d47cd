import { isJsonObject } from '../../model/json';
import { type Answer, ok } from '../answer';
import { invalid, textOf } from '../kubeconfig/context-parts';
import { dataOrFile, readEntryFile } from '../kubeconfig/entry-file';
import { type KubeconfigEntry } from '../kubeconfig/kubeconfig';
import { type Credential } from './credential';
import { execCredential } from './exec-credential';
import { impersonationHeaders } from './impersonation';
import { providerCredential } from './provider-credential';

/** How long, in milliseconds, a token that was read from a file counts before it is read again: as with client-go. */
const TOKEN_FILE_LIFE = 60_000;

/** What a credential is made from. */
export interface CredentialInput {
  readonly user: KubeconfigEntry;
  /** Of it plugins are told, where the kubeconfig says so. */
  readonly cluster: KubeconfigEntry;
  readonly signal: AbortSignal;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Reads the credential of a user of a kubeconfig: a token, its file, a password, a certificate, a plugin, a provider. */
// k8s.io/client-go, tools/clientcmd/client_config.go (getUserIdentificationPartialConfig): the order of what counts
export async function contextCredential(input: CredentialInput): Promise<Answer<Credential>> {
  const { user, now } = input;
  const cert = dataOrFile(user, 'client-certificate');
  if (cert.outcome === 'failed') return cert;
  const key = dataOrFile(user, 'client-key');
  if (key.outcome === 'failed') return key;
  if ((cert.value === undefined) !== (key.value === undefined)) {
    return invalid(user, 'a user has only one of client-certificate and client-key', 'Give both, or neither.');
  }
  const certificate =
    cert.value !== undefined && key.value !== undefined ? { cert: cert.value, key: key.value } : undefined;
  const impersonation = impersonationHeaders(user.value);
  const base = {
    ...(certificate !== undefined && { certificate }),
    secrets: [...keyLines(key.value)],
  };
  const bearer = (token: string, expires?: number): Answer<Credential> =>
    ok({
      ...base,
      headers: { Authorization: `Bearer ${token}`, ...impersonation },
      ...(expires !== undefined && { expires }),
      secrets: [token, ...base.secrets],
    });

  const tokenFile = textOf(user.value, 'tokenFile');
  if (tokenFile !== undefined) {
    const token = readEntryFile(user, { key: 'tokenFile', path: tokenFile });
    if (token.outcome === 'failed') return token;
    return bearer(token.value.trim(), now() + TOKEN_FILE_LIFE);
  }
  const token = textOf(user.value, 'token');
  if (token !== undefined) return bearer(token);
  if (user.value.token !== undefined && user.value.token !== null && user.value.token !== '') {
    return invalid(user, 'the token of a user is no text', 'Put it in quotes.');
  }
  const username = textOf(user.value, 'username');
  if (username !== undefined) {
    const password = textOf(user.value, 'password') ?? '';
    const basic = Buffer.from(`${username}:${password}`).toString('base64');
    const headers = { Authorization: `Basic ${basic}`, ...impersonation };
    return ok({ ...base, headers, secrets: [password, basic, ...base.secrets] });
  }
  const plugin = isJsonObject(user.value.exec ?? null)
    ? await execCredential(input)
    : isJsonObject(user.value['auth-provider'] ?? null)
      ? await providerCredential(user)
      : undefined;
  if (plugin === undefined) return ok({ ...base, headers: impersonation });
  if (plugin.outcome === 'failed') return plugin;
  const { value } = plugin;
  return ok({
    ...base,
    ...value,
    headers: { ...value.headers, ...impersonation },
    secrets: [...value.secrets, ...base.secrets],
  });
}

/** The lines of a key, each of which tells a part of it. */
export function keyLines(key: string | undefined): readonly string[] {
  if (key === undefined) return [];
  return key
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.length > 16 && !line.startsWith('-----'));
}
