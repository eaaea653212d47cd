import { type Problem } from '../model/problem';
import { type DeletionBudget, budgetProblems } from '../plan/deletion-budget';
import { frozenProblems } from '../plan/lock/frozen-problems';
import { inventoryPlan } from '../plan/lock/inventory-plan';
import { joinInventories } from '../plan/lock/join-inventories';
import { type Inventory, type LockSection } from '../plan/lock/lock';
import { unknownConsents } from '../plan/unknown-consents';
import { type EarlierTree } from './earlier-tree';
import { inventoryOfIndex } from './inventory-of-index';
import { type LockUse } from './lock-use';

/** A run that is about to write. */
export interface GuardedRun {
  readonly outdir: string;
  /** Whether it writes no file at all. */
  readonly isEmpty: boolean;
  /** What it leaves; undefined without a lock and a budget. */
  readonly section: LockSection | undefined;
  readonly lock: LockUse | undefined;
  readonly budget: DeletionBudget | undefined;
}

/**
 * What stands against a run by what the last one has left: in the lock, which outlives the folder, and, where there is a budget, in
 * the folder itself, which may have no lock. Neither is trusted alone, since either may be gone or be of another state. A warning
 * among it does not stand against the run.
 */
export function guardProblems(run: GuardedRun, earlier: Pick<EarlierTree, 'files' | 'tree'>): readonly Problem[] {
  const { outdir, isEmpty, section, lock, budget } = run;
  const emptied = isEmpty && earlier.files.size > 0 ? [nothingLeft(outdir, earlier.files.size)] : [];
  if (section === undefined) return emptied;
  const before = inventoryBefore(run, earlier);
  const known = [...(before?.clusters ?? []), ...section.clusters];
  return [
    ...emptied,
    ...(lock?.mode === 'frozen' ? frozenProblems(lock.before, section) : []),
    ...unknownConsents(budget ?? {}, known),
    ...(before === undefined ? [] : budgetProblems(inventoryPlan(before, section), budget)),
  ];
}

function inventoryBefore({ lock, budget }: GuardedRun, { tree }: Pick<EarlierTree, 'tree'>): Inventory | undefined {
  const written = budget === undefined || tree === undefined ? undefined : inventoryOfIndex(tree);
  const locked = lock?.before;
  return written !== undefined && locked !== undefined ? joinInventories(locked, written) : (locked ?? written);
}

/** An input that was lost on its way must not take everything from the clusters. */
function nothingLeft(outdir: string, files: number): Problem {
  return {
    code: 'nothing-left',
    severity: 'error',
    message: `Nothing goes to any cluster any more: every file of an earlier run (${files}) would be removed from ${outdir}.`,
    remedy: 'Check the input. If that is meant, remove the folder yourself.',
  };
}
