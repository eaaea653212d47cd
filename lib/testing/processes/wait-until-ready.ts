import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { LocalFleetError } from '../local-fleet-error';
import { type RunningProgram } from './supervisor';

/** What is waited for. */
export interface Readiness {
  readonly program: RunningProgram;
  /** Asked again and again; a rejection counts as not ready. */
  readonly isReady: () => Promise<boolean>;
  /** In milliseconds. */
  readonly timeout: number;
}

const PAUSE = 75;
const LAST_LINES = 5;

/** @throws LocalFleetError `start-failed`, with the last lines of the program's log. */
export async function waitUntilReady({ program, isReady, timeout }: Readiness): Promise<void> {
  const deadline = Date.now() + timeout;
  let end: string | undefined;
  void program.ended.then((how) => (end = how));
  while (!(await isReady().catch(() => false))) {
    if (end !== undefined) throw failure(program, `ended (${end}) before it was ready`);
    if (Date.now() > deadline) throw failure(program, `was not ready within ${timeout / 1000} s`);
    await sleep(PAUSE);
  }
}

/** Whether a program has ended since somebody else has its port. */
export function isPortTaken(error: unknown): boolean {
  return error instanceof LocalFleetError && error.message.includes('address already in use');
}

function failure({ id, log }: RunningProgram, what: string): LocalFleetError {
  return new LocalFleetError('start-failed', `${id} ${what}. It said last:\n${lastLines(log)}`);
}

function lastLines(log: string): string {
  try {
    return readFileSync(log, 'utf8').trimEnd().split('\n').slice(-LAST_LINES).join('\n');
  } catch {
    return '(nothing)';
  }
}
