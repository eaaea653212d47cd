import { existsSync, mkdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { withBuildLock } from '../../../lib/testing/binaries/build-lock';
import { newFolder, removeFolders } from '../programs';

const times = { heartbeat: 20, stale: 60_000, patience: 5 };

afterAll(removeFolders);

describe('the lock of a build', () => {
  it('lets one work after the other', async () => {
    const lock = join(newFolder(), 'lock');
    const steps: string[] = [];
    const work = (name: string) => async () => {
      steps.push(`${name} begins`);
      await new Promise((resolve) => setTimeout(resolve, 20));
      steps.push(`${name} ends`);
    };
    await Promise.all(['a', 'b', 'c'].map((name) => withBuildLock(lock, work(name), { times })));
    for (const [index, step] of steps.entries()) {
      if (index % 2 === 1) expect(step).toBe(steps[index - 1]?.replace('begins', 'ends'));
    }
    expect(steps).toHaveLength(6);
    expect(existsSync(lock)).toBe(false);
  });

  it('is free again after work that failed', async () => {
    const lock = join(newFolder(), 'lock');
    await expect(withBuildLock(lock, () => Promise.reject(new Error('no')), { times })).rejects.toThrow('no');
    expect(existsSync(lock)).toBe(false);
  });

  it('does not count when nobody has renewed it for long', async () => {
    const lock = join(newFolder(), 'lock');
    mkdirSync(lock);
    utimesSync(lock, 0, 0);
    let waits = 0;
    const onWait = (): void => void (waits += 1);
    await expect(withBuildLock(lock, () => Promise.resolve('done'), { times, onWait })).resolves.toBe('done');
    expect(waits).toBe(1);
  });
});
