import { fork, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** The processes whose command line speaks of a folder. */
function processesOf(folder: string): string[] {
  return execFileSync('ps', ['-A', '-ww', '-o', 'pid=,args='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(folder));
}

describe('a fleet whose parent is killed', () => {
  it.each(['SIGKILL', 'SIGTERM', 'SIGINT'] as const)('by %s leaves no process and no file', async (signal) => {
    const parent = fork(join(__dirname, 'crash.ts'), { execArgv: ['-r', 'ts-node/register/transpile-only'] });
    const [{ folder }] = (await once(parent, 'message')) as [{ folder: string }];
    // Two of each but the supervisor and etcd, of which one is seen by its arguments alone.
    expect(processesOf(folder).length).toBeGreaterThanOrEqual(9);
    const exit = once(parent, 'exit');
    parent.kill(signal);
    await exit;
    for (let wait = 0; wait < 100 && (existsSync(folder) || processesOf(folder).length > 0); wait += 1)
      await sleep(100);
    expect(processesOf(folder)).toEqual([]);
    expect(existsSync(folder)).toBe(false);
  });

  it('leaves nothing either when it is the supervisor that is killed', async () => {
    const parent = fork(join(__dirname, 'crash.ts'), { execArgv: ['-r', 'ts-node/register/transpile-only'] });
    const [{ folder }] = (await once(parent, 'message')) as [{ folder: string }];
    const supervisor = processesOf(folder).find((line) => line.includes('function supervise'));
    process.kill(Number(/[0-9]+/.exec(supervisor ?? '')?.[0]), 'SIGKILL');
    for (let wait = 0; wait < 100 && (existsSync(folder) || processesOf(folder).length > 0); wait += 1)
      await sleep(100);
    expect(processesOf(folder)).toEqual([]);
    expect(existsSync(folder)).toBe(false);
    parent.kill();
  });
});
