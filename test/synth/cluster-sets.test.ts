import fc from 'fast-check';
import { ClusterSetReader, ClusterSetWriter } from '../../lib/synth/cluster-sets';

const many = Array.from({ length: 20 }, (_, number) => `c${String(number).padStart(2, '0')}`);

describe('sets of clusters in the index', () => {
  test('are written in the shortest form', () => {
    const writer = new ClusterSetWriter(many);
    expect(writer.refTo(many)).toBe('all');
    expect(writer.refTo([])).toEqual([]);
    expect(writer.refTo(['c03', 'c07'])).toEqual(['c03', 'c07']);
    expect(writer.refTo(many.slice(1))).toEqual({ except: ['c00'] });
    const key = writer.refTo(many.slice(0, 8));
    expect(key).toMatch(/^[0-9a-f]{16}$/);
    expect(writer.keyed()).toEqual([[key, many.slice(0, 8)]]);
  });

  test('keep their key when a cluster comes that fares like most', () => {
    const most = many.filter((_, position) => position % 3 !== 0);
    const before = new ClusterSetWriter(many).refTo(most);
    const after = new ClusterSetWriter([...many, 'd00']).refTo([...most, 'd00']);
    expect(typeof before).toBe('string');
    expect(after).toBe(before);
  });

  test('read back as they were', () => {
    fc.assert(
      fc.property(fc.array(fc.subarray(many)), (sets) => {
        const writer = new ClusterSetWriter(many);
        const refs = sets.map((names) => writer.refTo(names));
        const reader = new ClusterSetReader(
          many,
          JSON.parse(JSON.stringify(Object.fromEntries(writer.keyed()))) as Record<string, unknown>,
        );
        expect(refs.map((ref) => reader.namesOf(ref))).toEqual(sets);
      }),
    );
  });

  test.each<[unknown]>([
    ['unknown'],
    [['stranger']],
    [{ except: ['stranger'] }],
    [{ except: 'c01' }],
    [7],
    [null],
    [undefined],
    [{}],
  ])('%j is refused', (ref) => {
    expect(() => new ClusterSetReader(many, {}).namesOf(ref)).toThrow(RangeError);
  });
});
