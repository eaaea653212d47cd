import { Option } from 'commander';
import { FederationError } from '../../model/federation-error';
import { type Problem } from '../../model/problem';
import { plan } from '../../plan/plan';
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
import { type EarlierFleet, earlierFleet } from '../plan/earlier-fleet';
import { type SourceFlags, readFederation } from '../source/read-federation';
import { reportText } from '../text/report-text';
import { writeOutputFile } from '../write-output-file';

interface ReportFlags extends SourceFlags {
  readonly output: string;
  readonly against?: string;
  readonly tree?: string;
}

/** `fed8s report`: the federation as one page for a browser. */
export const command = defineCommand<ReportFlags>({
  name: 'report',
  kind: 'FederationReport',
  declare: (command_) =>
    command_
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
    const page = progress.during('making the page', () =>
      reportDataOf({ federation, resolution, problems, plan: planOf(resolution, compared, problems) }),
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
