import { type Command, InvalidArgumentError, Option } from 'commander';
import {
  filenameOption,
  lockOption,
  refreshLockOption,
  scopeOption,
  semanticsOption,
  systemNamespaceOption,
  warningsOption,
} from '../command';
import { type SourceFlags } from '../source/read-federation';

/** How the clusters are reached. */
export interface ConnectionFlags {
  readonly kubeconfig?: string;
  readonly hostContext?: string;
  readonly kubefedNamespace?: string;
  /** Seconds. */
  readonly requestTimeout?: number;
}

/** Which clusters a command is for, by which credentials, and what is to be on them. */
export interface LiveFlags extends ConnectionFlags, SourceFlags {
  readonly context?: ReadonlyMap<string, string>;
  readonly clusters?: readonly string[];
  readonly credentials?: 'context' | 'host';
  readonly concurrency?: number;
  readonly warningsAsErrors?: boolean;
}

/** The options of a command that talks to clusters. */
export function connectionOptions(command: Command): Command {
  return command
    .addOption(new Option('--kubeconfig <file>', 'default: the files of KUBECONFIG, else ~/.kube/config'))
    .addOption(new Option('--host-context <context>', 'of the host cluster (default: the current context)'))
    .addOption(
      new Option('--kubefed-namespace <name>', "KubeFed's namespace on host and members (default: that of the source)"),
    )
    .addOption(
      new Option('--request-timeout <seconds>', 'so long one request may take (default: 30)').argParser(
        wholeNumber(1, 3600),
      ),
    );
}

/** {@link connectionOptions}, and which clusters are reached how. */
export function fleetOptions(command: Command): Command {
  return connectionOptions(command)
    .addOption(
      new Option(
        '--context <cluster=context>',
        'the context of a cluster, repeatable (default: what the federation says, else the name of the cluster)',
      ).argParser(contextOf),
    )
    .addOption(
      new Option('--clusters <names>', 'only these clusters, with commas between; the others are left alone').argParser(
        (value: string, earlier: readonly string[] | undefined) => [...(earlier ?? []), ...value.split(',')],
      ),
    )
    .addOption(
      new Option(
        '--credentials <whose>',
        "context: of the kubeconfig; host: the secrets of the host's KubeFedClusters (default: context)",
      ).choices(['context', 'host']),
    )
    .addOption(
      new Option('--concurrency <number>', 'so many clusters at a time (default: 32)').argParser(wholeNumber(1, 1000)),
    );
}

/** The options of a command that compares clusters with what is declared: {@link fleetOptions}, and where that stands. */
export function liveOptions(command: Command): Command {
  return fleetOptions(command.argument('[source]', 'a folder that fed8s has written (default: the app of cdk8s.yaml)'))
    .addOption(filenameOption('KubeFed YAML or JSON'))
    .addOption(lockOption())
    .addOption(refreshLockOption())
    .addOption(warningsOption())
    .addOption(semanticsOption())
    .addOption(scopeOption())
    .addOption(systemNamespaceOption());
}

/** A parser of whole numbers within bounds. */
export function wholeNumber(least: number, most: number): (value: string) => number {
  return (value) => {
    const number = /^[0-9]{1,9}$/.test(value) ? Number(value) : Number.NaN;
    if (number >= least && number <= most) return number;
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  };
}

/** An option that may be given several times. */
export function gathered(value: string, earlier: readonly string[] | undefined): readonly string[] {
  return [...(earlier ?? []), value];
}

function contextOf(value: string, earlier: ReadonlyMap<string, string> | undefined): ReadonlyMap<string, string> {
  const equals = value.indexOf('=');
  const [cluster, context] = [value.slice(0, equals), value.slice(equals + 1)];
  if (equals < 1 || context === '')
    throw new InvalidArgumentError('It must be a cluster and its context: eu-1=admin@eu-1.');
  if (earlier?.has(cluster) === true)
    throw new InvalidArgumentError(`The cluster ${cluster} is given a context twice.`);
  return new Map([...(earlier ?? []), [cluster, context]]);
}
