import { existsSync, statSync } from 'node:fs';
import { readManifestFiles } from '../../interop/yaml/read-manifest-files';
import { FederationError } from '../../model/federation-error';
import { type JsonObject } from '../../model/json';
import { type ProblemCode } from '../../model/problem-codes';

/** The file of a cdk8s project that says which app to run. */
export const CONFIG_FILE = 'cdk8s.yaml';

/** What is wrong with a file of manifests is, in this one, only that it names no app. */
const NAMES_NO_APP: ReadonlySet<ProblemCode> = new Set<ProblemCode>(['empty-file', 'not-a-manifest']);

/** What of a cdk8s.yaml bears on a synth. */
export interface AppConfig {
  /** The command that runs the app, for a shell. */
  readonly app: string;
  readonly output: string | undefined;
}

/**
 * The `owner` of the cdk8s.yaml of the current folder: who applies what the app declares. Undefined where there is no such file, or
 * it names none.
 *
 * @throws FederationError for whatever is wrong with its YAML.
 */
export function configuredOwner(): string | undefined {
  if (!existsSync(CONFIG_FILE)) return undefined;
  const { owner } = readConfig();
  if (owner === undefined || owner === null || typeof owner === 'string') return owner ?? undefined;
  throw noApp(`owner in ${CONFIG_FILE} is no name.`, 'Write a name, such as shop or shop/production, or leave it out.');
}

/**
 * The `waves` of the cdk8s.yaml of the current folder: how the fleet is applied to part by part. Undefined where there is no such
 * file, or it says nothing of them.
 *
 * @throws FederationError for whatever is wrong with its YAML.
 */
export function configuredWaves(): string | undefined {
  if (!existsSync(CONFIG_FILE)) return undefined;
  const { waves } = readConfig();
  if (waves === undefined || waves === null || typeof waves === 'string') return waves ?? undefined;
  throw noApp(`waves in ${CONFIG_FILE} are no text.`, 'Write them as --waves takes them: canary=5%,region.');
}

/**
 * Reads the cdk8s.yaml of the current folder.
 *
 * @throws FederationError `no-app` where there is none or it names no app, and whatever is wrong with its YAML.
 */
export function readAppConfig(): AppConfig {
  if (!existsSync(CONFIG_FILE)) {
    throw noApp(
      `There is no ${CONFIG_FILE} in the current folder.`,
      `Run it where ${CONFIG_FILE} is, or give KubeFed YAML with -f.`,
    );
  }
  const { app, output } = readConfig();
  if (typeof app !== 'string' || app.trim() === '') {
    throw noApp(
      `${CONFIG_FILE} names no app.`,
      'Add the command that runs it, for example `app: npx ts-node main.ts`.',
    );
  }
  if (output !== undefined && output !== null && (typeof output !== 'string' || output === '')) {
    throw noApp(`output in ${CONFIG_FILE} is no folder.`, 'Write the name of a folder, or leave it out.');
  }
  return { app, output: output ?? undefined };
}

function readConfig(): JsonObject {
  if (!statSync(CONFIG_FILE).isFile()) throw noApp(`${CONFIG_FILE} is no file.`, 'Make it a file that names the app.');
  const { documents, problems } = readManifestFiles([CONFIG_FILE]);
  const errors = problems.filter(({ severity, code }) => severity === 'error' && !NAMES_NO_APP.has(code));
  if (errors.length > 0) throw new FederationError(errors);
  if (documents.length > 1) throw noApp(`${CONFIG_FILE} has several documents.`, 'Put what it says into one.');
  return documents[0]?.value ?? {};
}

function noApp(message: string, remedy: string): FederationError {
  return new FederationError({ code: 'no-app', severity: 'error', message, remedy, origin: CONFIG_FILE });
}
