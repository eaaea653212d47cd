import { type BinaryName, type BinarySet } from './binary';
import { buildModule } from './build-module';
import { type BuildProgress, progressOn } from './build-progress';
import { type GoModule, goModules, moduleOf } from './go-module';
import { type Located, locateBinary, stagesBeside } from './locate-binary';
import { missingBinaries } from './missing-binaries';

/** How binaries are looked for. */
export interface FindBinariesOptions {
  /**
   * Whether what is missing is built with `go`, which may take a quarter of an hour.
   *
   * @default 'if-missing'
   */
  readonly build?: 'if-missing' | 'never';
  /**
   * Who is told of a build.
   *
   * @default standard error
   */
  readonly progress?: BuildProgress;
  /**
   * Where `KUBEBUILDER_ASSETS`, `XDG_CACHE_HOME` and `PATH` are taken from.
   *
   * @default process.env
   */
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * Finds programs: in the folder `KUBEBUILDER_ASSETS`, in the cache of this function (`~/.cache/fed8s`), on the PATH where they
 * are of the right version; what is nowhere is built with `go` from the sources that this package pins, into the cache.
 *
 * @throws LocalFleetError `missing-binary` (it says how to get them), `build-failed`.
 * @example
 * const { path } = await findBinaries(['kubectl']);
 * console.log(path('kubectl'));
 */
export async function findBinaries(
  names: readonly BinaryName[],
  { build = 'if-missing', progress = progressOn(), env = process.env }: FindBinariesOptions = {},
): Promise<BinarySet> {
  const found = await locateAll(names, env);
  for (const module of goModules) {
    const missing = missingOf(found, module);
    if (missing.length === 0) continue;
    if (build === 'never') throw missingBinaries(allMissing(found), 'not-built');
    const damaged = missing.flatMap(([, located]) => (located.outcome === 'missing' ? (located.damaged ?? []) : []))[0];
    const outcome = await buildModule({ module, env, progress, ...(damaged !== undefined && { damaged }) });
    if (outcome === 'no-go') throw missingBinaries(allMissing(found), 'no-go');
    for (const [name] of missing) found.set(name, await locateBinary(name, { env, depth: 'bytes' }));
  }
  const missing = allMissing(found);
  if (missing.size > 0) throw missingBinaries(missing, 'still-missing');
  return {
    path: (name) => folderAndPath(found, name).path,
    kwokStages: found.has('kwok') ? stagesBeside(folderAndPath(found, 'kwok').folder) : [],
  };
}

async function locateAll(names: readonly BinaryName[], env: NodeJS.ProcessEnv): Promise<Map<BinaryName, Located>> {
  const entries = [...new Set(names)].map(
    async (name) => [name, await locateBinary(name, { env, depth: 'bytes' })] as const,
  );
  return new Map(await Promise.all(entries));
}

function missingOf(found: ReadonlyMap<BinaryName, Located>, module: GoModule): (readonly [BinaryName, Located])[] {
  return [...found].filter(([name, { outcome }]) => outcome === 'missing' && moduleOf(name) === module);
}

function allMissing(found: ReadonlyMap<BinaryName, Located>): ReadonlyMap<BinaryName, readonly string[]> {
  return new Map(
    [...found].flatMap(([name, located]) => (located.outcome === 'missing' ? [[name, located.reasons] as const] : [])),
  );
}

function folderAndPath(found: ReadonlyMap<BinaryName, Located>, name: BinaryName) {
  const located = found.get(name);
  if (located?.outcome !== 'found') throw new Error(`${name} was not asked for`);
  return located;
}
