import { appendFileSync, readFileSync } from 'node:fs';
import { isJsonObject } from '../model/json';
import { type Problem } from '../model/problem';
import { type SynthSummary } from './synthesize';
import { writeFailure } from './write-failure';

/** Names the file in which an app is to say what its synths did, for whoever runs the app. */
export const REPORT_VARIABLE = 'FED8S_REPORT';

/** What a synth did, told from one process to another. */
export interface RunReport {
  readonly outdir: string;
  /** Undefined where nothing was written, for the errors among the problems. */
  readonly files?: SynthSummary['files'];
  readonly lock?: SynthSummary['lock'];
  readonly problems: readonly Problem[];
}

/** Adds a report to those of the synths before it. @throws FederationError `write-failed`. */
export function writeRunReport(path: string, report: RunReport): void {
  try {
    appendFileSync(path, `${JSON.stringify(report)}\n`);
  } catch (error) {
    throw writeFailure(error, path);
  }
}

/** The reports of all synths of an app, in their order; none where none has reported. */
export function readRunReports(path: string): readonly RunReport[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return [];
  }
  return text.split('\n').flatMap((line) => {
    try {
      const report: unknown = JSON.parse(line);
      // Between two copies of one package: what is there is of the form above.
      const isReport = isJsonObject(report) && typeof report.outdir === 'string' && Array.isArray(report.problems);
      return isReport ? [report as unknown as RunReport] : [];
    } catch {
      return [];
    }
  });
}
