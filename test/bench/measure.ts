import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { type TaskInput, type TaskName } from './task';

export interface Measured {
  /** Milliseconds of the task alone, without the start of its process. */
  readonly ms: number;
  /** Largest resident memory of its process, start included. */
  readonly peakMb: number;
  readonly result: Readonly<Record<string, unknown>>;
}

/** Runs one task in a process of its own, on a disk that has nothing left to write for the one before. */
export function measure(name: TaskName, input: TaskInput): Measured {
  execFileSync('sync');
  const output = execFileSync(
    process.execPath,
    ['--require', 'ts-node/register/transpile-only', join(__dirname, 'task.ts'), name, JSON.stringify(input)],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
  );
  return JSON.parse(output.trim().split('\n').at(-1) ?? '') as Measured;
}

/** Milliseconds that a fresh node takes to load a module, its own start taken off. */
export function measureRequire(module: string): number {
  const script = `const t=process.hrtime.bigint();require(${JSON.stringify(module)});console.log(Number(process.hrtime.bigint()-t)/1e6)`;
  return Number(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8', cwd: join(__dirname, '../..') }));
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? NaN)
    : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}
