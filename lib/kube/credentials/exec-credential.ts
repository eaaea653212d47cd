import { spawn } from 'node:child_process';
import { isAbsolute } from 'node:path';
import { type Json, type JsonObject, isJsonList, isJsonObject } from '../../model/json';
import { errorMessage } from '../../model/error-message';
import { type Answer, failed, ok } from '../answer';
import { SecretMask, withoutLikelySecrets } from '../http/secret-mask';
import { textOf } from '../kubeconfig/context-parts';
import { dataOrFile, entryPath } from '../kubeconfig/entry-file';
import { type KubeconfigEntry } from '../kubeconfig/kubeconfig';
import { type Credential } from './credential';
import { type CredentialInput } from './credential-input';

/** How long, in milliseconds, a plugin may take: some of them ask a cloud. */
const PLUGIN_TIMEOUT = 60_000;

/** What a plugin may print, in characters. */
const MOST_OUTPUT = 1 << 20;

/**
 * Runs an exec plugin of a kubeconfig (client.authentication.k8s.io). It has no terminal: one that has to ask a person is
 * told so, and fails.
 */
// k8s.io/client-go, plugin/pkg/client/auth/exec/exec.go
export async function execCredential(input: CredentialInput): Promise<Answer<Credential>> {
  const { user } = input;
  const exec = user.value.exec as JsonObject;
  const command = textOf(exec, 'command');
  const apiVersion = textOf(exec, 'apiVersion') ?? 'client.authentication.k8s.io/v1';
  const say = (what: string, remedy?: string): Answer<never> => {
    const hint = textOf(exec, 'installHint');
    const message = `The exec plugin ${command === undefined ? '' : `${command} `}of the kubeconfig ${user.file} ${what}.`;
    return failed({ kind: 'credential', code: 'no-credential', message, remedy: remedy ?? hint ?? TRY });
  };
  if (command === undefined) return say('has no command', 'Give the exec entry of the user a command.');
  if (exec.interactiveMode === 'Always') {
    return say('asks a person each time', 'Log in beforehand, or use a credential that needs nobody.');
  }
  const env = pairs(exec.env);
  const mask = new SecretMask();
  mask.add(...Object.values(env), ...texts(exec.args).filter((arg) => arg.length >= 8 && !arg.startsWith('-')));
  const ran = await run(commandPath(user, command), texts(exec.args), {
    env: { ...process.env, ...env, KUBERNETES_EXEC_INFO: execInfo(input, exec, apiVersion) },
    signal: input.signal,
  });
  switch (ran.outcome) {
    case 'missing':
      return say('is not there', textOf(exec, 'installHint') ?? `Install ${command}, or put its folder into PATH.`);
    case 'aborted':
      return failed({ kind: 'aborted', message: 'The run was stopped.' });
    case 'timeout':
      return say(`did not end within ${PLUGIN_TIMEOUT / 1000} s`);
    case 'failed':
      return say(`cannot be run: ${mask.mask(ran.why)}`);
    case 'ended': {
      if (ran.code === 0) return readCredential(ran.stdout, { apiVersion, say });
      const told = withoutLikelySecrets(mask.mask(lastLine(ran.stderr)));
      return say(`ended with code ${ran.code ?? 'none'}${told === '' ? '' : `: ${told}`}`);
    }
  }
}

const TRY = 'Run it by hand with the arguments of the kubeconfig, and see what it says.';

type Ran =
  | { readonly outcome: 'ended'; readonly code: number | null; readonly stdout: string; readonly stderr: string }
  | { readonly outcome: 'missing' | 'aborted' | 'timeout' }
  | { readonly outcome: 'failed'; readonly why: string };

