import { Option } from 'commander';
import { notJoinedProblem } from '../../fleet/host/not-joined';
import { type RotateResult, rotate } from '../../fleet/rotate/rotate';
import { joinedClusters } from '../../fleet/status/status';
import { type ClusterApi } from '../../kube/cluster-api';
import { FederationError } from '../../model/federation-error';
import { defineCommand, examples } from '../command';
import { type HostConnection, problemOf, withHost } from '../live/host-connection';
import { besideKubefedOption, dryRunOption, whenOf } from '../live/join-flags';
import { type ConnectionFlags, connectionOptions, wholeNumber } from '../live/live-options';
import { exitOfSteps, problemsOfSteps } from '../live/steps-report';
import { type ExitCode } from '../report';
import { stepsText } from '../text/steps-text';

interface RotateFlags extends ConnectionFlags {
  readonly context?: string;
  readonly longLivedToken?: boolean;
  readonly tokenLifetime?: number;
  readonly besideKubefed?: boolean;
  readonly dryRun?: boolean;
}

/** `fed8s rotate`: new tokens for the host. */
export const command = defineCommand<RotateFlags>({
  name: 'rotate',
  kind: 'RotateReport',
  declare: (command_) =>
    connectionOptions(
      command_
        .summary("renew the host's tokens")
        .description(
          'Makes a new token on each member by its own context, puts it into the Secret of the host, and ends the old one at once.',
        )
        .argument('[clusters...]', 'which (default: all that are joined)'),
    )
      .addOption(new Option('--context <context>', 'of the one cluster that is named (default: what was kept)'))
      .addOption(new Option('--long-lived-token', 'one that never ends'))
      .addOption(
        new Option('--token-lifetime <seconds>', 'of a token that ends (default: 86400)').argParser(
          wholeNumber(600, 31_536_000),
        ),
      )
      .addOption(besideKubefedOption())
      .addOption(dryRunOption())
      .addHelpText('after', examples([['after a host was lost to a thief', 'fed8s rotate --host-context hub']])),
  run: async ({ options, args }) => {
    if (options.context !== undefined && args.length !== 1) {
      throw new FederationError({
        code: 'invalid-call',
        severity: 'error',
        message: '--context is given, and not exactly one cluster is named.',
        remedy: 'Name the one cluster, or leave --context out.',
      });
    }
    const results = await withHost(options, async (host) => {
      const joined = await namesOn(host.api, options);
      const names = args.length > 0 ? args : joined;
      for (const name of names) if (!joined.includes(name)) throw new FederationError(notJoinedProblem(name, joined));
      return await Promise.all(names.map((cluster) => rotateOne(cluster, { host, options })));
    });
    const codes = results.map(exitOfSteps);
    return {
      kind: 'RotateReport',
      problems: results.flatMap(problemsOfSteps),
      data: { clusters: results },
      text: (paint) =>
        results
          .map(({ cluster, steps, outcome }) => `${cluster}: ${outcome}\n${stepsText(steps, paint, whenOf(options))}`)
          .join(''),
      exit: ([1, 3, 2] as const).find((code) => codes.includes(code)) ?? (0 satisfies ExitCode),
    };
  },
});

async function namesOn(host: ClusterApi, { kubefedNamespace }: RotateFlags): Promise<readonly string[]> {
  const joined = await joinedClusters(host, kubefedNamespace === undefined ? {} : { kubefedNamespace });
  if (joined.outcome === 'failed') throw new FederationError(problemOf(joined.failure));
  return joined.value.map(({ name }) => name);
}

async function rotateOne(
  cluster: string,
  { host, options }: { readonly host: HostConnection; readonly options: RotateFlags },
): Promise<RotateResult> {
  const { kubefedNamespace, tokenLifetime, besideKubefed, dryRun } = options;
  const member = await host.open(await host.contextOf(cluster, options.context));
  if (member.outcome === 'failed') {
    return { cluster, steps: [], outcome: 'incomplete', on: 'member', failure: member.failure };
  }
  return await rotate({
    cluster,
    host: host.api,
    member: member.value,
    ...(kubefedNamespace !== undefined && { kubefedNamespace }),
    ...(options.longLivedToken === true && { token: 'long-lived' }),
    ...(tokenLifetime !== undefined && { tokenLifetime }),
    ...(besideKubefed !== undefined && { besideKubefed }),
    ...(dryRun !== undefined && { dryRun }),
  });
}
