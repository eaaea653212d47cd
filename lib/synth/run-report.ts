import { readFileSync, writeFileSync } from 'node:fs';
import { isJsonObject } from '../model/json';
import { type Problem } from '../model/problem';
import { type SynthSummary } from './synthesize';

/** Names the file in which an app is to say what its synth did, for whoever runs the app. */
export const REPORT_VARIABLE = 'FED8S_REPORT';

/** What a synth did, told from one process to another. */
export interface RunReport {
  readonly outdir: string;
  /** Undefined where nothing was written, for the errors among the problems. */
  readonly files?: SynthSummary['files'];
  readonly problems: readonly Problem[];
}

export function writeRunReport(path: string, report: RunReport): void {
  writeFileSync(path, JSON.stringify(report));
}

/** Undefined where no synth has reported. */
export function readRunReport(path: string): RunReport | undefined {
  let report: unknown;
  try {
    report = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
  // Between two copies of one package: what is there is of the form above.
  return isJsonObject(report) && typeof report.outdir === 'string' ? (report as unknown as RunReport) : undefined;
}
