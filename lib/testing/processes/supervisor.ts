import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { LocalFleetError } from '../local-fleet-error';
import { supervise, type SupervisorNews, type SupervisorOrder } from './supervise';

/** One program of a fleet. */
export interface Program {
  /** Unique in the fleet. */
  readonly id: string;
  /** The path of the binary. */
  readonly command: string;
  readonly args: readonly string[];
  /** Where it is run. */
  readonly folder: string;
  /** The file that takes what it says. */
  readonly log: string;
}

/** A program that was started. */
export interface RunningProgram {
  readonly id: string;
  readonly pid: number;
  readonly log: string;
  /** How it ended (`exit code 1`), when it has; it never rejects. */
  readonly ended: Promise<string>;
}

/** Starts the programs of a fleet through a process of their own, which ends them when this one is gone: see {@link supervise}. */
export class Supervisor {
  private readonly child: ChildProcess;
  private readonly folder: string;
  /** Fulfilled when the processes are gone, whatever ended them. */
  public readonly gone: Promise<void>;
  private readonly listeners = new Map<string, (news: SupervisorNews) => void>();
  /** How many are waiting for something of this supervisor. */
  private waiting = 0;

  /** @param folder is removed in the end. */
  public constructor(folder: string) {
    this.folder = folder;
    const { NODE_OPTIONS: _, ...env } = process.env;
    this.child = spawn(
      process.execPath,
      ['-e', `'use strict'; (${supervise.toString()})(${JSON.stringify(folder)})`],
      // A session of its own: a Ctrl-C in the terminal is for whoever has started the fleet, to end it in good order.
      { cwd: '/', env, detached: true, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] },
    );
    this.child.on('message', (news: SupervisorNews) => this.listeners.get(news.id)?.(news));
    this.gone = once(this.child, 'exit').then(
      () => this.afterwards(),
      () => this.afterwards(),
    );
    this.release();
  }

  /** @throws LocalFleetError `start-failed`: the program cannot be run at all. */
  public run(program: Program): Promise<RunningProgram> {
    return this.whileHeld(() => this.runHeld(program));
  }

  /** Sends a signal; a program that is gone gets none. */
  public signal({ id }: RunningProgram, signal: NodeJS.Signals): void {
    this.order({ do: 'signal', id, signal });
  }

  /** Ends a program at once, and waits for that. */
  public kill(program: RunningProgram): Promise<string> {
    this.signal(program, 'SIGKILL');
    return this.whileHeld(() => program.ended);
  }

  /** Ends all programs and removes the folder. */
  public end(): Promise<void> {
    this.order({ do: 'end' });
    return this.whileHeld(() => this.gone);
  }

  private async runHeld(program: Program): Promise<RunningProgram> {
    let over: (how: string) => void = () => undefined;
    const ended = new Promise<string>((resolve) => (over = resolve));
    const pid = await new Promise<number | string>((resolve) => {
      this.listeners.set(program.id, (news) => {
        resolve(news.is === 'running' ? news.pid : news.how);
        if (news.is === 'ended') over(news.how);
      });
      void this.gone.then(() => {
        resolve('its supervisor is gone');
        over('its supervisor is gone');
      });
      this.order({ do: 'run', ...program });
    });
    if (typeof pid === 'string') {
      throw new LocalFleetError('start-failed', `${program.command} cannot be run: ${pid}.`);
    }
    return { id: program.id, pid, log: program.log, ended };
  }

  /** Keeps this process from ending while something is waited for; a fleet that nobody waits for does not. */
  private async whileHeld<T>(work: () => Promise<T>): Promise<T> {
    this.waiting += 1;
    this.child.ref();
    this.child.channel?.ref();
    try {
      return await work();
    } finally {
      this.waiting -= 1;
      if (this.waiting === 0) this.release();
    }
  }

  private release(): void {
    this.child.unref();
    this.child.channel?.unref();
  }

  private order(order: SupervisorOrder): void {
    if (this.child.connected) this.child.send(order);
  }

  /** A supervisor that was killed has left its children, which are of its process group, and the folder. */
  private afterwards(): void {
    try {
      if (this.child.pid !== undefined) process.kill(-this.child.pid, 'SIGKILL');
    } catch {
      // There is no such group any more, as it should be.
    }
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
