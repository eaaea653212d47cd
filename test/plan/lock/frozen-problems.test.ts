import * as fc from 'fast-check';
import { frozenProblems } from '../../../lib/plan/lock/frozen-problems';
import { type LockSection } from '../../../lib/plan/lock/lock';
import { lockText } from '../../../lib/plan/lock/lock-text';
import { readLock } from '../../../lib/plan/lock/read-lock';
import { section, sections } from './locks';

const A = 'ConfigMap/shop/a';
const WEB = 'Deployment.apps/shop/web';
const message = (before: LockSection | undefined, after: LockSection): string | undefined =>
  frozenProblems(before, after)[0]?.message;
const textOf = (one: LockSection): string => lockText({ outputs: new Map([['dist', one]]), inventories: new Map() });

describe('a lock that may not change', () => {
  it.each<[what: string, before: LockSection | undefined, after: LockSection, differences: string]>([
    ['that has nothing of the output folder', undefined, section([]), 'it has nothing of this output folder'],
    [
      'without a new cluster',
      section(['a'], { [A]: ['a'] }),
      section(['a', 'b'], { [A]: ['a', 'b'] }),
      'clusters added: b',
    ],
    [
      'with a cluster that left',
      section(['a', 'b'], { [A]: ['a', 'b'] }),
      section(['a'], { [A]: ['a'] }),
      'clusters gone: b',
    ],
    ['without an object', section(['a']), section(['a'], { [A]: ['a'] }), 'objects added: ConfigMap shop/a'],
    ['with an object too many', section(['a'], { 'Namespace//x': ['a'] }), section(['a']), 'objects gone: Namespace x'],
    [
      'with an object elsewhere',
      section(['a', 'b'], { [A]: ['a'] }),
      section(['a', 'b'], { [A]: ['b'] }),
      'objects on other clusters: ConfigMap shop/a',
    ],
    [
      'without a decision',
      section(['a']),
      section(['a'], {}, { [WEB]: { a: [1] } }),
      'decisions added: Deployment shop/web',
    ],
    [
      'with a decision too many',
      section(['a'], {}, { [WEB]: { a: [1] } }),
      section(['a']),
      'decisions gone: Deployment shop/web',
    ],
    [
      'with other replicas',
      section(['a'], {}, { [WEB]: { a: [1] } }),
      section(['a'], {}, { [WEB]: { a: [2] } }),
      'decisions changed: Deployment shop/web',
    ],
    [
      'with another choice of clusters',
      section(['a', 'b'], {}, { [WEB]: { a: [1] } }),
      section(['a', 'b'], {}, { [WEB]: { a: [1], b: [] } }),
      'decisions changed: Deployment shop/web',
    ],
    [
      'with everything else than it should have',
      section(['a', 'x'], { [A]: ['a'] }, { [WEB]: { a: [1] } }),
      section(['a', 'y'], { 'Namespace//shop': ['y'] }),
      'clusters added: y; clusters gone: x; objects added: Namespace shop; objects gone: ConfigMap shop/a; decisions gone: Deployment shop/web',
    ],
  ])('%s is outdated', (_, before, after, differences) => {
    expect(frozenProblems(before, after)).toEqual([
      {
        code: 'lock-outdated',
        severity: 'error',
        message: `fed8s.lock.json does not hold what this run would write: ${differences}.`,
        remedy: 'Run `fed8s synth`, and commit fed8s.lock.json.',
      },
    ]);
  });

  it('names a few, and counts the rest', () => {
    const clusters = Array.from({ length: 1000 }, (_, index) => `c${String(index).padStart(3, '0')}`);
    expect(message(section([]), section(clusters))).toContain('clusters added: c000, c001, c002, c003 and 996 more.');
  });

  it('is outdated exactly where its text would change', () => {
    fc.assert(
      fc.property(sections, sections, (before, after) => {
        expect(frozenProblems(before, after).length > 0).toBe(textOf(before) !== textOf(after));
        const read = readLock(textOf(before)).outputs.get('dist');
        expect(frozenProblems(read, before)).toEqual([]);
      }),
    );
  });

  it('is outdated where one thing is different', () => {
    fc.assert(
      fc.property(sections, fc.nat(), (before, at) => {
        const [key, on] = [...before.objects][at % Math.max(before.objects.size, 1)] ?? [];
        if (key === undefined || on === undefined) return;
        const elsewhere = before.clusters.filter((cluster) => !on.includes(cluster));
        const objects = new Map(before.objects);
        if (elsewhere.length > 0) objects.set(key, elsewhere);
        else objects.delete(key);
        expect(frozenProblems(before, { ...before, objects })).toHaveLength(1);
      }),
    );
  });
});
