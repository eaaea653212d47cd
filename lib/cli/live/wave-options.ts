import { type Command, InvalidArgumentError, Option } from 'commander';
import { type ShareOfClusters, readShare } from '../../fleet/waves/share-of-clusters';
import { type WaveDeclaration, readWaves } from '../../fleet/waves/wave-declaration';
import { type LabelledCluster, type Wave, wavesOf } from '../../fleet/waves/waves-of';
import { FederationError } from '../../model/federation-error';
import { listed } from '../../model/listed';
import { configuredWaves } from '../source/app-config';
import { wholeNumber } from './live-options';
import { type DesiredRead } from './read-desired';

/** How a fleet is gone over in waves. */
export interface WaveFlags {
  readonly waves?: WaveDeclaration | 'none';
  /** Seconds. */
  readonly soak?: number;
  readonly maxFailures?: ShareOfClusters;
}

/** The options of a command that goes over a fleet in waves. */
export function waveOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--waves <declaration>',
        'part by part, each ready before the next begins: label keys, and NAME=5% or NAME=3 for a first wave: canary=5%,region; ' +
          'none: all at once (default: waves of cdk8s.yaml)',
      ).argParser(declarationOf),
    )
    .addOption(
      new Option('--soak <seconds>', 'so long a wave must stay ready before the next begins (default: 0)').argParser(
        wholeNumber(0, 86_400),
      ),
    )
    .addOption(
      new Option(
        '--max-failures <share>',
        'so many clusters, or N% of all, may fail before no further wave begins (default: 0)',
      ).argParser(shareOf),
    );
}

/**
 * The waves of a call; undefined where all clusters are applied to at once. Clusters that the call leaves alone are counted, so
 * that the others are in the same wave as ever.
 *
 * @throws FederationError `invalid-call`, `invalid-waves`.
 */
export function wavesOfCall(flags: WaveFlags, read: DesiredRead): readonly Wave[] | undefined {
  const given = flags.waves ?? inConfig();
  if (given === undefined || given === 'none') {
    const [name] = [
      ...(flags.soak === undefined ? [] : ['--soak']),
      ...(flags.maxFailures === undefined ? [] : ['--max-failures']),
    ];
    if (name === undefined) return undefined;
    throw invalidCall(`${name} is given, and there are no waves.`, 'Declare some: --waves canary=5%,region.');
  }
  return wavesOf(clustersOf(given, read), given);
}

function clustersOf({ labels }: WaveDeclaration, { resolved, everywhere }: DesiredRead): readonly LabelledCluster[] {
  if (resolved !== undefined) return resolved.federation.clusters;
  if (labels.length > 0) {
    throw invalidCall(
      `The waves go by ${listed(labels)}, and a written folder does not say the labels of its clusters.`,
      'Apply from the app or from KubeFed YAML (-f), or declare shares alone: --waves canary=5%.',
    );
  }
  return everywhere.map(({ name }) => ({ name, labels: {} }));
}

function inConfig(): WaveDeclaration | undefined {
  const text = configuredWaves();
  if (text === undefined) return undefined;
  const read = readWaves(text);
  if (read.outcome === 'read') return read.waves;
  throw new FederationError(read.problem);
}

function declarationOf(text: string): WaveDeclaration | 'none' {
  if (text === 'none') return 'none';
  const read = readWaves(text);
  if (read.outcome === 'read') return read.waves;
  throw new InvalidArgumentError(`${read.problem.message} ${read.problem.remedy}`);
}

function shareOf(text: string): ShareOfClusters {
  const share = readShare(text);
  if (share !== undefined) return share;
  throw new InvalidArgumentError('It must be a number of clusters, or a percentage of them: 2, 10%.');
}

function invalidCall(message: string, remedy: string): FederationError {
  return new FederationError({ code: 'invalid-call', severity: 'error', message, remedy });
}
