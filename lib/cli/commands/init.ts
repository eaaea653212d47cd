import { Option } from 'commander';
import { init } from '../../fleet/init/init';
import { type Scope } from '../../model/federated-type';
import { printable } from '../../model/printable';
import { defineCommand, examples } from '../command';
import { withHost } from '../live/host-connection';
import { besideKubefedOption, dryRunOption, whenOf } from '../live/join-flags';
import { type ConnectionFlags, connectionOptions } from '../live/live-options';
import { exitOfSteps, problemsOfSteps } from '../live/steps-report';
import { stepsText } from '../text/steps-text';

interface InitFlags extends ConnectionFlags {
  readonly scope?: Scope;
  readonly besideKubefed?: boolean;
  readonly dryRun?: boolean;
}

/** `fed8s init`: KubeFed's API on the host. */
export const command = defineCommand<InitFlags>({
  name: 'init',
  kind: 'InitReport',
  declare: (command_) =>
    connectionOptions(
      command_
        .summary("give the host KubeFed's API")
        .description(
          "Makes KubeFed's namespace, its kinds and its KubeFedConfig on the host, where they are not there yet, so that clusters can " +
            'be joined and kubectl shows them. Nothing runs there. Run again it changes nothing.',
        ),
    )
      .addOption(
        new Option(
          '--scope <scope>',
          "what is federated: all namespaces, or KubeFed's own; it cannot be changed (default: Cluster)",
        ).choices(['Cluster', 'Namespaced']),
      )
      .addOption(besideKubefedOption())
      .addOption(dryRunOption())
      .addHelpText('after', examples([['the cluster of a context becomes the host', 'fed8s init --host-context hub']])),
  run: async ({ options }) => {
    const { scope, kubefedNamespace, besideKubefed, dryRun } = options;
    const { context, ...result } = await withHost(options, async (host) => ({
      context: host.context,
      ...(await init({
        host: host.api,
        ...(kubefedNamespace !== undefined && { kubefedNamespace }),
        ...(scope !== undefined && { scope }),
        ...(besideKubefed !== undefined && { besideKubefed }),
        ...(dryRun !== undefined && { dryRun }),
      })),
    }));
    return {
      kind: 'InitReport',
      problems: problemsOfSteps(result),
      data: { context, outcome: result.outcome, steps: result.steps },
      text: (paint) =>
        `${stepsText(result.steps, paint, whenOf(options))}${result.outcome === 'initialized' ? `The host is ready: ${printable(context)}.\n` : ''}`,
      exit: exitOfSteps(result),
    };
  },
});
