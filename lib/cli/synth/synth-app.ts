import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FederationError } from '../../model/federation-error';
import { type Semantics } from '../../model/finding';
import { type SecretsPolicy } from '../../synth/clear-secrets';
import { type SynthSummary } from '../../synth/synthesize';
import { INDEX_FILE, type TreeIndex, readTreeIndex } from '../../synth/tree-index';
import { type RunContext } from '../command';
import { CONFIG_FILE, readAppConfig } from './app-config';
import { runApp } from './run-app';
import { type SynthOutcome, outcomeOfIndex } from './synth-outcome';

/**
 * Runs the app of cdk8s.yaml, and tells from the index that it wrote what it did.
 *
 * @param options.outdir default: what cdk8s.yaml says, else `dist`.
 * @throws FederationError `no-app`, `app-failed`.
 */
export async function synthApp(
  options: Pick<RunContext, 'io' | 'format'> & {
    readonly outdir: string | undefined;
    readonly semantics: Semantics | undefined;
    readonly secrets: SecretsPolicy | undefined;
  },
): Promise<SynthOutcome> {
  const { io, format, semantics, secrets } = options;
  const { app, output } = readAppConfig();
  const outdir = options.outdir ?? output ?? 'dist';
  const before = stampsOf(outdir, indexOf(outdir));
  const variables = {
    ...(semantics !== undefined && { FED8S_SEMANTICS: semantics }),
    ...(secrets !== undefined && { FED8S_SECRETS: secrets }),
  };
  await runApp(app, { io, format, outdir, variables });
  const index = indexOf(outdir);
  if (index === undefined) {
    throw new FederationError({
      code: 'app-failed',
      severity: 'error',
      message: `The app \`${app}\` ended well, but wrote no ${INDEX_FILE} to ${outdir}.`,
      remedy: 'Let it be a FederatedApp, without an outdir of its own, and call its synth().',
      origin: CONFIG_FILE,
    });
  }
  return outcomeOfIndex(index, outdir, changes(before, stampsOf(outdir, index)));
}

/** The index of a folder; undefined where there is none, or none that this run could know of. */
function indexOf(outdir: string): TreeIndex | undefined {
  let text: string;
  try {
    text = readFileSync(join(outdir, INDEX_FILE), 'utf8');
  } catch {
    return undefined;
  }
  return readTreeIndex(text);
}

/** The files of a tree, and what changes about each when it is written: fed8s puts a new file in place of the old. */
function stampsOf(outdir: string, index: TreeIndex | undefined): ReadonlyMap<string, string> {
  const stamps = new Map<string, string>();
  for (const { path, clusters } of index?.files ?? []) {
    for (const cluster of clusters) {
      const file = `${cluster}/${path}`;
      const found = lstatSync(join(outdir, file), { bigint: true, throwIfNoEntry: false });
      if (found !== undefined) stamps.set(file, `${found.ino} ${found.mtimeNs}`);
    }
  }
  return stamps;
}

function changes(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): SynthSummary['files'] {
  let unchanged = 0;
  for (const [file, stamp] of after) if (before.get(file) === stamp) unchanged += 1;
  const removed = [...before.keys()].filter((file) => !after.has(file)).length;
  return { written: after.size - unchanged, unchanged, removed };
}
