import * as fc from 'fast-check';
import { type Lock } from '../../../lib/plan/lock/lock';
import { lockText } from '../../../lib/plan/lock/lock-text';
import { readLock } from '../../../lib/plan/lock/read-lock';
import { locks, section } from './locks';

const lockOf = (...args: Parameters<typeof section>): Lock => ({
  outputs: new Map([['dist', section(...args)]]),
  inventories: new Map(),
});

describe('the text of a lock', () => {
  it('is sorted JSON with one line for each cluster, decision and object', () => {
    const lock = lockOf(
      ['eu-2', 'eu-1', 'us', 'ap'],
      {
        'Service/shop/web': ['eu-1'],
        'Namespace//shop': ['us', 'ap', 'eu-2', 'eu-1'],
        'ConfigMap/shop/x': ['us', 'eu-2', 'eu-1'],
        'ConfigMap/shop/none': [],
      },
      {
        'HorizontalPodAutoscaler.autoscaling/shop/web': { us: [1, 5] },
        'Deployment.apps/shop/web': { 'eu-2': [], 'eu-1': [3] },
        'Deployment.apps/shop/nowhere': {},
      },
    );
    expect(lockText(lock)).toBe(`{
  "apiVersion": "fed8s.dev/v1",
  "kind": "Lock",
  "outputs": {
    "dist": {
      "clusters": [
        "ap",
        "eu-1",
        "eu-2",
        "us"
      ],
      "decisions": [
        ["Deployment.apps/shop/web", "eu-1", 3],
        ["Deployment.apps/shop/web", "eu-2"],
        ["HorizontalPodAutoscaler.autoscaling/shop/web", "us", 1, 5]
      ],
      "objects": [
        ["ConfigMap/shop/x", "allBut", "ap"],
        ["Namespace//shop", "all"],
        ["Service/shop/web", "only", "eu-1"]
      ]
    }
  }
}
`);
  });

  it('of nothing is still a lock', () => {
    expect(lockText({ outputs: new Map(), inventories: new Map() })).toBe(
      '{\n  "apiVersion": "fed8s.dev/v1",\n  "kind": "Lock",\n  "outputs": {}\n}\n',
    );
    expect(lockText(lockOf([]))).toContain('"clusters": [],\n      "decisions": [],\n      "objects": []\n');
  });

  it.each<[on: string[], of: string[], form: string]>([
    [['a'], ['a'], '"all"'],
    [['a'], ['a', 'b'], '"only", "a"'],
    [['a', 'b'], ['a', 'b', 'c'], '"allBut", "c"'],
    [['a', 'b'], ['a', 'b', 'c', 'd'], '"only", "a", "b"'],
    [['a', 'b', 'c'], ['a', 'b', 'c', 'd', 'e'], '"allBut", "d", "e"'],
  ])('names what is on %j of %j by %s', (on, clusters, form) => {
    expect(lockText(lockOf(clusters, { 'ConfigMap/shop/x': on }))).toContain(`["ConfigMap/shop/x", ${form}]`);
  });

  it('does not change a line of what is everywhere when a cluster comes', () => {
    const objects = (clusters: string[]): string[] =>
      lockText(lockOf(clusters, { 'ConfigMap/shop/x': clusters, 'ConfigMap/shop/y': clusters.slice(1) }))
        .split('\n')
        .filter((line) => line.includes('ConfigMap'));
    expect(objects(['a', 'b', 'c', 'd'])).toEqual(objects(['a', 'b', 'c']));
  });

  it('is never written of a cluster that the section does not have', () => {
    expect(() => lockText(lockOf(['a'], { 'ConfigMap/shop/x': ['b'] }))).toThrow(RangeError);
    expect(() => lockText(lockOf(['a'], {}, { 'ConfigMap/shop/x': { b: [] } }))).toThrow(RangeError);
  });

  it('reads back as the lock that it was written of, and is written again as it was', () => {
    fc.assert(
      fc.property(locks, (lock) => {
        const text = lockText(lock);
        const read = readLock(text);
        expect(read).toEqual(lock);
        expect([...read.outputs.keys()]).toEqual([...lock.outputs.keys()]);
        expect(lockText(read)).toBe(text);
      }),
    );
  });

  it('is the same whatever the order of its maps and lists', () => {
    const upsideDown = <T>(map: ReadonlyMap<string, T>): Map<string, T> => new Map([...map].reverse());
    fc.assert(
      fc.property(locks, (lock) => {
        const turned = new Map(
          [...upsideDown(lock.outputs)].map(([output, { clusters, decisions, objects }]) => [
            output,
            {
              clusters: [...clusters].reverse(),
              decisions: new Map([...upsideDown(decisions)].map(([key, chosen]) => [key, upsideDown(chosen)])),
              objects: new Map([...upsideDown(objects)].map(([key, on]) => [key, [...on].reverse()])),
            },
          ]),
        );
        expect(lockText({ outputs: turned, inventories: upsideDown(lock.inventories) })).toBe(lockText(lock));
      }),
    );
  });

  it('reads the same whatever the order of its lines', () => {
    fc.assert(
      fc.property(locks, (lock) => {
        const json = JSON.parse(lockText(lock)) as { outputs: Record<string, Record<string, unknown[]>> };
        for (const lists of Object.values(json.outputs)) for (const list of Object.values(lists)) list.reverse();
        expect(lockText(readLock(JSON.stringify(json)))).toBe(lockText(lock));
      }),
    );
  });
});
