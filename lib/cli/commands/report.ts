import { Option } from 'commander';
import { type IgnoreRule } from '../../fleet/assess/ignore-rule';
import { drift } from '../../fleet/drift/drift';
import { inventoryOfOwner } from '../../fleet/drift/inventory-of-owner';
import { FederationError } from '../../model/federation-error';
import { type Federation } from '../../model/federation';
import { type Problem } from '../../model/problem';
import { plan } from '../../plan/plan';
import { type LiveCluster, type LiveState } from '../../report/live-state';
import { type ReportInput, reportDataOf } from '../../report/report-data-of';
import { reportPage } from '../../report/report-page';
import { resolve } from '../../resolve/resolve';
import { type Resolution } from '../../resolve/resolution';
import { fleetOfResolution } from '../../synth/fleet-of-resolution';
import { type Tree, treeOf } from '../../synth/tree';
import {
  defineCommand,
  examples,
  filenameOption,
  lockOption,
  refreshLockOption,
  scopeOption,
  semanticsOption,
  systemNamespaceOption,
} from '../command';
import { refuseForeignPage } from '../foreign-page';
import { type CliIo } from '../io';
import { ignoreOption } from '../live/ignore-rule';
import { knownInventoryId } from '../live/inventory-id';
import { type ConnectionFlags, connectionOptions } from '../live/live-options';
import { liveClusterOf } from '../live/live-state-of';
import { onFleet } from '../live/on-fleet';
import { ownerOf, ownerOption } from '../live/owner-of';
import { type EarlierFleet, earlierFleet } from '../plan/earlier-fleet';
import { type SourceFlags, readFederation } from '../source/read-federation';
import { reportText } from '../text/report-text';
import { writeOutputFile } from '../write-output-file';

interface ReportFlags extends SourceFlags, ConnectionFlags {
  readonly live?: boolean;
  readonly owner?: string;
  readonly ignore?: readonly IgnoreRule[];
  readonly output: string;
  readonly against?: string;
  readonly tree?: string;
}

/** `fed8s report`: the federation as one page for a browser. */
export const command = defineCommand<ReportFlags>({
  name: 'report',
  kind: 'FederationReport',
  declare: (command_) =>
    connectionOptions(command_)
      .summary('write one HTML page: what goes where, why, and what would change')
      .description(
        'Writes one HTML file that opens from the disk and asks nothing of any network: objects by clusters, with placement, ' +
          'replicas and differences, each of them explained; what would change of an earlier tree; and all problems. Errors of ' +
          'the federation do not stop it: they are in the page, and the exit code is 1. Values of Secrets are not in it. ' +
          'A file that is no earlier page is not written over. ' +
          'Changes, and deletions beyond the budget, are shown and do not count for the exit code: that is what `fed8s plan` is for.',
      )
      .addOption(filenameOption('KubeFed YAML or JSON (default: the app of cdk8s.yaml)'))
      .addOption(new Option('-o, --output <file>', 'the file to write').default('fed8s-report.html'))
      .addOption(
        new Option(
          '--against <tree>',
          'what would change of it: a folder that fed8s has written, or a commit, branch or tag',
        ),
      )
      .addOption(
        new Option('--tree <folder>', 'with a commit: the folder of the tree in it (default: where synth writes)'),
      )
      .addOption(new Option('--live', 'asks the clusters how it lives there: what has drifted, and who changed it'))
      .addOption(ownerOption())
      .addOption(ignoreOption())
      .addOption(semanticsOption())
      .addOption(scopeOption())
      .addOption(systemNamespaceOption())
      .addOption(lockOption())
      .addOption(refreshLockOption())
      .addHelpText(
        'after',
        examples([
          ['the page of the app of cdk8s.yaml', 'fed8s report'],
          ['with what it would change of the main branch', 'fed8s report --against origin/main'],
          ['with what has changed on the clusters by hand', 'fed8s report --live --owner shop'],
          ['of KubeFed YAML, beside an earlier tree', 'fed8s report -f federation/ --against dist -o review.html'],
        ]),
      ),
  run: async ({ io, format, progress, options }) => {
    const { output, against, tree } = options;
    if (output === '') throw noFile();
    refuseForeignPage(output);
    const source = await readFederation(options, { io, format, progress });
    const { outdir } = source;
    const earlier = against === undefined ? undefined : { against, ...earlierFleet(against, tree ?? outdir) };
    const { federation, semantics, locked } = source;
    const resolution = progress.during('resolving', () => resolve(federation, { semantics, locked }));
    const compared = earlier && { ...earlier, tree: treeOf(resolution, earlier.index.layout) };
    const problems = [...source.problems, ...resolution.problems, ...(compared?.tree.problems ?? [])];
    const live =
      options.live === true ? await liveStateOf(options, { federation, resolution, env: io.env }) : undefined;
    const planned = planOf(resolution, compared, problems);
    const page = progress.during('making the page', () =>
      reportDataOf({ federation, resolution, problems, plan: planned, ...(live !== undefined && { live }) }),
    );
    const state = writeOutputFile(output, reportPage(page));
    const written = { file: output, state, objects: resolution.objects.length, clusters: resolution.clusters.length };
    return {
      kind: 'FederationReport',
      problems,
      data: { semantics, ...written },
      text: (paint) => reportText(written, problems, paint),
    };
  },
});

/** How the objects live on the clusters, by the contexts of the kubeconfig. */
async function liveStateOf(
  options: ReportFlags,
  of: { readonly federation: Federation; readonly resolution: Resolution; readonly env: CliIo['env'] },
): Promise<LiveState> {
  const { federation, resolution, env } = of;
  const owner = ownerOf(options, env);
  const namespace = options.kubefedNamespace ?? federation.systemNamespace;
  const id = knownInventoryId({ owner: owner.name, lock: options.lock, env });
  const clusters = resolution.clusters.map(({ name, context }) => ({ name, context: context ?? name }));
  return onFleet(
    { clusters, kubefedNamespace: namespace },
    { flags: options, whenInterrupted: 'abort' },
    async (opened) => {
      const state = new Map<string, LiveCluster>();
      for await (const found of drift({
        ...opened,
        desired: resolution.clusters,
        fieldManager: owner.fieldManager,
        ...(options.ignore !== undefined && { ignore: options.ignore }),
        ...(id !== undefined && { inventory: inventoryOfOwner({ owner, id, namespace }) }),
      })) {
        state.set(found.cluster, liveClusterOf(found));
      }
      return state;
    },
  );
}

/** Where there are errors nothing would be written, and what would be missing is not what would be deleted. */
function planOf(
  resolution: Resolution,
  compared: (EarlierFleet & { readonly against: string; readonly tree: Tree }) | undefined,
  problems: readonly Problem[],
): ReportInput['plan'] {
  if (compared === undefined) return 'not-asked';
  if (problems.some(({ severity }) => severity === 'error')) return 'has-errors';
  const { against, fleet, tree } = compared;
  return { planned: plan(fleet, fleetOfResolution(resolution, tree)), against };
}

function noFile(): FederationError {
  return new FederationError({
    code: 'invalid-call',
    severity: 'error',
    message: '-o names no file.',
    remedy: 'Name a file, or leave -o out.',
  });
}
