import { LOCK_FILE } from '../../model/locked-decisions';
import { type Problem } from '../../model/problem';
import { type LockSection } from './lock';
import { sectionDifferences } from './section-differences';

/**
 * What stands against a run that may not change the lock (`--frozen-lock`): one error that says what would be different, or none.
 *
 * @param before what the lock holds of the output folder; undefined where it holds nothing.
 */
export function frozenProblems(before: LockSection | undefined, after: LockSection): readonly Problem[] {
  const differences = sectionDifferences(before, after);
  if (differences.length === 0) return [];
  return [
    {
      code: 'lock-outdated',
      severity: 'error',
      message: `${LOCK_FILE} does not hold what this run would write: ${differences.join('; ')}.`,
      remedy: `Run \`fed8s synth\`, and commit ${LOCK_FILE}.`,
    },
  ];
}
