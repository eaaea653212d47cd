import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LockSection } from '../../../lib/plan/lock/lock';
import { lockText } from '../../../lib/plan/lock/lock-text';
import { readLock } from '../../../lib/plan/lock/read-lock';
import { errorOf } from '../../synth/folders';
import { section } from './locks';

type Objects = Record<string, readonly string[]>;
type Decisions = Record<string, Record<string, readonly number[]>>;

const text = (dist: LockSection, others: readonly (readonly [string, LockSection])[] = []): string =>
  lockText({ outputs: new Map([['dist', dist], ...others]), inventories: new Map() });

/** What git makes of two branches, and how many conflicts it leaves. */
function merged(
  base: string,
  one: string,
  other: string,
): { readonly text: string; readonly conflicts: number | null } {
  const folder = mkdtempSync(join(tmpdir(), 'fed8s-merge-'));
  try {
    const files = Object.entries({ one, base, other }).map(([name, content]) => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    });
    const { status, stdout } = spawnSync('git', ['merge-file', '-p', ...files], { encoding: 'utf8' });
    return { text: stdout, conflicts: status };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const CLUSTERS = ['ap', 'eu-1', 'eu-3', 'us-1', 'us-3', 'za'];
const OBJECTS: Objects = {
  'ConfigMap/shop/a': CLUSTERS,
  'ConfigMap/shop/c': CLUSTERS.slice(1),
  'ConfigMap/shop/e': ['ap'],
  'Namespace//shop': CLUSTERS,
  'Service/shop/web': ['eu-1', 'us-1', 'za'],
};
const DECISIONS: Decisions = {
  'Deployment.apps/shop/a': { ap: [1], za: [2] },
  'Deployment.apps/shop/c': { ap: [3], 'us-1': [4] },
};
const BASE = section(CLUSTERS, OBJECTS, DECISIONS);

/** What is everywhere goes to the new cluster too. */
const joined = (cluster: string, objects = OBJECTS): LockSection => {
  const clusters = [...CLUSTERS, cluster].sort();
  const grown = Object.entries(objects).map(
    ([key, on]) => [key, on.length >= 5 ? [...on, cluster].sort() : on] as const,
  );
  return section(clusters, Object.fromEntries(grown), DECISIONS);
};
const withObject = (key: string, on: readonly string[]): LockSection =>
  section(CLUSTERS, { ...OBJECTS, [key]: on }, DECISIONS);
const withDecision = (key: string, chosen: Record<string, readonly number[]>): LockSection =>
  section(CLUSTERS, OBJECTS, { ...DECISIONS, [key]: chosen });

describe('the lock in git', () => {
  it.each<[what: string, one: LockSection, other: LockSection]>([
    ['clusters in two places', joined('eu-2'), joined('us-2')],
    ['a cluster and an object', joined('eu-2'), withObject('ConfigMap/shop/b', CLUSTERS)],
    ['objects in two places', withObject('ConfigMap/shop/b', ['ap']), withObject('Secret/shop/x', CLUSTERS)],
    [
      'a decision and an object',
      withDecision('Deployment.apps/shop/b', { ap: [1] }),
      withObject('Secret/shop/x', ['za']),
    ],
    ['a cluster and a decision', joined('eu-2'), withDecision('Deployment.apps/shop/b', { ap: [1], za: [7] })],
    [
      'replicas of two objects',
      withDecision('Deployment.apps/shop/a', { ap: [9], za: [2] }),
      withDecision('Deployment.apps/shop/c', { ap: [3], 'us-1': [9] }),
    ],
    ['the same object twice', withObject('ConfigMap/shop/b', ['ap']), withObject('ConfigMap/shop/b', ['ap'])],
  ])('merges %s of two branches, and has both', (_, one, other) => {
    const base = text(BASE);
    const { text: both, conflicts } = merged(base, text(one), text(other));
    expect(conflicts).toBe(0);
    const dist = readLock(both).outputs.get('dist');
    for (const branch of [one, other]) {
      expect(dist?.clusters).toEqual(expect.arrayContaining([...branch.clusters]));
      for (const [key, on] of branch.objects) expect(dist?.objects.get(key)).toEqual(expect.arrayContaining([...on]));
      const lines = text(branch)
        .split('\n')
        .filter((line) => !base.includes(line.replace(/,$/, '')));
      for (const line of lines) expect(both).toContain(line);
    }
  });

  it('gives the lock of both clusters where two branches add one each', () => {
    const { text: both } = merged(text(BASE), text(joined('eu-2')), text(joined('us-2')));
    const clusters = [...CLUSTERS, 'eu-2', 'us-2'].sort();
    expect(readLock(both).outputs.get('dist')?.objects.get('ConfigMap/shop/a')).toEqual(clusters);
    expect(readLock(both).outputs.get('dist')?.objects.get('ConfigMap/shop/c')).toEqual(clusters.slice(1));
  });

  it('merges sections of two output folders', () => {
    const others = [['other', BASE]] as const;
    const { text: both, conflicts } = merged(
      text(BASE, others),
      text(joined('eu-2'), others),
      text(BASE, [['other', joined('us-2')]]),
    );
    expect(conflicts).toBe(0);
    expect([...readLock(both).outputs].map(([, { clusters }]) => clusters.length)).toEqual([7, 7]);
  });

  it('has a conflict where two branches change one line, and says so when it is read', () => {
    const { text: both, conflicts } = merged(
      text(BASE),
      text(withDecision('Deployment.apps/shop/a', { ap: [8], za: [2] })),
      text(withDecision('Deployment.apps/shop/a', { ap: [9], za: [2] })),
    );
    expect(conflicts).toBe(1);
    const error = errorOf(() => readLock(both));
    expect(error.message).toContain('it has a merge conflict');
    expect(error.details.origin).toBe(
      `fed8s.lock.json:${both.split('\n').findIndex((line) => line.startsWith('<<<')) + 1}:1`,
    );
  });

  it('never passes for whole where one branch names a cluster that the other took away', () => {
    const without = section(
      CLUSTERS.filter((cluster) => cluster !== 'eu-3'),
      Object.fromEntries(Object.entries(OBJECTS).map(([key, on]) => [key, on.filter((cluster) => cluster !== 'eu-3')])),
      DECISIONS,
    );
    const { text: both, conflicts } = merged(text(BASE), text(without), text(withObject('ConfigMap/shop/b', ['eu-3'])));
    expect(conflicts).toBe(0);
    const error = errorOf(() => readLock(both));
    expect(error.message).toContain('"eu-3" is none of its clusters');
    expect(error.remedy).toBe('Take either side of it, whole, and run `fed8s synth`.');
  });
});
