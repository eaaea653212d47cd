import * as fc from 'fast-check';
import { positionsOfRuns, runsOfPositions, runsOfValues, valuesOfRuns } from '../../lib/report/runs';

const rising = fc.uniqueArray(fc.nat(60)).map((positions) => positions.sort((left, right) => left - right));

describe('runs', () => {
  it('give back rising positions', () => {
    fc.assert(
      fc.property(rising, (positions) => {
        expect(positionsOfRuns(runsOfPositions(positions))).toEqual(positions);
      }),
    );
  });

  it('give back values', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3)), (values) => {
        expect(valuesOfRuns(runsOfValues(values))).toEqual(values);
      }),
    );
  });

  it('are as short as there are stretches', () => {
    expect(runsOfPositions([3, 4, 5, 9])).toEqual([3, 3, 9, 1]);
    expect(runsOfValues([7, 7, 7, 2])).toEqual([7, 3, 2, 1]);
    expect(runsOfValues(new Array<number>(1000).fill(5))).toEqual([5, 1000]);
  });
});
