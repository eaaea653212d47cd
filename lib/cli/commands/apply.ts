import { Option } from 'commander';
import { apply } from '../../fleet/apply/apply';
import { type ApplyResult } from '../../fleet/apply/apply-result';
import { type AdoptionPolicy } from '../../fleet/apply/apply-settings';
import { type IgnoreRule } from '../../fleet/assess/ignore-rule';
import { guardOf } from '../../synth/guard-settings';
import { allowDeletesOption, defineCommand, examples, maxDeletesOption } from '../command';
import { applyProgressOn } from '../live/apply-progress';
import { ignoreManagerOption, ignoreOption } from '../live/ignore-rule';
import { inventoryIdToWrite } from '../live/inventory-id';
import { type LiveFlags, gathered, liveOptions, wholeNumber } from '../live/live-options';
import { onFleet } from '../live/on-fleet';
import { ownerOf, ownerOption } from '../live/owner-of';
import { readDesired } from '../live/read-desired';
import { type ExitCode } from '../report';
import { applyText } from '../text/apply-text';

interface ApplyFlags extends LiveFlags {
  readonly owner?: string;
  readonly adopt?: AdoptionPolicy;
  readonly forceConflicts?: readonly string[];
  readonly ignore?: readonly IgnoreRule[];
  readonly ignoreManager?: readonly IgnoreRule[];
  readonly allowReplace?: boolean;
  readonly allowPrune?: readonly string[];
  readonly allowMoves?: readonly string[];
  readonly maxDeletes?: number;
  readonly allowDeletes?: readonly string[];
  readonly dryRun?: 'server';
  readonly wait?: boolean;
  /** Seconds. */
  readonly timeout?: number;
}

const MILLISECONDS = 1000;

/** `fed8s apply`: makes the clusters as they are declared. */
export const command = defineCommand<ApplyFlags>({
  name: 'apply',
  kind: 'ApplyReport',
  declare: (command_) =>
    liveOptions(
      command_
        .summary('make the clusters as they are declared')
        .description(
          'Applies what the program, a folder, or KubeFed YAML says to every cluster, by server-side apply under one owner, and ' +
            'deletes what that owner had there and declares no more. It first looks at all clusters, and writes nothing where more ' +
            'would be deleted than may be. A cluster that does not answer is left alone; run it again for the rest. ' +
            'Exit code 3: a cluster could not be asked, or an object not be applied.',
        ),
    )
      .addOption(ownerOption())
      .addOption(
        new Option(
          '--adopt <policy>',
          'what becomes of objects that live and are not of this owner (default: if-equal)',
        ).choices(['never', 'if-equal', 'always']),
      )
      .addOption(
        new Option(
          '--force-conflicts <path>',
          'take a field from whoever claims it: spec.replicas; repeatable',
        ).argParser(gathered),
      )
      .addOption(ignoreOption())
      .addOption(ignoreManagerOption())
      .addOption(new Option('--allow-replace', 'delete and make anew what cannot be changed otherwise'))
      .addOption(
        new Option(
          '--allow-prune <name>',
          'a CustomResourceDefinition or PersistentVolumeClaim that may be deleted; repeatable',
        ).argParser(gathered),
      )
      .addOption(
        new Option(
          '--allow-moves <object>',
          'what may leave a cluster for another though its data stays behind: StatefulSet/shop/db; repeatable',
        ).argParser(gathered),
      )
      .addOption(maxDeletesOption())
      .addOption(allowDeletesOption())
      .addOption(
        new Option('--dry-run <where>', 'ask the servers what they would do, and write nothing').choices(['server']),
      )
      .addOption(new Option('--wait', 'until everything is ready'))
      .addOption(
        new Option('--timeout <seconds>', 'so long is waited, for each cluster (default: 300)').argParser(
          wholeNumber(1, 86_400),
        ),
      )
      .addHelpText(
        'after',
        examples([
          ['what the app of cdk8s.yaml declares', 'fed8s apply --owner shop'],
          ['what it would do, as the servers say', 'fed8s apply --owner shop --dry-run=server'],
          [
            'a folder that was reviewed, and until all of it is ready',
            'fed8s apply dist --owner shop --wait --timeout 600',
          ],
          ['take over what kubectl or Helm has put there, whatever it is', 'fed8s apply --owner shop --adopt always'],
        ]),
      ),
  run: async ({ io, format, progress, options, args }) => {
    const owner = ownerOf(options, io.env);
    const read = await readDesired(args[0], options, { io, format, progress });
    const { maxDeletes, allowDeletes, adopt, forceConflicts, allowReplace, allowPrune, allowMoves } = options;
    const { budget } = guardOf({ maxDeletes, usualDeletes: read.maxDeletes, allowDeletes }, io.env);
    const id = inventoryIdToWrite({ owner: owner.name, lock: options.lock, env: io.env });
    const watched = applyProgressOn(io.stderr);
    const result = await onFleet(read, { flags: options, whenInterrupted: 'finish' }, ({ members, signal }) =>
      apply({
        members,
        desired: read.everywhere,
        owner,
        id,
        systemNamespace: read.kubefedNamespace,
        budget,
        signal,
        onProgress: watched.tell,
        dryRun: options.dryRun === 'server',
        wait: options.wait === true,
        ignore: [...(options.ignore ?? []), ...(options.ignoreManager ?? [])],
        ...(adopt !== undefined && { adopt }),
        ...(forceConflicts !== undefined && { forceConflicts }),
        ...(allowReplace !== undefined && { allowReplace }),
        ...(allowPrune !== undefined && { allowPrune }),
        ...(allowMoves !== undefined && { allowMoves }),
        ...(options.timeout !== undefined && { timeout: options.timeout * MILLISECONDS }),
        ...(options.concurrency !== undefined && { concurrency: options.concurrency }),
      }),
    ).finally(() => watched.end());
    const refusals = result.clusters.flatMap((cluster) =>
      cluster.outcome === 'done' && cluster.value.outcome !== 'not-begun' ? cluster.value.problems : [],
    );
    return {
      kind: 'ApplyReport',
      problems: [...read.problems, ...result.problems, ...refusals],
      data: { owner: owner.name, state: result.state, clusters: result.clusters },
      text: (paint) => (result.state === 'stopped' ? '' : applyText(result, paint)),
      exit: exitOf(result, options),
    };
  },
});

function exitOf({ state, clusters }: ApplyResult, { dryRun }: ApplyFlags): ExitCode {
  if (state === 'stopped') return 1;
  if (state === 'incomplete') return 3;
  const changes = clusters.some(
    ({ outcome, ...cluster }) =>
      outcome === 'done' &&
      'value' in cluster &&
      cluster.value.outcome === 'applied' &&
      cluster.value.objects.some((object) => object.outcome !== 'unchanged' && object.outcome !== 'kept'),
  );
  return dryRun !== undefined && changes ? 2 : 0;
}
