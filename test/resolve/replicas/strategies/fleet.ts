import fc from 'fast-check';
import {
  type ReplicaCluster,
  type StrategyInput,
  type StrategyPlan,
} from '../../../../lib/resolve/replicas/strategies/strategy-plan';

/** A cluster without bounds and history, but for what is told. */
export function cluster(name: string, told: Partial<ReplicaCluster> = {}): ReplicaCluster {
  return { name, weight: 1, min: 0, max: undefined, capacity: undefined, previous: 0, rank: 0, ...told };
}

/** An input without a past or availability to keep, but for what is told. */
export function input(told: Partial<StrategyInput> & Pick<StrategyInput, 'clusters' | 'total'>): StrategyInput {
  return { strategy: 'divided', rebalance: true, minAvailable: undefined, ...told };
}

/** The plan as a plain object, for comparing. */
export function replicasOf(plan: StrategyPlan): Record<string, number> {
  return Object.fromEntries(plan.replicas);
}

export function sum(numbers: Iterable<number>): number {
  return [...numbers].reduce((left, right) => left + right, 0);
}

/** The same clusters, running what the plan says. */
export function running(clusters: readonly ReplicaCluster[], plan: StrategyPlan): readonly ReplicaCluster[] {
  return clusters.map((one) => ({ ...one, previous: plan.replicas.get(one.name) ?? 0 }));
}

export interface FleetShape {
  readonly most?: number;
  readonly count?: number;
  readonly minima?: boolean;
}

/** Few clusters with small numbers, so that ties, bounds that meet and empty clusters are common. */
export function fleets({ most = 6, count = 12, minima = true }: FleetShape = {}): fc.Arbitrary<
  readonly ReplicaCluster[]
> {
  const bound = fc.option(fc.nat({ max: count }), { nil: undefined });
  return fc
    .array(
      fc.record({
        weight: fc.nat({ max: 4 }),
        min: minima ? fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, fc.nat({ max: 4 })) : fc.constant(0),
        max: bound,
        capacity: bound,
        previous: fc.oneof(fc.constant(0), fc.nat({ max: count })),
        rank: fc.nat({ max: 2 }),
      }),
      { minLength: 1, maxLength: most },
    )
    .chain((rows) =>
      // Names in another order than ranks and rows.
      fc
        .shuffledSubarray(
          rows.map((_, index) => `c${index}`),
          { minLength: rows.length },
        )
        .map((names) => rows.map((row, index) => ({ ...row, name: names[index]! }))),
    );
}

export interface InputShape extends FleetShape {
  readonly strategies?: readonly StrategyInput['strategy'][];
  readonly total?: number;
}

export function inputs(shape: InputShape = {}): fc.Arbitrary<StrategyInput> {
  return fc.record({
    strategy: fc.constantFrom(...(shape.strategies ?? (['divided', 'duplicated', 'aggregated'] as const))),
    total: fc.nat({ max: shape.total ?? 40 }),
    clusters: fleets(shape),
    rebalance: fc.boolean(),
    minAvailable: fc.option(fc.nat({ max: 40 }), { nil: undefined }),
  });
}

/** Every way to give each cluster a number between its two bounds so that they add up. */
export function* waysToGive(
  bounds: readonly (readonly [number, number])[],
  total: number,
): Generator<readonly number[]> {
  const [first, ...rest] = bounds;
  if (first === undefined) {
    if (total === 0) yield [];
    return;
  }
  for (let number = first[0]; number <= Math.min(first[1], total); number += 1) {
    for (const others of waysToGive(rest, total - number)) yield [number, ...others];
  }
}
