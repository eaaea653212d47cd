import * as fc from 'fast-check';
import { movedBy } from '../../lib/report/page/grid-keys';
import { scrolledTo, spanOf } from '../../lib/report/page/grid-window';

describe('the keys of the grid', () => {
  const extent = { rows: 100, columns: 10, page: 20 };
  const at = (row: number, column: number) => ({ row, column });
  const press = (key: string, from: ReturnType<typeof at>, ctrlKey = false) => movedBy({ key, ctrlKey }, from, extent);

  it.each([
    ['ArrowDown', at(0, 0), at(1, 0)],
    ['ArrowDown', at(99, 0), at(99, 0)],
    ['ArrowUp', at(0, 3), at(-1, 3)],
    ['ArrowLeft', at(5, 0), at(5, -1)],
    ['ArrowLeft', at(-1, 0), at(-1, 0)],
    ['ArrowRight', at(5, 9), at(5, 9)],
    ['PageDown', at(5, 0), at(25, 0)],
    ['PageUp', at(5, 0), at(0, 0)],
    ['Home', at(5, 5), at(5, 0)],
    ['End', at(5, 5), at(5, 9)],
  ])('%s leads from %j to %j', (key, from, to) => {
    expect(press(key, from)).toEqual(to);
  });

  it('go to the ends with Ctrl, and leave other keys alone', () => {
    expect(press('Home', at(5, 5), true)).toEqual(at(0, 0));
    expect(press('End', at(5, 5), true)).toEqual(at(99, 9));
    expect(press('a', at(5, 5))).toBeUndefined();
  });
});

describe('the window of the grid', () => {
  const view = fc.record({ from: fc.nat(40_000), extent: fc.nat(2000), step: fc.integer({ min: 1, max: 16 }) });

  it('holds all that is seen, and not much more', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.integer({ min: 10, max: 170 }), view, (length, size, seen) => {
        const { first, end } = spanOf(length, size, seen);
        for (let item = 0; item < length; item += 1) {
          const isSeen = (item + 1) * size > seen.from && item * size < seen.from + seen.extent;
          if (isSeen) expect(item >= first && item < end).toBe(true);
        }
        expect(end - first).toBeLessThanOrEqual(seen.extent / size + 4 * seen.step + 1);
      }),
    );
  });

  it('scrolls no further than needed', () => {
    expect(scrolledTo({ start: 50, size: 10 }, { from: 0, extent: 100 })).toBe(0);
    expect(scrolledTo({ start: 95, size: 10 }, { from: 0, extent: 100 })).toBe(5);
    expect(scrolledTo({ start: 50, size: 10 }, { from: 80, extent: 100 })).toBe(50);
  });
});
