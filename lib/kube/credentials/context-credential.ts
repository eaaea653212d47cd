import { isJsonObject } from '../../model/json';
import { type Answer, ok } from '../answer';
import { invalid, textOf } from '../kubeconfig/context-parts';
import { dataOrFile, readEntryFile } from '../kubeconfig/entry-file';
import { type KubeconfigEntry } from '../kubeconfig/kubeconfig';
import { type Credential } from './credential';
import { type CredentialInput } from './credential-input';
import { execCredential } from './exec-credential';
import { impersonationHeaders } from './impersonation';
import { providerCredential } from './provider-credential';

/** How long, in milliseconds, a token that was read from a file counts before it is read again: as with client-go. */
const TOKEN_FILE_LIFE = 60_000;

/** Reads the credential of a user of a kubeconfig: a token, its file, a password, a certificate, a plugin, a provider. */
export async function contextCredential(input: CredentialInput): Promise<Answer<Credential>> {
  const { user } = input;
  const certificate = certificateOf(user);
  if (certificate.outcome === 'failed') return certificate;
  const said = await saidBy(input);
  if (said.outcome === 'failed') return said;
  const { value } = said;
  return ok({
    ...(certificate.value !== undefined && { certificate: certificate.value }),
    ...value,
    headers: { ...value.headers, ...impersonationHeaders(user.value) },
    secrets: [...value.secrets, ...keyLines(certificate.value?.key), ...keyLines(value.certificate?.key)],
  });
}

/** What stands in headers. A file goes before a token, a token before a password, and all of them before plugins. */
// k8s.io/client-go, tools/clientcmd/client_config.go (getUserIdentificationPartialConfig), rest/transport.go
async function saidBy(input: CredentialInput): Promise<Answer<Credential>> {
  const { user, now } = input;
  const tokenFile = textOf(user.value, 'tokenFile');
  if (tokenFile !== undefined) {
    const read = readEntryFile(user, { key: 'tokenFile', path: tokenFile });
    if (read.outcome === 'failed') return read;
    const token = read.value.trim();
    if (token === '') return invalid(user, 'tokenFile names a file that is empty', 'Put a token into it.');
    return bearer(token, now() + TOKEN_FILE_LIFE);
  }
  const token = textOf(user.value, 'token');
  if (token !== undefined) return bearer(token);
  if ((user.value.token ?? '') !== '') return invalid(user, 'the token of a user is no text', 'Put it in quotes.');
  const username = textOf(user.value, 'username');
  if (username !== undefined) {
    const password = textOf(user.value, 'password') ?? '';
    const basic = Buffer.from(`${username}:${password}`).toString('base64');
    return ok({ headers: { Authorization: `Basic ${basic}` }, secrets: [password, basic] });
  }
  if (isJsonObject(user.value.exec)) return await execCredential(input);
  if (isJsonObject(user.value['auth-provider'])) return await providerCredential(input);
  return ok({ headers: {}, secrets: [] });
}

function bearer(token: string, expires?: number): Answer<Credential> {
  const headers = { Authorization: `Bearer ${token}` };
  return ok({ headers, secrets: [token], ...(expires !== undefined && { expires }) });
}

function certificateOf(user: KubeconfigEntry): Answer<Credential['certificate'] | undefined> {
  const cert = dataOrFile(user, 'client-certificate');
  if (cert.outcome === 'failed') return cert;
  const key = dataOrFile(user, 'client-key');
  if (key.outcome === 'failed') return key;
  if (cert.value !== undefined && key.value !== undefined) return ok({ cert: cert.value, key: key.value });
  if (cert.value === undefined && key.value === undefined) return ok(undefined);
  return invalid(user, 'a user has only one of client-certificate and client-key', 'Give both, or neither.');
}

/** The lines of a key, each of which tells a part of it. */
function keyLines(key: string | undefined): readonly string[] {
  const lines = key?.split('\n').map((line) => line.trim()) ?? [];
  return lines.filter((line) => line.length > 16 && !line.startsWith('-----'));
}
