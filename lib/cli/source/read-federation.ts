import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { federationFromManifests } from '../../interop/kubefed/federation-from-manifests';
import { FederationError } from '../../model/federation-error';
import { type Federation } from '../../model/federation';
import { FEDERATION_VARIABLE, type HandedOn, readFederationText } from '../../model/federation-json';
import { type Scope } from '../../model/federated-type';
import { type Semantics } from '../../model/finding';
import { type LockedDecisions } from '../../model/locked-decisions';
import { type Problem } from '../../model/problem';
import { guardOf } from '../../synth/guard-settings';
import { decisionsToKeep, useLock } from '../../synth/lock-use';
import { type RunContext, semanticsOf } from '../command';
import { readInput } from '../read-input';
import { CONFIG_FILE, readAppConfig } from './app-config';
import { runApp } from './run-app';
import { inTemporaryFolder } from './temporary-folder';

/** What `-f` and its companions say of where a federation comes from. */
export interface SourceFlags {
  readonly filename?: readonly string[];
  readonly semantics?: Semantics;
  readonly scope?: Scope;
  readonly systemNamespace?: string;
  readonly lock?: string;
  readonly refreshLock?: boolean;
}

/** A federation, and what was wrong with the files that describe it. */
export interface FederationRead {
  readonly federation: Federation;
  /** Those of the call, else those that an app asks for itself, else those of the environment. */
  readonly semantics: Semantics;
  /** What was decided the last time, by the lock of the app. */
  readonly locked?: LockedDecisions;
  /** Where a synth writes, unless it is told otherwise. */
  readonly outdir: string;
  /** How many objects may go unasked, where the app says that. */
  readonly maxDeletes?: number;
  readonly problems: readonly Problem[];
}

/**
 * The federation of a call: that of the files of `-f`, else of the app of cdk8s.yaml, which writes nothing then.
 *
 * @throws FederationError `no-app`, `app-failed`, `invalid-call`, `invalid-option`, and where the lock cannot be read.
 */
export async function readFederation(
  flags: SourceFlags,
  context: Pick<RunContext, 'io' | 'format' | 'progress'>,
): Promise<FederationRead> {
  const { filename, scope, systemNamespace, lock, refreshLock } = flags;
  if (filename === undefined) {
    const problems = optionsOfFiles(flags);
    if (problems.length > 0) throw new FederationError(problems);
    const { app, output = 'dist' } = readAppConfig();
    const handed = await handedOn(app, context);
    const { federation, semantics, maxDeletes } = handed;
    const outdir = handed.outdir === undefined ? output : relative('.', handed.outdir) || '.';
    const mode = refreshLock === true || guardOf({}, context.io.env).mode === 'refresh' ? 'refresh' : 'keep';
    const locked = decisionsToKeep(useLock({ outdir, file: lock ?? handed.lock, mode }));
    return {
      federation,
      semantics: flags.semantics ?? semantics,
      ...(locked !== undefined && { locked }),
      outdir,
      ...(maxDeletes !== undefined && { maxDeletes }),
      problems: [],
    };
  }
  if (lock !== undefined || refreshLock === true) throw new FederationError(lockOfFiles);
  const { manifests, origin, problems } = readInput(filename, { ...context, openLists: true });
  const federation = federationFromManifests(manifests, { scope, systemNamespace, origin });
  return { federation, semantics: semanticsOf(flags, context.io.env), outdir: 'dist', problems };
}

/** In KubeFed's own form there is nothing to choose, so that a lock has nothing to say of it to a command that only looks. */
const lockOfFiles: Problem = {
  code: 'invalid-call',
  severity: 'error',
  message: '--lock and --refresh-lock are for an app: of KubeFed YAML fed8s chooses nothing.',
  remedy: 'Leave them out.',
};

/** What is wrong with a call that gives options of files and no file. */
export function optionsOfFiles({ filename, scope, systemNamespace }: SourceFlags): readonly Problem[] {
  if (filename !== undefined || (scope === undefined && systemNamespace === undefined)) return [];
  return [
    {
      code: 'invalid-call',
      severity: 'error',
      message: '--scope and --system-namespace are for -f; an app says them itself.',
      remedy: 'Give scope and systemNamespace to the FederatedApp.',
    },
  ];
}

async function handedOn(app: string, { io, format }: Pick<RunContext, 'io' | 'format'>): Promise<HandedOn> {
  return inTemporaryFolder(async (folder) => {
    const file = join(folder, 'federation.json');
    await runApp(app, { io, format, outdir: join(folder, 'dist'), variables: { [FEDERATION_VARIABLE]: file } });
    let text: string;
    try {
      text = readFileSync(file, 'utf8');
    } catch {
      throw new FederationError({
        code: 'app-failed',
        severity: 'error',
        message: `The app \`${app}\` ended well, but no FederatedApp was put to work.`,
        remedy: 'Let it be a FederatedApp, and call its synth().',
        origin: CONFIG_FILE,
      });
    }
    return readFederationText(text);
  });
}
