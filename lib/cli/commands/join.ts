import { Option } from 'commander';
import { join } from '../../fleet/join/join';
import { readMemberEndpoint } from '../../fleet/join/read-member-endpoint';
import { FederationError } from '../../model/federation-error';
import { printable } from '../../model/printable';
import { defineCommand, examples, filenameOption, type RunContext } from '../command';
import { problemOf, withHost } from '../live/host-connection';
import { besideKubefedOption, dryRunOption, whenOf } from '../live/join-flags';
import { type ConnectionFlags, connectionOptions, wholeNumber } from '../live/live-options';
import { type DesiredRead, readDesired } from '../live/read-desired';
import { resourcesFor } from '../live/resources-for';
import { exitOfSteps, problemsOfSteps } from '../live/steps-report';
import { stepsText } from '../text/steps-text';

interface JoinFlags extends ConnectionFlags {
  readonly filename?: readonly string[];
  readonly context?: string;
  readonly hostClusterName?: string;
  readonly secretName?: string;
  readonly rbac?: 'least' | 'kubefed';
  readonly longLivedToken?: boolean;
  readonly tokenLifetime?: number;
  readonly aliasOf?: string;
  readonly besideKubefed?: boolean;
  readonly dryRun?: boolean;
}

/** `fed8s join`: a cluster becomes a member. */
export const command = defineCommand<JoinFlags>({
  name: 'join',
  kind: 'JoinReport',
  declare: (command_) =>
    connectionOptions(
      command_
        .summary('make a cluster a member')
        .description(
          'Makes a ServiceAccount with its rights on the member, and a KubeFedCluster with its token on the host, as kubefedctl does. ' +
            'Each object is checked, made or repaired: run again it finishes what was begun. With a source, the rights are those ' +
            'that its kinds take.',
        )
        .argument('<cluster>', 'its name in the federation')
        .argument('[source]', 'what the federation is: a folder that fed8s has written'),
    )
      .addOption(filenameOption('what the federation is, KubeFed YAML or JSON'))
      .addOption(new Option('--context <context>', 'of the member (default: what was kept, else its name)'))
      .addOption(
        new Option(
          '--host-cluster-name <name>',
          'for the name of the ServiceAccount (default: the context of the host)',
        ),
      )
      .addOption(new Option('--secret-name <name>', 'of the Secret on the host (default: <cluster>-token)'))
      .addOption(
        new Option(
          '--rbac <rights>',
          'least: what the kinds of the federation take; kubefed: everything (default: least with a source, else kubefed)',
        ).choices(['least', 'kubefed']),
      )
      .addOption(new Option('--long-lived-token', 'one that never ends, as KubeFed has it'))
      .addOption(
        new Option('--token-lifetime <seconds>', 'of a token that ends (default: 86400)').argParser(
          wholeNumber(600, 31_536_000),
        ),
      )
      .addOption(new Option('--alias-of <cluster>', 'another name of the very same cluster, which is joined as well'))
      .addOption(besideKubefedOption())
      .addOption(dryRunOption())
      .addHelpText(
        'after',
        examples([
          ['with the rights that the federation takes', 'fed8s join eu-1 dist --context admin@eu-1 --host-context hub'],
          ['as kubefedctl joins', 'fed8s join eu-1 --rbac kubefed --long-lived-token'],
        ]),
      ),
  run: async ({ options, args, ...context }) => {
    const [cluster = '', source] = args;
    const desired = await desiredOf(source, options, context);
    return await withHost(options, async (host) => {
      const { kubeconfig, kubefedNamespace = desired?.kubefedNamespace } = options;
      const memberContext = await host.contextOf(cluster, options.context);
      const endpoint = readMemberEndpoint({ context: memberContext, ...(kubeconfig !== undefined && { kubeconfig }) });
      if (endpoint.outcome === 'failed') throw new FederationError(problemOf(endpoint.failure));
      const member = await host.open(memberContext);
      if (member.outcome === 'failed') throw new FederationError(problemOf(member.failure));
      const found =
        desired === undefined ? undefined : await resourcesFor(desired.desired, { cluster, member: member.value });
      const { rbac, secretName, tokenLifetime, aliasOf, besideKubefed, dryRun } = options;
      const result = await join({
        cluster,
        host: host.api,
        member: member.value,
        endpoint: endpoint.value,
        hostName: options.hostClusterName ?? host.context,
        context: memberContext,
        ...(kubefedNamespace !== undefined && { kubefedNamespace }),
        ...(found && { resources: found.resources }),
        ...(rbac !== undefined && { rbac }),
        ...(secretName !== undefined && { secretName }),
        ...(options.longLivedToken === true && { token: 'long-lived' }),
        ...(tokenLifetime !== undefined && { tokenLifetime }),
        ...(aliasOf !== undefined && { aliasOf }),
        ...(besideKubefed !== undefined && { besideKubefed }),
        ...(dryRun !== undefined && { dryRun }),
      });
      const { problems, ...data } = result;
      const warnings = result.outcome === 'refused' ? [] : problems;
      return {
        kind: 'JoinReport',
        problems: [...(found?.problems ?? []), ...warnings, ...problemsOfSteps(result)],
        data,
        text: (paint) =>
          `${stepsText(result.steps, paint, whenOf(options))}${result.outcome === 'joined' ? `${printable(`${cluster} is joined to the host ${host.context}`)}.\n` : ''}`,
        exit: exitOfSteps(result),
      };
    });
  },
});

/** The federation, where the call says one, or wants the rights that it takes. */
async function desiredOf(
  source: string | undefined,
  { filename, rbac }: JoinFlags,
  context: Pick<RunContext, 'io' | 'format' | 'progress'>,
): Promise<DesiredRead | undefined> {
  if (source === undefined && filename === undefined && rbac !== 'least') return undefined;
  return await readDesired(source, filename === undefined ? {} : { filename }, context);
}
