import { Option } from 'commander';
import { FederationError } from '../../model/federation-error';
import { type Scope } from '../../model/federated-type';
import { type Semantics } from '../../model/finding';
import { type Problem } from '../../model/problem';
import { type SecretsPolicy } from '../../synth/clear-secrets';
import {
  allowDeletesOption,
  defineCommand,
  environmentChoice,
  examples,
  filenameOption,
  lockOption,
  maxDeletesOption,
  semanticsOf,
  semanticsOption,
  warningsOption,
} from '../command';
import { optionsOfFiles } from '../source/read-federation';
import { synthApp } from '../synth/synth-app';
import { synthFiles } from '../synth/synth-files';
import { type SynthOutcome } from '../synth/synth-outcome';
import { synthText } from '../text/synth-text';

interface SynthFlags {
  readonly filename?: readonly string[];
  readonly output?: string;
  readonly semantics?: Semantics;
  readonly secrets?: SecretsPolicy;
  readonly warningsAsErrors?: boolean;
  readonly scope?: Scope;
  readonly systemNamespace?: string;
  readonly lock?: string;
  readonly refreshLock?: boolean;
  readonly frozenLock?: boolean;
  readonly maxDeletes?: number;
  readonly allowDeletes?: readonly string[];
}

const SECRETS: readonly SecretsPolicy[] = ['warn', 'refuse'];

/** `fed8s synth`: the folder of every cluster, from an app or from KubeFed YAML. */
export const command = defineCommand<SynthFlags>({
  name: 'synth',
  kind: 'SynthReport',
  declare: (synth) =>
    synth
      .summary('write the manifests of every cluster into a folder each')
      .description(
        'Writes the manifests of every cluster into a folder each, and fed8s.json, which says what is there and why. ' +
          'Without -f it runs the app of cdk8s.yaml in the current folder, as `cdk8s synth` does.',
      )
      .argument('[source]', 'of other commands; here leave it out: an app is found in the current folder')
      .addOption(filenameOption('KubeFed YAML or JSON'))
      .addOption(new Option('-o, --output <folder>', 'where to write (default: output of cdk8s.yaml, else dist)'))
      .addOption(semanticsOption())
      .addOption(
        new Option(
          '--secrets <policy>',
          'what a Secret in clear in a folder is: a warning, or an error (default: FED8S_SECRETS, else warn)',
        ).choices(SECRETS),
      )
      .addOption(warningsOption())
      .addOption(lockOption())
      .addOption(new Option('--refresh-lock', 'decide anew what fed8s chooses, whatever the lock says'))
      .addOption(new Option('--frozen-lock', 'for CI: an error where the lock is not up to date; it is not written'))
      .addOption(maxDeletesOption())
      .addOption(allowDeletesOption())
      .addOption(
        new Option(
          '--scope <scope>',
          'with -f: what KubeFed watches (default: what a KubeFedConfig says, else Cluster)',
        ).choices(['Cluster', 'Namespaced']),
      )
      .addOption(
        new Option(
          '--system-namespace <name>',
          "with -f: KubeFed's own namespace (default: that of a KubeFedConfig, else kube-federation-system)",
        ),
      )
      .addHelpText(
        'after',
        examples([
          ['the app of cdk8s.yaml, into dist', 'fed8s synth'],
          ['the KubeFed YAML of a folder', 'fed8s synth -f federation/ -o dist'],
          [
            'what the KubeFed controller would write, and the status that it would report',
            'fed8s synth -f federation/ --semantics kubefed',
          ],
          ['in CI: the lock that is committed must be that of this run', 'fed8s synth --frozen-lock'],
          ['a cluster that is taken out of the fleet', 'fed8s synth --allow-deletes cluster3'],
          [
            'what a host cluster holds',
            'kubectl get -A -o yaml kubefedclusters,federateddeployments | fed8s synth -f -',
          ],
        ]),
      ),
  run: async ({ io, format, progress, options, args }) => {
    checkCall(args, options);
    const { filename, output, semantics, secrets, warningsAsErrors, scope, systemNamespace } = options;
    const { lock, refreshLock, frozenLock, maxDeletes, allowDeletes } = options;
    const lockMode = frozenLock === true ? 'frozen' : refreshLock === true ? 'refresh' : undefined;
    const guard = { lock, lockMode, maxDeletes, allowDeletes } as const;
    if (filename === undefined) {
      const ran = await synthApp({ io, format, outdir: output, semantics, secrets, warningsAsErrors, guard });
      return report(ran.outcome, ran.problems);
    }
    const { outcome, problems } = synthFiles(filename, {
      io,
      progress,
      outdir: output ?? 'dist',
      semantics: semanticsOf(options, io.env),
      secrets: secrets ?? environmentChoice(io.env, 'FED8S_SECRETS', SECRETS) ?? 'warn',
      warningsAsErrors,
      scope,
      systemNamespace,
      guard,
    });
    return report(outcome, problems);
  },
});

function report(outcome: SynthOutcome, problems: readonly Problem[]) {
  return { kind: 'SynthReport', problems, data: outcome, text: synthText(outcome) };
}

function checkCall([source]: readonly string[], options: SynthFlags): void {
  const { filename, output } = options;
  const problems: Problem[] = [];
  const refuse = (message: string, remedy: string): void =>
    void problems.push({ code: 'invalid-call', severity: 'error', message, remedy });
  if (source !== undefined && filename !== undefined) {
    refuse(`Both a source (${source}) and -f are given.`, 'Give files by -f alone, or run the app without either.');
  } else if (source !== undefined) {
    refuse(
      `synth takes no source (${source}): what is to be synthesized is an app, or files.`,
      `Run the app in its folder (cd ${source} && fed8s synth), or give KubeFed YAML with -f ${source}.`,
    );
  }
  problems.push(...optionsOfFiles(options));
  if (options.refreshLock === true && options.frozenLock === true) {
    refuse('A lock cannot be refreshed and frozen at once.', 'Give one of --refresh-lock and --frozen-lock.');
  }
  if (output === '') refuse('-o names no folder.', 'Name a folder, or leave -o out.');
  if (problems.length > 0) throw new FederationError(problems);
}
