import { type Command, Option } from 'commander';
import { type AdoptionPolicy, type ApplySettings } from '../../fleet/apply/apply-settings';
import { type IgnoreRule } from '../../fleet/assess/ignore-rule';
import { type Owner } from '../../fleet/owner/owner';
import { guardOf } from '../../synth/guard-settings';
import { allowDeletesOption, maxDeletesOption } from '../command';
import { type CliIo } from '../io';
import { ignoreManagerOption, ignoreOption } from './ignore-rule';
import { type LiveFlags, gathered } from './live-options';
import { ownerOption } from './owner-of';
import { type DesiredRead } from './read-desired';

/** Who applies, and what that may do. */
export interface PolicyFlags extends LiveFlags {
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
}

/** The options that say what an apply may do, of a command that applies or says what would be applied. */
export function policyOptions(command: Command): Command {
  return command
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
    .addOption(allowDeletesOption());
}

/** What the options say. */
export function applySettingsOf(
  flags: PolicyFlags,
  given: {
    readonly owner: Owner;
    readonly id: string;
    readonly read: Pick<DesiredRead, 'kubefedNamespace' | 'maxDeletes'>;
    readonly env: CliIo['env'];
  },
): ApplySettings {
  const { owner, id, read, env } = given;
  const { maxDeletes, allowDeletes, adopt, forceConflicts, allowReplace, allowPrune, allowMoves, concurrency } = flags;
  return {
    owner,
    id,
    systemNamespace: read.kubefedNamespace,
    budget: guardOf({ maxDeletes, usualDeletes: read.maxDeletes, allowDeletes }, env).budget,
    ignore: [...(flags.ignore ?? []), ...(flags.ignoreManager ?? [])],
    ...(adopt !== undefined && { adopt }),
    ...(forceConflicts !== undefined && { forceConflicts }),
    ...(allowReplace !== undefined && { allowReplace }),
    ...(allowPrune !== undefined && { allowPrune }),
    ...(allowMoves !== undefined && { allowMoves }),
    ...(concurrency !== undefined && { concurrency }),
  };
}
