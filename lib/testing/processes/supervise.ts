import { type ChildProcess } from 'node:child_process';

/** What the supervisor is told. */
export type SupervisorOrder =
  | {
      readonly do: 'run';
      readonly id: string;
      readonly command: string;
      readonly args: readonly string[];
      readonly folder: string;
      readonly log: string;
    }
  | { readonly do: 'signal'; readonly id: string; readonly signal: NodeJS.Signals }
  | { readonly do: 'end' };

/** What the supervisor tells. */
export type SupervisorNews =
  | { readonly is: 'running'; readonly id: string; readonly pid: number }
  | { readonly is: 'ended'; readonly id: string; readonly how: string };

/**
 * The program of the supervisor: the parent of every process of a fleet. It lives as long as whoever started it and no longer,
 * however that one ends, and takes the processes (those that are stopped too) and the folder of the fleet with it.
 *
 * It is run from its own text, so that it is the same from source and from the package: it may use nothing from outside of
 * itself but `process`.
 *
 * @param folder what is removed in the end.
 */
export function supervise(folder: string): void {
  const { spawn } = process.getBuiltinModule('node:child_process');
  const { closeSync, openSync, rmSync } = process.getBuiltinModule('node:fs');
  const running = new Map<string, ChildProcess>();
  let isEnding = false;

  const tell = (news: SupervisorNews): void => {
    if (process.connected) process.send?.(news, undefined, undefined, () => undefined);
  };
  const leave = (): void => {
    if (running.size > 0) return;
    try {
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    } finally {
      process.exit();
    }
  };
  const end = (): void => {
    isEnding = true;
    for (const child of running.values()) child.kill('SIGKILL');
    leave();
  };
  const run = (order: SupervisorOrder & { do: 'run' }): void => {
    const log = openSync(order.log, 'a', 0o600);
    const child = spawn(order.command, order.args, { cwd: order.folder, stdio: ['ignore', log, log] });
    closeSync(log);
    running.set(order.id, child);
    let isOver = false;
    const over = (how: string): void => {
      if (isOver) return;
      isOver = true;
      running.delete(order.id);
      tell({ is: 'ended', id: order.id, how });
      if (isEnding) leave();
    };
    child.on('error', ({ message }) => {
      if (child.pid === undefined) over(message);
    });
    child.on('exit', (code, signal) => {
      over(signal === null ? `exit code ${String(code)}` : `signal ${signal}`);
    });
    if (child.pid !== undefined) tell({ is: 'running', id: order.id, pid: child.pid });
  };

  process.on('message', (order: SupervisorOrder) => {
    if (isEnding) return;
    if (order.do === 'run') run(order);
    else if (order.do === 'signal') running.get(order.id)?.kill(order.signal);
    else end();
  });
  process.on('disconnect', end);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
}
