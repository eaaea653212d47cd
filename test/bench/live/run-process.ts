import { spawn } from 'node:child_process';

/** How a process ran. */
export interface Ran {
  /** From its start to its end, in milliseconds. */
  readonly ms: number;
  /** Of it and what it started, user and system, in milliseconds. */
  readonly cpuMs: number;
  readonly stdout: string;
}

/** Prints, after what a program says, what it has used: `times` of POSIX tells that of a shell, then of its children. */
const SCRIPT = '"$0" "$@"; code=$?; times >&2; exit $code';

/** Runs a program to its end. @throws Error with what it has said, where it fails. */
export function runProcess(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const start = process.hrtime.bigint();
    const child = spawn('/bin/sh', ['-c', SCRIPT, command, ...args], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const out: string[] = [];
    const err: string[] = [];
    child.stdout.setEncoding('utf8').on('data', (text: string) => out.push(text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => err.push(text));
    child.on('error', reject);
    child.on('close', (code) => {
      const ms = Number(process.hrtime.bigint() - start) / 1e6;
      const said = err.join('');
      if (code === 0) resolve({ ms, cpuMs: cpuOf(said), stdout: out.join('') });
      else reject(new Error(`${command} ${args.join(' ')} ended with ${code}:\n${out.join('').slice(-2000)}${said}`));
    });
  });
}

/** Of the last line: `0m1.20s 0m0.30s`. */
function cpuOf(said: string): number {
  const times = [...(said.trim().split('\n').at(-1) ?? '').matchAll(/(\d+)m([\d.]+)s/g)];
  return times.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60_000 + Number(seconds) * 1000, 0);
}
