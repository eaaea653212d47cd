import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { FederationError, isFederationError } from '../../model/federation-error';
import { type Semantics } from '../../model/finding';
import { type Problem } from '../../model/problem';
import { type SecretsPolicy } from '../../synth/clear-secrets';
import { type GuardSettings, guardVariables } from '../../synth/guard-settings';
import { REPORT_VARIABLE, type RunReport, readRunReports } from '../../synth/run-report';
import { type RunContext } from '../command';
import { CONFIG_FILE, readAppConfig } from '../source/app-config';
import { runApp } from '../source/run-app';
import { inTemporaryFolder } from '../source/temporary-folder';
import { indexIn } from '../source/written-folder';
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
    readonly warningsAsErrors: boolean | undefined;
    readonly guard: GuardSettings;
  },
): Promise<{ readonly outcome: SynthOutcome; readonly problems: readonly Problem[] }> {
  const { io, format, semantics, secrets, warningsAsErrors, guard } = options;
  const { app, output } = readAppConfig();
  const outdir = options.outdir ?? output ?? 'dist';
  // A damaged index is told before an app runs for it.
  indexIn(outdir);
  return inTemporaryFolder(async (folder) => {
    const reportFile = join(folder, 'report.json');
    const variables = {
      [REPORT_VARIABLE]: reportFile,
      ...(semantics !== undefined && { FED8S_SEMANTICS: semantics }),
      ...(secrets !== undefined && { FED8S_SECRETS: secrets }),
      ...(warningsAsErrors === true && { FED8S_WARNINGS_AS_ERRORS: 'true' }),
      ...guardVariables(guard),
    };
    try {
      await runApp(app, { io, format, outdir, variables });
    } catch (error) {
      // For a person the app has said it all; a program has only the one document.
      const problems = readRunReports(reportFile).flatMap((report) => report.problems);
      if (format === 'json' && isFederationError(error)) throw new FederationError([...error.problems, ...problems]);
      throw error;
    }
    const reports = readRunReports(reportFile);
    const problems = reports.flatMap((report) => report.problems);
    const written = reports.findLast((report) => report.files !== undefined && isSameFolder(report.outdir, outdir));
    const index = written && indexIn(outdir);
    if (written?.files === undefined || index === undefined) {
      throw new FederationError([nothingWritten(app, outdir, reports), ...problems]);
    }
    return { outcome: outcomeOfIndex(index, { outdir, files: written.files, lock: written.lock }), problems };
  });
}

function nothingWritten(app: string, outdir: string, reports: readonly RunReport[]): Problem {
  const others = reports.flatMap((report) => (report.files === undefined ? [] : [report.outdir]));
  const [why, remedy] =
    others.length > 0
      ? [`, but to ${others.join(', ')}`, 'Leave its outdir out: it is given to the app by the environment.']
      : reports.length > 0
        ? [', as its synth failed', 'Mend what follows, and let the errors of synth() pass.']
        : ['', 'Let it be a FederatedApp, and call its synth().'];
  return {
    code: 'app-failed',
    severity: 'error',
    message: `The app \`${app}\` ended well, but no FederatedApp wrote to ${outdir}${why}.`,
    remedy,
    origin: CONFIG_FILE,
  };
}

function isSameFolder(one: string, other: string): boolean {
  try {
    return realpathSync(one) === realpathSync(other);
  } catch {
    return false;
  }
}
