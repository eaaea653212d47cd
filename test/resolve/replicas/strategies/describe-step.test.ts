import { describeStep } from '../../../../lib/resolve/replicas/strategies/describe-step';
import { planStrategy } from '../../../../lib/resolve/replicas/strategies/plan-strategy';
import { type StrategyInput } from '../../../../lib/resolve/replicas/strategies/strategy-plan';
import { cluster, input } from './fleet';

/** The steps of a plan as `explain` lists them. */
function told(given: Parameters<typeof input>[0]): readonly string[] {
  return planStrategy(input(given)).steps.map((step) => `${step.cluster} ${step.change}: ${describeStep(step)}`);
}

const keeping: Partial<StrategyInput> = { rebalance: false };

describe('a step in words', () => {
  test('of a share', () => {
    const clusters = [
      cluster('a', { weight: 3, min: 1 }),
      cluster('b', { max: 1 }),
      cluster('c', { min: 4, capacity: 2 }),
    ];
    expect(told({ total: 8, clusters })).toEqual([
      'a 1: its minimum of 1',
      'a 4: its share by weight 3 of 5, the last one at 3/9',
      'b 1: its share by weight 1 of 5, the last one at 1/1, up to its maximum',
      'c 2: its minimum of 4, cut by its capacity',
    ]);
  });

  test('of what is kept and given up', () => {
    const clusters = [cluster('a', { weight: 2, previous: 5, max: 4 }), cluster('b', { previous: 4, min: 1 })];
    expect(told({ total: 5, clusters, ...keeping })).toEqual([
      'a 4: what runs there already, 5 by the lock, cut by its maximum',
      'a -1: more than there are to be: the last one given up stood at 2/7, the lowest quotient',
      'b 1: its minimum of 1',
      'b 3: what runs there already, 4 by the lock',
      'b -2: more than there are to be: the last one given up stood at 1/5, the lowest quotient',
    ]);
  });

  test('of copies', () => {
    const clusters = [cluster('a'), cluster('b', { min: 4 }), cluster('c', { max: 2 }), cluster('d', { capacity: 0 })];
    expect(told({ strategy: 'duplicated', total: 3, clusters })).toEqual([
      'a 3: every cluster gets 3',
      'b 4: every cluster gets 3, and this one its minimum',
      'c 2: every cluster gets 3, cut by its maximum',
      'd 0: every cluster gets 3, cut by its capacity',
    ]);
  });

  test('of filling clusters', () => {
    const clusters = [
      cluster('a', { max: 4, previous: 1 }),
      cluster('b', { max: 3, previous: 3, rank: 1 }),
      cluster('c', { max: 2, previous: 1 }),
      cluster('d', { max: 0, previous: 1 }),
    ];
    const aggregated = { strategy: 'aggregated', clusters } as const;
    expect(told({ ...aggregated, total: 7 })).toEqual([
      'a 1: what runs there already, 1 by the lock',
      'a 3: what had no place yet, on 2 clusters, up to its maximum',
      'c 0: gives up the 1 it ran: 2 clusters can hold all',
      'd 0: gives up the 1 it ran: its maximum is 0',
      'b 3: what runs there already, 3 by the lock',
    ]);
    expect(told({ ...aggregated, total: 2 })).toContain('b -1: more than is left for it, on one cluster');
    expect(told({ ...aggregated, total: 0 })).toContain('b 0: gives up the 3 it ran: there are to be none');
  });

  test('of what waits', () => {
    expect(
      told({ total: 2, clusters: [cluster('a', { previous: 2 }), cluster('b')], minAvailable: 2 }).slice(2),
    ).toEqual([
      'a 1: stays for now: 2 of what runs must not move at once',
      'b -1: comes later: 2 of what runs must not move at once',
    ]);
  });
});
