import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { errorMessage } from '../../model/error-message';
import { FederationError } from '../../model/federation-error';
import { type RunContext } from '../command';
import { type CliStream } from '../io';
import { CONFIG_FILE } from './app-config';

const STOPS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs the command of an app in a shell, as `cdk8s synth` does. What it prints is seen as it comes; with the format json it
 * goes to stderr, since stdout is for one document.
 *
 * @throws FederationError `app-failed`.
 */
export async function runApp(
  app: string,
  options: Pick<RunContext, 'io' | 'format'> & {
    readonly outdir: string;
    /** Variables that are added to the environment. */
    readonly variables: Readonly<Record<string, string>>;
  },
): Promise<void> {
  const { io, format, outdir, variables } = options;
  const output = format === 'json' ? io.stderr : io.stdout;
  await new Promise<void>((done, failed) => {
    const child = start(app, {
      stdio: ['inherit', ownStream(output), ownStream(io.stderr)],
      env: { ...io.env, ...variables, CDK8S_OUTDIR: resolve(outdir) },
    });
    child.stdout?.on('data', (bytes: Buffer) => void output.write(bytes.toString()));
    child.stderr?.on('data', (bytes: Buffer) => void io.stderr.write(bytes.toString()));
    // Whoever stops this stops the app; then there is an end that can be told, and nothing is left behind.
    const stop = (signal: NodeJS.Signals): void => void child.kill(signal);
    for (const signal of STOPS) process.on(signal, stop);
    child.once('close', () => STOPS.forEach((signal) => process.off(signal, stop)));
    child.once('error', (error) => failed(appFailed(app, `could not be started: ${error.message}`)));
    child.once('close', (code, signal) => {
      if (code === 0) done();
      else
        failed(appFailed(app, code === null ? `was ended by ${signal ?? 'a signal'}` : `ended with exit code ${code}`));
    });
  });
}

function start(app: string, options: SpawnOptions): ChildProcess {
  try {
    return spawn(app, { ...options, shell: true });
  } catch (error) {
    throw appFailed(app, `could not be started: ${errorMessage(error)}`);
  }
}

/** A stream of this process is handed on as it is, so that the app sees a terminal where there is one. */
function ownStream(stream: CliStream): 'pipe' | 1 | 2 {
  if (stream === process.stdout) return 1;
  return stream === process.stderr ? 2 : 'pipe';
}

function appFailed(app: string, what: string): FederationError {
  return new FederationError({
    code: 'app-failed',
    severity: 'error',
    message: `The app \`${app}\` ${what}.`,
    remedy: 'What it printed above says why.',
    origin: CONFIG_FILE,
  });
}
