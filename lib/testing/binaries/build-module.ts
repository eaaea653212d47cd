import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { LocalFleetError } from '../local-fleet-error';
import { builtFolder, cacheFolder, cacheState, forgetVerified, hasBuiltBytes, writeChecksums } from './binary-cache';
import { withBuildLock } from './build-lock';
import { type BuildProgress } from './build-progress';
import { type GoOutcome, runGo } from './go-command';
import { type GoModule, type GoProgram, moduleFolder, moduleKey } from './go-module';

/** What a build needs to know. */
export interface ModuleBuild {
  readonly module: GoModule;
  readonly env: NodeJS.ProcessEnv;
  readonly progress: BuildProgress;
  /** The file of an earlier build that is not as it was built: it is built again. */
  readonly damaged?: string;
}

/**
 * - `built`: the programs are in the cache
 * - `no-go`: there is no `go` to build them with
 */
export type BuildOutcome = 'built' | 'no-go';

/** Milliseconds after which the folder of a build that was broken off is removed. */
const ABANDONED = 24 * 60 * 60 * 1000;

/**
 * Builds the programs of a module into the cache, or waits for whoever is doing so.
 *
 * @throws LocalFleetError `build-failed`.
 */
export async function buildModule(build: ModuleBuild): Promise<BuildOutcome> {
  const { module, env, progress, damaged } = build;
  const version = await runGo({ args: ['version'], folder: moduleFolder(module), env });
  if (version.outcome === 'no-go') return 'no-go';
  const target = builtFolder(module, env);
  mkdirSync(cacheFolder(env), { recursive: true });
  return withBuildLock<BuildOutcome>(
    `${target}.lock`,
    async () => {
      if (damaged !== undefined) await removeDamaged(build, damaged);
      if (cacheState(target).state === 'there') return 'built';
      removeAbandoned(module, env);
      const draft = mkdtempSync(join(cacheFolder(env), `.${moduleKey(module)}-`));
      try {
        await buildInto(draft, build);
        rmSync(target, { recursive: true, force: true });
        renameSync(draft, target);
      } finally {
        rmSync(draft, { recursive: true, force: true });
      }
      return 'built';
    },
    { onWait: () => progress.say(`Another process is building ${namesOf(module)}: waiting for it.`) },
  );
}

/** Takes away what was found to be damaged, unless somebody has built it anew since. */
async function removeDamaged({ module, env, progress }: ModuleBuild, damaged: string): Promise<void> {
  const target = builtFolder(module, env);
  forgetVerified(target);
  const { state } = cacheState(target);
  if (state === 'absent' || (state === 'there' && (await hasBuiltBytes(target, relative(target, damaged))))) return;
  rmSync(target, { recursive: true, force: true });
  progress.say(`${damaged} is not as it was built: the programs of its folder are built again.`);
}

async function buildInto(draft: string, build: ModuleBuild): Promise<void> {
  const { module, progress } = build;
  const started = Date.now();
  progress.say(
    `Building ${namesOf(module)} (${module.version}) with go, once for this machine: ` +
      `about ${module.minutes} min on two cores where nothing of it was built before.`,
  );
  let downloads = 0;
  let packages = 0;
  const onLine = (line: string): void => {
    if (line.startsWith('go: downloading')) downloads += 1;
    else packages += 1;
    const seconds = Math.round((Date.now() - started) / 1000);
    progress.step(
      packages === 0
        ? `${module.name}: ${downloads} modules downloaded, ${seconds} s`
        : `${module.name}: ${packages} packages compiled, ${seconds} s`,
    );
  };
  for (const programs of groupsOf(module)) await go(build, buildArgs(draft, programs), onLine);
  if (module.data !== undefined) await copyData(draft, build, module.data);
  await writeChecksums(draft);
  progress.say(`Built ${namesOf(module)} in ${Math.round((Date.now() - started) / 1000)} s.`);
}

/** Programs that one call of `go` builds: those in which the same strings are set. */
function groupsOf({ programs }: GoModule): readonly (readonly GoProgram[])[] {
  const groups = new Map<string, GoProgram[]>();
  for (const program of programs) {
    const key = JSON.stringify(program.strings ?? {});
    groups.set(key, [...(groups.get(key) ?? []), program]);
  }
  return [...groups.values()];
}

function buildArgs(folder: string, programs: readonly GoProgram[]): readonly string[] {
  const strings = Object.entries(programs[0]?.strings ?? {}).map(([name, value]) => `-X ${name}=${value}`);
  const [only] = programs.length === 1 ? programs : [];
  return [
    'build',
    '-v',
    '-trimpath',
    '-buildvcs=false',
    `-ldflags=${['-s', '-w', ...strings].join(' ')}`,
    // A package is not always named as its program.
    `-o=${only === undefined ? `${folder}/` : join(folder, only.name)}`,
    ...programs.map(({ path }) => path),
  ];
}

async function copyData(draft: string, build: ModuleBuild, data: NonNullable<GoModule['data']>): Promise<void> {
  const source = (await go(build, ['list', '-m', '-f={{.Dir}}', data.module])).trim();
  mkdirSync(join(draft, data.folder));
  for (const file of data.files) {
    const copy = join(draft, data.folder, basename(file));
    copyFileSync(join(source, file), copy);
    // Go keeps its modules read-only.
    chmodSync(copy, 0o644);
  }
}

async function go({ module, env }: ModuleBuild, args: readonly string[], onLine?: (line: string) => void) {
  const outcome = await runGo({ args, folder: moduleFolder(module), env, ...(onLine !== undefined && { onLine }) });
  if (outcome.outcome === 'done') return outcome.output;
  throw buildFailure(module, outcome);
}

function buildFailure(module: GoModule, outcome: GoOutcome): LocalFleetError {
  const lines = outcome.outcome === 'failed' ? outcome.lines : ['go is gone from the PATH'];
  return new LocalFleetError(
    'build-failed',
    `${namesOf(module)} could not be built with go. It said last:\n${lines.join('\n')}`,
  );
}

function removeAbandoned(module: GoModule, env: NodeJS.ProcessEnv): void {
  for (const name of readdirSync(cacheFolder(env))) {
    const path = join(cacheFolder(env), name);
    if (!name.startsWith(`.${moduleKey(module)}-`)) continue;
    const since = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - since > ABANDONED) rmSync(path, { recursive: true, force: true });
  }
}

function namesOf({ programs }: GoModule): string {
  return programs.map(({ name }) => name).join(', ');
}
