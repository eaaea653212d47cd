import { join } from 'node:path';
import { runProcess } from './run-process';
import { type LiveTaskInput, type LiveTaskName } from './task';

export interface LiveMeasured {
  /** Milliseconds of the task alone, without the start of its process. */
  readonly ms: number;
  /** User and system time of the task alone, in milliseconds. */
  readonly cpuMs: number;
  /** Largest resident memory of its process, start included. */
  readonly peakMb: number;
}

/** Runs one task in a process of its own. */
export async function measureLive(name: LiveTaskName, input: LiveTaskInput): Promise<LiveMeasured> {
  const task = join(__dirname, 'task.ts');
  const args = ['--require', 'ts-node/register/transpile-only', task, name, JSON.stringify(input)];
  const { stdout } = await runProcess(process.execPath, args);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as LiveMeasured;
}
