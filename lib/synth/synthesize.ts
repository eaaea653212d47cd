import { FederationError } from '../model/federation-error';
import { type Problem, asErrors } from '../model/problem';
import { type DeletionBudget } from '../plan/deletion-budget';
import { sectionOf } from '../plan/lock/inventory';
import { type Resolution } from '../resolve/resolution';
import { type SecretsPolicy, clearSecrets } from './clear-secrets';
import { type Layout, defaultLayout } from './layout';
import { refuseUnwritable, writeLockSection } from './lock-file';
import { type LockUse, refuseOtherLock } from './lock-use';
import { Rendering } from './rendering';
import { guardProblems } from './synth-guard';
import { treeOf } from './tree';
import { treeIndexText } from './tree-index-text';
import { writeTree } from './write-tree';

/** Where and how folders are written. */
export interface SynthOptions {
  /** The folder that gets a folder for each cluster, and the index. Made where it is missing. */
  readonly outdir: string;
  /** Default: `warn`. */
  readonly secrets?: SecretsPolicy | undefined;
  /** Whether a warning stands against it as an error does. Default: false. */
  readonly warningsAsErrors?: boolean | undefined;
  /** Default: one file a chart, named `<chart>.k8s.yaml`. */
  readonly layout?: Layout | undefined;
  /** The lock, which is compared with before anything is written, and written last. Default: none. */
  readonly lock?: LockUse | undefined;
  /** What may be deleted of what the lock has, and of what an earlier run has written. Default: of the latter, anything. */
  readonly budget?: DeletionBudget | undefined;
}

/** What a synth did. */
export interface SynthSummary {
  readonly outdir: string;
  /** How many clusters there are. */
  readonly clusters: number;
  /** The files of clusters; the index is not counted. */
  readonly files: { readonly written: number; readonly unchanged: number; readonly removed: number };
  /** Of all files of the clusters, whether written or unchanged. */
  readonly bytes: number;
  /** What became of the lock; undefined where there is none. */
  readonly lock?: { readonly file: string; readonly is: 'written' | 'unchanged' };
  /** Warnings. */
  readonly problems: readonly Problem[];
}

/**
 * Writes what every cluster gets into a folder each, with an index that says what is there and why.
 *
 * @throws FederationError with all problems together where the resolution, the names of files or the secrets policy stand
 *   against it, `folder-busy` where another run has written the
 *   lock meanwhile, `nothing-left` where an earlier run wrote files and this one would write none,
 *   `deletes-over-budget` and `lock-outdated` by what the last run has left, and whatever {@link writeTree} and `writeLockSection` throw.
 */
export function synthesize(resolution: Resolution, options: SynthOptions): SynthSummary {
  const { outdir, secrets = 'warn', warningsAsErrors = false, layout = defaultLayout } = options;
  const tree = treeOf(resolution, layout);
  const found = [...resolution.problems, ...tree.problems, ...clearSecrets(resolution, secrets)];
  const problems = warningsAsErrors ? asErrors(found) : found;
  if (problems.some(({ severity }) => severity === 'error')) throw new FederationError(problems);
  const { lock, budget } = options;
  const isGuarded = lock !== undefined || budget !== undefined;
  const section = isGuarded ? sectionOf(resolution, resolution.choices) : undefined;
  const guarded = { outdir, isEmpty: tree.files.length === 0, section, lock, budget };
  const rendering = new Rendering(resolution, tree);
  let is: 'written' | 'unchanged' | undefined;
  let guarding: readonly Problem[] = [];
  const report = withinStrings(() =>
    writeTree(
      {
        clusters: resolution.clusters.map(({ name }) => name),
        files: tree.files,
        filesOf: (cluster) => rendering.filesOf(cluster),
        index: (contents) => treeIndexText(resolution, tree, contents),
      },
      outdir,
      {
        before: (earlier) => {
          if (lock !== undefined) refuseOtherLock(lock);
          const told = guardProblems(guarded, earlier);
          guarding = warningsAsErrors ? asErrors(told) : told;
          if (guarding.some(({ severity }) => severity === 'error')) {
            throw new FederationError([...guarding, ...problems]);
          }
          if (lock !== undefined && lock.mode !== 'frozen' && section !== undefined) {
            refuseUnwritable(lock.file, lock.output, section);
          }
        },
        // Last, so that a run that is ended before it leaves the inventory of what was there.
        after: () => {
          if (lock === undefined || section === undefined) return;
          is = lock.mode === 'frozen' ? 'unchanged' : writeLockSection(lock.file, lock.output, section);
        },
      },
    ),
  );
  const { written, unchanged, removed, bytes } = report;
  return {
    outdir,
    clusters: resolution.clusters.length,
    files: { written, unchanged, removed },
    bytes,
    ...(lock !== undefined && is !== undefined && { lock: { file: lock.file, is } }),
    problems: [...problems, ...guarding, ...report.problems],
  };
}

/** JavaScript holds no text of more than 512 MB, and a file is one. */
function withinStrings<T>(write: () => T): T {
  try {
    return write();
  } catch (error) {
    if (!(error instanceof RangeError) || error.message !== 'Invalid string length') throw error;
    throw new FederationError({
      code: 'write-failed',
      severity: 'error',
      message: 'A file would hold more than 512 MB.',
      remedy: 'Spread the objects over several charts, or write a file for each resource (yamlOutputType).',
    });
  }
}
