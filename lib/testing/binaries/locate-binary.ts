import { accessSync, constants, readdirSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type BinaryName } from './binary';
import { builtFolder, cacheState, hasBuiltBytes } from './binary-cache';
import { KWOK_STAGES, moduleOf } from './go-module';
import { checkVersion } from './program-version';

/** Where a binary is, or why it is nowhere. */
export type Located =
  | {
      readonly outcome: 'found';
      readonly place: 'KUBEBUILDER_ASSETS' | 'cache' | 'PATH';
      /** The folder. */
      readonly folder: string;
      readonly path: string;
    }
  | {
      readonly outcome: 'missing';
      /** What was found at each place, in words: `not on the PATH`. */
      readonly reasons: readonly string[];
      /** The file in our cache that is not as it was built. */
      readonly damaged?: string;
    };

/**
 * Looks for a binary: in `KUBEBUILDER_ASSETS`, in our cache, on the PATH.
 *
 * @param depth `bytes` also reads what is in the cache, and compares it with what was built.
 */
export async function locateBinary(
  name: BinaryName,
  { env, depth }: { readonly env: NodeJS.ProcessEnv; readonly depth: 'size' | 'bytes' },
): Promise<Located> {
  const assets = inAssets(name, env);
  if (typeof assets !== 'string') return assets;
  const cached = await inCache(name, env, depth);
  if (cached.outcome === 'found') return cached;
  const reasons = [assets, ...cached.reasons];
  for (const folder of (env.PATH ?? '').split(delimiter).filter((one) => one !== '')) {
    if (!isProgram(join(folder, name))) continue;
    const wrong = lacksStages(name, folder) ?? (await checkVersion(name, join(folder, name)));
    if (wrong === undefined) return { outcome: 'found', place: 'PATH', folder, path: join(folder, name) };
    return { ...cached, reasons: [...reasons, `${join(folder, name)} ${wrong}`] };
  }
  return { ...cached, reasons: [...reasons, 'not on the PATH'] };
}

/** The files of the stages beside a KWOK. */
export function stagesBeside(folder: string): readonly string[] {
  try {
    return readdirSync(join(folder, KWOK_STAGES))
      .filter((file) => file.endsWith('.yaml'))
      .sort()
      .map((file) => join(folder, KWOK_STAGES, file));
  } catch {
    return [];
  }
}

function inAssets(name: BinaryName, env: NodeJS.ProcessEnv): Located | string {
  const folder = env.KUBEBUILDER_ASSETS;
  if (folder === undefined || folder === '') return 'KUBEBUILDER_ASSETS is not set';
  const path = join(folder, name);
  if (!isProgram(path)) return `not in KUBEBUILDER_ASSETS (${folder})`;
  const wrong = lacksStages(name, folder);
  return wrong === undefined ? { outcome: 'found', place: 'KUBEBUILDER_ASSETS', folder, path } : `${path} ${wrong}`;
}

async function inCache(name: BinaryName, env: NodeJS.ProcessEnv, depth: 'size' | 'bytes'): Promise<Located> {
  const folder = builtFolder(moduleOf(name), env);
  const path = join(folder, name);
  const seen = cacheState(folder);
  if (seen.state === 'absent') return { outcome: 'missing', reasons: [`not built yet (${folder})`] };
  if (seen.state === 'damaged') return damaged(folder, seen.file);
  if (!isProgram(path) || (depth === 'bytes' && !(await hasBuiltBytes(folder, name)))) return damaged(folder, name);
  return { outcome: 'found', place: 'cache', folder, path };
}

function damaged(folder: string, file: string): Located {
  const path = join(folder, file);
  return { outcome: 'missing', reasons: [`damaged in the cache (${path})`], damaged: path };
}

function lacksStages(name: BinaryName, folder: string): string | undefined {
  return name === 'kwok' && stagesBeside(folder).length === 0
    ? `has no folder ${KWOK_STAGES} beside it, with the stages that it plays`
    : undefined;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
