import { Option } from 'commander';
import { FederationError } from '../../model/federation-error';
import { listed } from '../../model/listed';
import { asErrors } from '../../model/problem';
import { budgetProblems } from '../../plan/deletion-budget';
import { deletionsOf } from '../../plan/deletion-counts';
import { plan } from '../../plan/plan';
import { unknownConsents } from '../../plan/unknown-consents';
import { resolve } from '../../resolve/resolve';
import { fleetOfResolution } from '../../synth/fleet-of-resolution';
import { guardOf } from '../../synth/guard-settings';
import { treeOf } from '../../synth/tree';
import {
  defineCommand,
  examples,
  filenameOption,
  lockOption,
  refreshLockOption,
  scopeOption,
  semanticsOption,
  systemNamespaceOption,
  warningsOption,
} from '../command';
import { fleetOptions } from '../live/live-options';
import { policyOptions } from '../live/policy-options';
import { earlierFleet } from '../plan/earlier-fleet';
import { type LivingPlanFlags, livingPlan } from '../plan/living-plan';
import { type ExitCode } from '../report';
import { readFederation } from '../source/read-federation';
import { planMarkdown } from '../text/plan-markdown';
import { planText } from '../text/plan-text';

interface PlanFlags extends LivingPlanFlags {
  readonly against?: string;
  readonly output?: string;
  readonly markdown?: boolean;
  readonly live?: boolean;
}

/** `fed8s plan`: what a synth would change of an earlier tree, before anything is written. */
export const command = defineCommand<PlanFlags>({
  name: 'plan',
  kind: 'Plan',
  declare: (command_) =>
    policyOptions(fleetOptions(command_.argument('[source]', 'with --live: a folder that fed8s has written')))
      .summary('say what would change of an earlier tree, before anything is written')
      .description(
        'Compares what the program, or KubeFed YAML, says now with a tree that was written before: a folder, or what a commit of ' +
          'git has of it, or with living clusters. One change on a thousand clusters is one entry. Deletions beyond a budget are errors, unless the clusters ' +
          'are named. It writes nothing. Exit code 2: there are changes.',
      )
      .addOption(filenameOption('KubeFed YAML or JSON (default: the app of cdk8s.yaml)'))
      .addOption(
        new Option(
          '--against <tree>',
          'a folder that fed8s has written, or a commit, branch or tag (default: where synth writes)',
        ),
      )
      .addOption(
        new Option(
          '-o, --output <folder>',
          'with a commit: the folder of the tree in it (default: where synth writes)',
        ),
      )
      .addOption(new Option('--live', 'what an apply would change of the living clusters, as their servers say'))
      .addOption(new Option('--save <file>', 'with --live: keep the plan, for apply --plan'))
      .addOption(lockOption())
      .addOption(refreshLockOption())
      .addOption(new Option('--markdown', 'for the comment of a pull request'))
      .addOption(warningsOption())
      .addOption(semanticsOption())
      .addOption(scopeOption())
      .addOption(systemNamespaceOption())
      .addHelpText(
        'after',
        examples([
          ['what the app of cdk8s.yaml would change of what it wrote', 'fed8s plan'],
          ['what a branch changes, for its pull request', 'fed8s plan --against origin/main --markdown'],
          ['what an apply would change of the living clusters', 'fed8s plan --live --owner shop'],
          ['KubeFed YAML against an earlier tree', 'fed8s plan -f federation/ --against dist'],
          ['a cluster that is taken out of the fleet', 'fed8s plan --allow-deletes cluster3'],
        ]),
      ),
  run: async ({ io, format, progress, options, args }) => {
    refuseMixed(options, args);
    if (options.live === true) return livingPlan(args[0], options, { io, format, progress });
    const source = await readFederation(options, { io, format, progress });
    const { federation, semantics, locked } = source;
    const { maxDeletes, allowDeletes } = options;
    const { budget } = guardOf({ maxDeletes, usualDeletes: source.maxDeletes, allowDeletes }, io.env);
    const resolution = progress.during('resolving', () => resolve(federation, { semantics, locked }));
    const earlier = earlierFleet(options.against ?? source.outdir, options.output ?? source.outdir);
    const { layout } = earlier.index;
    const names = [...earlier.index.clusters, ...resolution.clusters.map(({ name }) => name)];
    const consents = unknownConsents(budget, names);
    const tree = treeOf(resolution, layout);
    const found = [...source.problems, ...resolution.problems, ...tree.problems, ...consents];
    const problems = options.warningsAsErrors === true ? asErrors(found) : found;
    if (problems.some(({ severity }) => severity === 'error')) throw new FederationError(problems);
    const planned = progress.during('comparing', () => plan(earlier.fleet, fleetOfResolution(resolution, tree)));
    const refused = budgetProblems(deletionsOf(planned), budget);
    const isMarkdown = options.markdown === true;
    const changes = planned.changes.length > 0 || planned.joined.length > 0 || planned.left.length > 0;
    const exit: ExitCode = refused.length > 0 ? 1 : changes ? 2 : 0;
    return {
      kind: 'Plan',
      problems: [...problems, ...refused],
      data: planned,
      text: (paint) => (isMarkdown ? planMarkdown(planned, refused) : planText(planned, paint)),
      exit,
    };
  },
});

/** Options of one of the two plans that are given to the other. */
function refuseMixed(options: PlanFlags, [source]: readonly string[]): void {
  const isLive = options.live === true;
  const foreign = isLive
    ? { '--against': options.against, '-o': options.output, '--markdown': options.markdown }
    : {
        [`a folder (${source ?? ''})`]: source,
        '--save': options.save,
        '--owner': options.owner,
        '--adopt': options.adopt,
        '--kubeconfig': options.kubeconfig,
        '--host-context': options.hostContext,
        '--credentials': options.credentials,
        '--context': options.context,
        '--clusters': options.clusters,
      };
  const given = Object.keys(foreign).filter((name) => foreign[name as keyof typeof foreign] !== undefined);
  if (given.length === 0) return;
  throw new FederationError({
    code: 'invalid-call',
    severity: 'error',
    message: `${listed(given)}: ${isLive ? 'not for --live, which compares with living clusters' : 'for --live alone'}.`,
    remedy: isLive ? 'Leave it out, or leave --live out.' : 'Add --live, or leave it out.',
  });
}
