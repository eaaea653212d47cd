import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FederationError, isFederationError } from '../../model/federation-error';
import { type Semantics } from '../../model/finding';
import { type Problem } from '../../model/problem';
import { type SecretsPolicy } from '../../synth/clear-secrets';
import { REPORT_VARIABLE, readRunReport } from '../../synth/run-report';
import { INDEX_FILE, type TreeIndex, readTreeIndex } from '../../synth/tree-index';
import { type RunContext } from '../command';
import { CONFIG_FILE, readAppConfig } from './app-config';
import { runApp } from './run-app';
import { type SynthOutcome, outcomeOfIndex } from './synth-outcome';

/**
 * Runs the app of cdk8s.yaml, and tells what it did from its report and from the index that it wrote.
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
): Promise<{ readonly outcome: SynthOutcome; readonly problems: readonly Problem[] }> {
  const { io, format, semantics, secrets } = options;
  const { app, output } = readAppConfig();
  const outdir = options.outdir ?? output ?? 'dist';
  // A damaged index is told before an app runs for it.
  indexOf(outdir);
  const folder = mkdtempSync(join(tmpdir(), 'fed8s-'));
  try {
    const reportFile = join(folder, 'report.json');
    const variables = {
      [REPORT_VARIABLE]: reportFile,
      ...(semantics !== undefined && { FED8S_SEMANTICS: semantics }),
      ...(secrets !== undefined && { FED8S_SECRETS: secrets }),
    };
    try {
      await runApp(app, { io, format, outdir, variables });
    } catch (error) {
      // For a person the app has said it all; a program has only the one document.
      const problems = readRunReport(reportFile)?.problems ?? [];
      if (format === 'json' && isFederationError(error)) throw new FederationError([...error.problems, ...problems]);
      throw error;
    }
    const report = readRunReport(reportFile);
    const index = report?.files === undefined || !isSameFolder(report.outdir, outdir) ? undefined : indexOf(outdir);
    if (report?.files === undefined || index === undefined) {
      throw new FederationError({
        code: 'app-failed',
        severity: 'error',
        message: `The app \`${app}\` ended well, but no FederatedApp wrote to ${outdir}${report === undefined ? '' : `: it wrote to ${report.outdir}`}.`,
        remedy: 'Let it be a FederatedApp, without an outdir of its own, and call its synth().',
        origin: CONFIG_FILE,
      });
    }
    return { outcome: outcomeOfIndex(index, outdir, report.files), problems: report.problems };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The index of a folder; undefined where there is none. */
function indexOf(outdir: string): TreeIndex | undefined {
  let text: string;
  try {
    text = readFileSync(join(outdir, INDEX_FILE), 'utf8');
  } catch {
    return undefined;
  }
  return readTreeIndex(text);
}

function isSameFolder(one: string, other: string): boolean {
  try {
    return realpathSync(one) === realpathSync(other);
  } catch {
    return false;
  }
}
