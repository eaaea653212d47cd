import { readFileSync } from 'node:fs';
import { readManifests } from '../../interop/yaml/read-manifests';
import { FederationError } from '../../model/federation-error';
import { isSystemError } from '../../synth/write-failure';

/** The file of a cdk8s project that says which app to run. */
export const CONFIG_FILE = 'cdk8s.yaml';

/** What of a cdk8s.yaml bears on a synth. */
export interface AppConfig {
  /** The command that runs the app, for a shell. */
  readonly app: string;
  readonly output: string | undefined;
}

/**
 * Reads the cdk8s.yaml of the current folder.
 *
 * @throws FederationError `no-app` where there is none or it names no app, and whatever is wrong with its YAML.
 */
export function readAppConfig(): AppConfig {
  let text: string;
  try {
    text = readFileSync(CONFIG_FILE, 'utf8');
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw noApp(
      error.code === 'ENOENT'
        ? `There is no ${CONFIG_FILE} in the current folder.`
        : `${CONFIG_FILE} cannot be read: ${error.message}.`,
      `Run it where ${CONFIG_FILE} is, or give KubeFed YAML with -f.`,
    );
  }
  const { documents, problems } = readManifests(text, { file: CONFIG_FILE });
  if (problems.some(({ severity }) => severity === 'error')) throw new FederationError(problems);
  const { app, output } = documents[0]?.value ?? {};
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

function noApp(message: string, remedy: string): FederationError {
  return new FederationError({ code: 'no-app', severity: 'error', message, remedy, origin: CONFIG_FILE });
}
