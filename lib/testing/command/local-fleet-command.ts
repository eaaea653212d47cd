import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { binaryNames } from '../binaries/binary';
import { progressOn } from '../binaries/build-progress';
import { findBinaries } from '../binaries/find-binaries';
import { locateBinary } from '../binaries/locate-binary';
import { LocalFleet } from '../local-fleet';
import { LocalFleetError } from '../local-fleet-error';

/** What the command has of the process around it. */
export interface CommandIo {
  out(text: string): void;
  error(text: string): void;
  readonly env: NodeJS.ProcessEnv;
  /** From the call on, a Ctrl-C and its like end nothing, but fulfil what is returned. */
  interrupted(): Promise<unknown>;
}

/** More would hardly fit into the memory of a machine that people play on. */
const MOST = 20;
/** In milliseconds. */
const DAY = 24 * 60 * 60 * 1000;

/**
 * The command `fed8s-local-fleet`.
 *
 * @returns the exit code; it rejects for nothing that a user can cause.
 */
export async function runLocalFleetCommand(argv: readonly string[], io: CommandIo): Promise<0 | 1> {
  try {
    await commandOf(io).parseAsync([...argv], { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 1;
    if (!(error instanceof LocalFleetError)) throw error;
    io.error(`${error.message}\n`);
    return 1;
  }
}

interface UpOptions {
  readonly number: number;
  readonly workloads?: true;
}

function commandOf(io: CommandIo): Command {
  const command = new Command('fed8s-local-fleet')
    .description('Real Kubernetes clusters on this machine, to try fed8s on.')
    .configureOutput({ writeOut: (text) => io.out(text), writeErr: (text) => io.error(text) })
    .exitOverride();
  command
    .command('up')
    .description('start clusters, and end them at Ctrl-C')
    .option('-n, --number <number>', 'how many', numberOfClusters, 3)
    .option('--workloads', 'with simulated nodes, on which Pods become Ready')
    .action((options: UpOptions) => up(options, io));
  command
    .command('build')
    .description('build the programs of a fleet into the cache, where they are missing')
    .action(() => build(io));
  return command;
}

async function up({ number, workloads }: UpOptions, io: CommandIo): Promise<void> {
  const started = Date.now();
  const names = Array.from({ length: number }, (_, index) => `cluster${index + 1}`);
  const local = await LocalFleet.start({ clusters: names, workloads: workloads ?? false });
  try {
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    io.out(
      [
        `${number === 1 ? '1 cluster is' : `${number} clusters are`} up after ${seconds} s: ${names.join(', ')}.`,
        '',
        `  export KUBECONFIG=${local.kubeconfig}`,
        `  ${await kubectl(io.env)} --context ${names[0] ?? ''} get namespaces`,
        '',
        'Ctrl-C ends them, and removes what is in them.',
        '',
      ].join('\n'),
    );
    const awake = setInterval(() => undefined, DAY);
    const end = await Promise.race([io.interrupted().then(() => 'wanted'), local.ended.then(() => 'unwanted')]);
    clearInterval(awake);
    if (end === 'unwanted')
      throw new LocalFleetError('start-failed', 'The clusters are gone: somebody has ended them.');
  } finally {
    await local.stop();
  }
}

/** What to type for kubectl: its path, unless it is on the PATH. */
async function kubectl(env: NodeJS.ProcessEnv): Promise<string> {
  const located = await locateBinary('kubectl', { env, depth: 'size' });
  return located.outcome === 'missing' || located.place === 'PATH' ? 'kubectl' : located.path;
}

async function build(io: CommandIo): Promise<void> {
  const { path } = await findBinaries(binaryNames, {
    env: io.env,
    progress: progressOn({ isTTY: process.stderr.isTTY, write: (text) => io.error(text) }),
  });
  for (const name of binaryNames) io.out(`${path(name)}\n`);
}

function numberOfClusters(text: string): number {
  const number = Number(text);
  if (/^[0-9]+$/.test(text) && number >= 1 && number <= MOST) return number;
  throw new InvalidArgumentError(`It must be a number from 1 to ${MOST}.`);
}
