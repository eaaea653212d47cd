import { type ChildProcess, spawn } from 'node:child_process';

/** How a process of the command line ended. */
export interface CliEnd {
  /** Null where a signal ended it. */
  readonly exit: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command line in a process of its own, so that it can be ended from outside. */
export class CliProcess {
  public readonly ended: Promise<CliEnd>;
  readonly #child: ChildProcess;

  /**
   * @param bin the file that node is to run.
   * @param at.folder in which it runs.
   */
  public constructor(
    bin: string,
    args: readonly string[],
    at: { readonly folder: string; readonly env: Readonly<Record<string, string>> },
  ) {
    const child = spawn(process.execPath, [bin, ...args], {
      cwd: at.folder,
      env: { PATH: process.env.PATH, ...at.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    const out: string[] = [];
    const err: string[] = [];
    child.stdout.setEncoding('utf8').on('data', (text: string) => out.push(text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => err.push(text));
    this.ended = new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (exit, signal) => resolve({ exit, signal, stdout: out.join(''), stderr: err.join('') }));
    });
  }

  public signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }
}