function run(
  command: string,
  args: readonly string[],
  { env, signal }: { readonly env: NodeJS.ProcessEnv; readonly signal: AbortSignal },
): Promise<Ran> {
  return new Promise((resolve) => {
    if (![command, ...args, ...Object.values(env)].every((text) => text?.includes('\0') !== true)) {
      resolve({ outcome: 'failed', why: 'there is a NUL character in its command, arguments or environment' });
      return;
    }
    const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
    const output = { stdout: '', stderr: '' };
    let ended: Ran | undefined;
    const stop = (result: Ran): void => {
      ended ??= result;
      child.kill('SIGKILL');
      // what a plugin has started itself may hold the pipes open
      child.stdout.destroy();
      child.stderr.destroy();
    };
    const abort = (): void => stop({ outcome: 'aborted' });
    const timer = setTimeout(() => stop({ outcome: 'timeout' }), PLUGIN_TIMEOUT);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => {
        if (output[name].length < MOST_OUTPUT) output[name] += text;
      });
    }
    const finish = (result: Ran): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      resolve(ended ?? result);
    };
    child.on('error', (error: NodeJS.ErrnoException) => {
      finish(error.code === 'ENOENT' ? { outcome: 'missing' } : { outcome: 'failed', why: errorMessage(error) });
    });
    child.on('close', (code) => finish({ outcome: 'ended', code, ...output }));
  });
}

/** What the plugin is told of its call, and of the cluster where the kubeconfig says so. */
function execInfo({ cluster }: CredentialInput, exec: JsonObject, apiVersion: string): string {
  return JSON.stringify({
    apiVersion,
    kind: 'ExecCredential',
    spec: { interactive: false, ...(exec.provideClusterInfo === true && { cluster: clusterInfo(cluster) }) },
  });
}

function clusterInfo(cluster: KubeconfigEntry): JsonObject {
  const { value } = cluster;
  const ca = dataOrFile(cluster, 'certificate-authority');
  const config = isJsonList(value.extensions)
    ? value.extensions.filter(isJsonObject).find(({ name }) => name === 'client.authentication.k8s.io/exec')?.extension
    : undefined;
  const tlsServerName = textOf(value, 'tls-server-name');
  const proxyUrl = textOf(value, 'proxy-url');
  return {
    server: textOf(value, 'server') ?? '',
    ...(tlsServerName !== undefined && { 'tls-server-name': tlsServerName }),
    ...(value['insecure-skip-tls-verify'] === true && { 'insecure-skip-tls-verify': true }),
    ...(ca.outcome === 'ok' &&
      ca.value !== undefined && { 'certificate-authority-data': Buffer.from(ca.value).toString('base64') }),
    ...(proxyUrl !== undefined && { 'proxy-url': proxyUrl }),
    ...(config !== undefined && { config }),
  };
}

function readCredential(
  stdout: string,
  { apiVersion, say }: { readonly apiVersion: string; readonly say: (what: string, remedy?: string) => Answer<never> },
): Answer<Credential> {
  let value: unknown;
  try {
    value = JSON.parse(stdout);
  } catch {
    return say('printed what is no JSON');
  }
  if (!isJsonObject(value) || value.kind !== 'ExecCredential') return say('printed no ExecCredential');
  if (value.apiVersion !== apiVersion) {
    return say(
      `printed an ExecCredential of another version than the kubeconfig asks for, ${apiVersion}`,
      'Write into the exec entry the apiVersion that the plugin speaks.',
    );
  }
  const status = isJsonObject(value.status) ? value.status : {};
  const token = textOf(status, 'token');
  const cert = textOf(status, 'clientCertificateData');
  const key = textOf(status, 'clientKeyData');
  if (token === undefined && (cert === undefined || key === undefined)) {
    return say('printed neither a token nor a certificate with its key');
  }
  const expires = Date.parse(textOf(status, 'expirationTimestamp') ?? '');
  return ok({
    headers: token === undefined ? {} : { Authorization: `Bearer ${token}` },
    ...(cert !== undefined && key !== undefined && { certificate: { cert, key } }),
    ...(!Number.isNaN(expires) && { expires }),
    secrets: [...(token === undefined ? [] : [token]), ...(key === undefined ? [] : [key])],
  });
}

/** A command with a folder in it is one from the folder of the kubeconfig on; others are looked for in PATH. */
function commandPath(user: KubeconfigEntry, command: string): string {
  return isAbsolute(command) || !/[/\\]/.test(command) ? command : entryPath(user, command);
}

function pairs(value: Json | undefined): Record<string, string> {
  const entries = isJsonList(value) ? value.filter(isJsonObject) : [];
  return Object.fromEntries(
    entries.flatMap(({ name, value: text }) =>
      typeof name === 'string' && typeof text === 'string' ? [[name, text] as const] : [],
    ),
  );
}

function texts(value: Json | undefined): string[] {
  return isJsonList(value) ? value.filter((one) => typeof one === 'string') : [];
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1)?.slice(0, 300) ?? '';
}
