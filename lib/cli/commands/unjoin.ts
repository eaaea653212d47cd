import { Option } from 'commander';
import { unjoin } from '../../fleet/unjoin/unjoin';
import { defineCommand, examples } from '../command';
import { withHost } from '../live/host-connection';
import { besideKubefedOption, dryRunOption, whenOf } from '../live/join-flags';
import { type ConnectionFlags, connectionOptions } from '../live/live-options';
import { exitOfSteps, problemsOfSteps } from '../live/steps-report';
import { stepsText } from '../text/steps-text';

interface UnjoinFlags extends ConnectionFlags {
  readonly context?: string;
  readonly force?: boolean;
  readonly besideKubefed?: boolean;
  readonly dryRun?: boolean;
}

/** `fed8s unjoin`: a member leaves. */
export const command = defineCommand<UnjoinFlags>({
  name: 'unjoin',
  kind: 'UnjoinReport',
  declare: (command_) =>
    connectionOptions(
      command_
        .summary('take a member out again')
        .description(
          'Removes what join has made, on the member and on the host, and nothing else. What was applied to the member stays. Its ' +
            'namespace goes only if join has made it and it is empty.',
        )
        .argument('<cluster>', 'its name in the federation'),
    )
      .addOption(new Option('--context <context>', 'of the member (default: what was kept, else its name)'))
      .addOption(new Option('--force', 'also where the member cannot be asked; what is left there is told'))
      .addOption(besideKubefedOption())
      .addOption(dryRunOption())
      .addHelpText('after', examples([['a cluster that is gone for ever', 'fed8s unjoin eu-1 --force']])),
  run: async ({ options, args }) => {
    const [cluster = ''] = args;
    const { kubefedNamespace, force, besideKubefed, dryRun } = options;
    const result = await withHost(options, async (host) =>
      unjoin({
        cluster,
        host: host.api,
        member: await host.open(await host.contextOf(cluster, options.context)),
        ...(kubefedNamespace !== undefined && { kubefedNamespace }),
        ...(force !== undefined && { force }),
        ...(besideKubefed !== undefined && { besideKubefed }),
        ...(dryRun !== undefined && { dryRun }),
      }),
    );
    const { problems, ...data } = result;
    return {
      kind: 'UnjoinReport',
      problems: [...(result.outcome === 'refused' ? [] : problems), ...problemsOfSteps(result)],
      data,
      text: (paint) => stepsText(result.steps, paint, whenOf(options)),
      exit: exitOfSteps(result),
    };
  },
});
