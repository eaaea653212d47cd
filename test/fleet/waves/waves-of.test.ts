import fc from 'fast-check';
import { readWaves, type WaveDeclaration } from '../../../lib/fleet/waves/wave-declaration';
import { type LabelledCluster, type Wave, wavesOf } from '../../../lib/fleet/waves/waves-of';

function declared(text: string): WaveDeclaration {
  const read = readWaves(text);
  if (read.outcome === 'refused') throw new Error(read.problem.message);
  return read.waves;
}

function shown(waves: readonly Wave[]): readonly string[] {
  return waves.map(({ name, clusters }) => `${name}: ${clusters.join(' ')}`);
}

const fleet: readonly LabelledCluster[] = [
  { name: 'us-1', labels: { region: 'us', tier: 'gold' } },
  { name: 'eu-2', labels: { region: 'eu', tier: 'silver' } },
  { name: 'lab', labels: {} },
  { name: 'eu-1', labels: { region: 'eu', tier: 'gold' } },
  { name: 'eu-3', labels: { region: 'eu' } },
  { name: 'odd', labels: { region: '' } },
];

const someFleet: fc.Arbitrary<readonly LabelledCluster[]> = fc.uniqueArray(
  fc.record({
    name: fc.stringMatching(/^[a-z][a-z0-9]{0,5}$/),
    labels: fc
      .record({ region: fc.constantFrom('eu', 'us', 'ap', ''), tier: fc.constantFrom('a', 'b') }, { requiredKeys: [] })
      .map((labels) => labels as Readonly<Record<string, string>>),
  }),
  { selector: ({ name }) => name, maxLength: 30 },
);

const someWaves = fc
  .record({
    shares: fc.array(
      fc.oneof(
        fc.integer({ min: 1, max: 6 }).map(String),
        fc.integer({ min: 1, max: 100 }).map((n) => `${n}%`),
      ),
      { maxLength: 3 },
    ),
    labels: fc.subarray(['region', 'tier', 'constructor']),
  })
  .map(({ shares, labels }) => [...shares.map((share, index) => `canary${index}=${share}`), ...labels].join(','))
  .filter((text) => text !== '')
  .map(declared);

describe('the waves of a fleet', () => {
  it('are one for each value of a label, in order, and clusters without it come last', () => {
    expect(shown(wavesOf(fleet, declared('region')))).toEqual([
      'region=: odd',
      'region=eu: eu-1 eu-2 eu-3',
      'region=us: us-1',
      '!region: lab',
    ]);
  });

  it('are divided by a second label inside of the first', () => {
    expect(shown(wavesOf(fleet, declared('region,tier')))).toEqual([
      'region=,!tier: odd',
      'region=eu,tier=gold: eu-1',
      'region=eu,tier=silver: eu-2',
      'region=eu,!tier: eu-3',
      'region=us,tier=gold: us-1',
      '!region,!tier: lab',
    ]);
  });

  it('begin with the shares, and the labels divide what is left', () => {
    const waves = wavesOf(fleet, declared('region,canary=5%'));
    expect(waves[0]).toMatchObject({ name: 'canary' });
    expect(waves[0]?.clusters).toHaveLength(1);
    expect(waves.slice(1).flatMap(({ clusters }) => clusters)).toHaveLength(5);
  });

  it('end with the rest where there is no label', () => {
    expect(wavesOf(fleet, declared('canary=2')).map(({ name, clusters }) => [name, clusters.length])).toEqual([
      ['canary', 2],
      ['rest', 4],
    ]);
  });

  it('have as many clusters as a percentage of all is, rounded down', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => ({ name: `c${index}`, labels: {} }));
    const sizes = wavesOf(hundred, declared('a=0.5%,b=29%,c=100%')).map(({ name, clusters }) => [
      name,
      clusters.length,
    ]);
    expect(sizes).toEqual([
      ['a', 1],
      ['b', 29],
      ['c', 70],
    ]);
  });

  it('hold every cluster exactly once, and none of them is empty', () => {
    fc.assert(
      fc.property(someFleet, someWaves, (clusters, waves) => {
        const made = wavesOf(clusters, waves);
        expect(made.flatMap((wave) => wave.clusters).sort()).toEqual(clusters.map(({ name }) => name).sort());
        expect(made.every((wave) => wave.clusters.length > 0)).toBe(true);
        expect(new Set(made.map(({ name }) => name)).size).toBe(made.length);
        if (clusters.length > 0 && waves.shares.length > 0) expect(made[0]?.name).toBe('canary0');
      }),
    );
  });

  it('do not depend on the order of the clusters', () => {
    fc.assert(
      fc.property(
        someFleet.chain((clusters) =>
          fc.tuple(fc.constant(clusters), fc.shuffledSubarray([...clusters], { minLength: clusters.length })),
        ),
        someWaves,
        ([clusters, shuffled], waves) => {
          expect(wavesOf(shuffled, waves)).toEqual(wavesOf(clusters, waves));
        },
      ),
    );
  });

  it('stay as they are when a cluster is added, but for one cluster of each share', () => {
    fc.assert(
      fc.property(
        someFleet.filter((clusters) => clusters.length > 0),
        someWaves,
        (clusters, waves) => {
          const added = clusters[0]?.name ?? '';
          const waveOf = (made: readonly Wave[]): ReadonlyMap<string, string> =>
            new Map(made.flatMap((wave) => wave.clusters.map((cluster) => [cluster, wave.name] as const)));
          const after = waveOf(wavesOf(clusters, waves));
          const before = waveOf(wavesOf(clusters.slice(1), waves));
          const moved = [...before].filter(([cluster, wave]) => cluster !== added && after.get(cluster) !== wave);
          // Each share may gain one cluster by its size, and lose one to the newcomer; the next share makes up for both.
          expect(moved.length).toBeLessThanOrEqual((waves.shares.length * (waves.shares.length + 1)) / 2);
          if (waves.shares.length === 0) expect(moved).toEqual([]);
        },
      ),
    );
  });
});
