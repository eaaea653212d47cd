import { Option } from 'commander';
import { openFleet } from '../../fleet/open-fleet';
import { type FleetStatus, joinedClusters, status } from '../../fleet/status/status';
import { type Answer } from '../../kube/answer';
import { defineCommand, examples, filenameOption } from '../command';
import { problemOf, withHost } from '../live/host-connection';
import { dryRunOption } from '../live/join-flags';
import { type ConnectionFlags, connectionOptions, wholeNumber } from '../live/live-options';
import { readDesired } from '../live/read-desired';
import { statusText } from '../text/status-text';

interface StatusFlags extends ConnectionFlags {
  readonly filename?: readonly string[];
  readonly credentials?: 'context' | 'host';
  readonly tokenLifetime?: number;
  readonly dryRun?: boolean;
}

const MILLISECONDS = 1000;
/** A cluster that is asked how it is answers soon or not at all, in seconds. */
const PATIENCE = 10;

/** `fed8s status`: how the members are. */
export const command = defineCommand<StatusFlags>({
  name: 'status',
  kind: 'StatusReport',
  declare: (command_) =>
    connectionOptions(
      command_
        .summary('ask all members how they are')
        .description(
          'Asks all clusters at once, writes the answers to their KubeFedClusters as KubeFed would, and renews tokens of which half ' +
            'of the life is over. Where a controller of KubeFed is at work on the host, it only reads. ' +
            'Exit code 3: a cluster is not ready, or could not be asked.',
        )
        .argument('[source]', 'a folder that fed8s has written: its clusters are asked as well'),
    )
      .addOption(filenameOption('KubeFed YAML or JSON, whose clusters are asked as well'))
      .addOption(
        new Option('--credentials <whose>', 'context: of the kubeconfig; host: of the host (default: context)').choices(
          ['context', 'host'],
        ),
      )
      .addOption(
        new Option('--token-lifetime <seconds>', 'of a token that is renewed (default: 86400)').argParser(
          wholeNumber(600, 31_536_000),
        ),
      )
      .addOption(dryRunOption())
      .addHelpText('after', examples([['all members of the current context', 'fed8s status']])),
  run: async ({ options, args, ...context }) => {
    const { kubeconfig, credentials, filename, kubefedNamespace, tokenLifetime, dryRun } = options;
    const read =
      args[0] === undefined && filename === undefined
        ? undefined
        : await readDesired(args[0], filename === undefined ? {} : { filename }, context);
    const result = await withHost(options, async (host): Promise<Answer<FleetStatus>> => {
      const at = kubefedNamespace === undefined ? {} : { kubefedNamespace };
      const joined = await joinedClusters(host.api, at);
      if (joined.outcome === 'failed') return joined;
      const names = new Set(joined.value.map(({ name }) => name));
      const clusters = [...joined.value, ...(read?.clusters ?? []).filter(({ name }) => !names.has(name))];
      const members = await openFleet({
        clusters,
        hostContext: host.context,
        timeoutMs: (options.requestTimeout ?? PATIENCE) * MILLISECONDS,
        ...at,
        ...(kubeconfig !== undefined && { kubeconfig }),
        ...(credentials !== undefined && { credentials }),
      });
      try {
        return await status({
          host: host.api,
          members,
          ...at,
          ...(credentials !== undefined && { credentials }),
          ...(tokenLifetime !== undefined && { tokenLifetime }),
          ...(dryRun !== undefined && { dryRun }),
        });
      } finally {
        for (const { api } of members) if (api.outcome === 'ok') api.value.close();
      }
    });
    if (result.outcome === 'failed') {
      return { kind: 'StatusReport', problems: [problemOf(result.failure)], data: {}, exit: 3 };
    }
    const { clusters } = result.value;
    return {
      kind: 'StatusReport',
      problems: clusters.flatMap(({ problems }) => problems),
      data: result.value,
      text: (paint) => statusText(result.value, paint),
      exit: clusters.every(({ health }) => health.kind === 'ready') ? 0 : 3,
    };
  },
});
