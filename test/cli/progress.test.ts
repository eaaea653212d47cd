import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { progressOn, silent } from '../../lib/cli/progress';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fed8s-progress-'));
  file = join(folder, 'terminal');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Blocks this thread, as work does. */
function work(isDone: () => boolean): string {
  while (!isDone()) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
  return 'done';
}

describe('progress', () => {
  it('is told while the work still blocks, where it takes longer than one is patient, and is gone after it', () => {
    const terminal = openSync(file, 'w');
    const told = (): boolean => readFileSync(file, 'utf8') !== '';
    expect(progressOn(terminal, 10).during('resolving the fleet', () => work(told))).toBe('done');
    expect(readFileSync(file, 'utf8')).toMatch(/^(\rresolving the fleet \.\.\. \d+ s)+\r +\r$/);
    closeSync(terminal);
  });

  it('is not told where the work is done before', () => {
    const terminal = openSync(file, 'w');
    expect(progressOn(terminal, 1_000_000).during('resolving', () => 7)).toBe(7);
    expect(readFileSync(file, 'utf8')).toBe('');
    closeSync(terminal);
  });

  it('passes on what the work throws', () => {
    const failing = (): never => {
      throw new Error('no');
    };
    expect(() => silent.during('x', failing)).toThrow('no');
    expect(() => progressOn(2, 1_000_000).during('x', failing)).toThrow('no');
  });
});
