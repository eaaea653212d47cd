import fc from 'fast-check';
import { type Presence, departureOf, withFoundations } from '../../../lib/fleet/waves/departures';

const CLUSTERS = ['a', 'b', 'c'] as const;
const KEYS = ['Namespace//shop', 'ConfigMap/shop/x', 'Deployment.apps/shop/y'] as const;

type Cluster = (typeof CLUSTERS)[number];
type Key = (typeof KEYS)[number];

/** Where each object is declared; the namespace wherever something is in it. */
type Declared = Readonly<Record<Cluster, readonly Key[]>>;

/** What goes wrong in a run: which clusters do not answer, what is refused, and what does not become ready. */
interface Weather {
  readonly silent: readonly Cluster[];
  readonly refused: readonly string[];
  readonly unready: readonly string[];
  /** After so many clusters the run ends. */
  readonly waves: number;
}

const declared: fc.Arbitrary<Declared> = fc
  .record({ x: fc.subarray([...CLUSTERS], { minLength: 1 }), y: fc.subarray([...CLUSTERS], { minLength: 1 }) })
  .map(({ x, y }) => {
    const on = (cluster: Cluster): readonly Key[] => {
      const objects = [...(x.includes(cluster) ? [KEYS[1]] : []), ...(y.includes(cluster) ? [KEYS[2]] : [])];
      return objects.length === 0 ? [] : [KEYS[0], ...objects];
    };
    return { a: on('a'), b: on('b'), c: on('c') };
  });

const places = CLUSTERS.flatMap((cluster) => KEYS.map((key) => `${cluster} ${key}`));
const weather: fc.Arbitrary<Weather> = fc.record({
  silent: fc.subarray([...CLUSTERS]),
  refused: fc.subarray(places),
  unready: fc.subarray(places),
  waves: fc.integer({ min: 0, max: CLUSTERS.length }),
});
const FAIR: Weather = { silent: [], refused: [], unready: [], waves: CLUSTERS.length };

/** Clusters as they live: which objects are there, and whether they are ready. */
class World {
  public readonly ready = new Map<string, boolean>();
  /** Called after each step. */
  public onStep: () => void = () => undefined;

  public has(cluster: Cluster, key: Key): boolean {
    return this.ready.has(`${cluster} ${key}`);
  }

  /** One run: it looks, it writes wave by wave, and deletes after each wave what may go. */
  public run(wanted: Declared, { silent, refused, unready, waves }: Weather): void {
    const seen = new Map<string, Presence>();
    for (const cluster of CLUSTERS) for (const key of KEYS) seen.set(`${cluster} ${key}`, this.look(cluster, key));
    const begun: Cluster[] = [];
    for (const cluster of CLUSTERS.slice(0, waves)) {
      if (silent.includes(cluster)) continue;
      begun.push(cluster);
      for (const key of wanted[cluster]) {
        const place = `${cluster} ${key}`;
        if (!refused.includes(place)) this.ready.set(place, this.ready.get(place) === true || !unready.includes(place));
        seen.set(place, this.look(cluster, key));
        this.onStep();
      }
      for (const one of begun) this.prune(one, { wanted, seen, silent, refused });
    }
  }

  private look(cluster: Cluster, key: Key): Presence {
    const ready = this.ready.get(`${cluster} ${key}`);
    return ready === true ? { presence: 'ready' } : { presence: 'coming', reason: 'not ready' };
  }

  private prune(
    cluster: Cluster,
    run: {
      readonly wanted: Declared;
      readonly seen: ReadonlyMap<string, Presence>;
      readonly silent: readonly Cluster[];
      readonly refused: readonly string[];
    },
  ): void {
    const presence = (other: string, key: Key): Presence =>
      run.silent.some((one) => one === other)
        ? { presence: 'unknown', reason: 'silent' }
        : (run.seen.get(`${other} ${key}`) as Presence);
    const leaving = [...KEYS]
      .reverse()
      .filter((key) => this.has(cluster, key) && !run.wanted[cluster].includes(key))
      .map((key) => {
        const on = CLUSTERS.filter((other) => run.wanted[other].includes(key));
        return { key, departure: departureOf(on, (other) => presence(other, key)) };
      });
    for (const { key, departure } of withFoundations(leaving, run.wanted[cluster])) {
      if (departure.departure === 'held' || run.refused.includes(`${cluster} ${key}`)) continue;
      this.ready.delete(`${cluster} ${key}`);
      if (key === KEYS[0]) for (const inside of KEYS.slice(1)) this.ready.delete(`${cluster} ${inside}`);
      this.onStep();
    }
  }
}

describe('objects that move, whatever fails', () => {
  it('are ready on one cluster at least at all times, and come to where they are declared', () => {
    fc.assert(
      fc.property(declared, fc.array(fc.tuple(declared, weather), { maxLength: 5 }), declared, (first, runs, last) => {
        const world = new World();
        world.run(first, FAIR);
        world.onStep = () => {
          for (const key of KEYS) {
            expect([key, CLUSTERS.some((cluster) => world.ready.get(`${cluster} ${key}`) === true)]).toEqual([
              key,
              true,
            ]);
          }
        };
        for (const [wanted, of] of runs) world.run(wanted, of);
        // Two fair runs: what was not ready anywhere comes first, and then nothing holds the rest.
        world.run(last, FAIR);
        world.run(last, FAIR);
        for (const cluster of CLUSTERS) {
          expect(KEYS.filter((key) => world.has(cluster, key))).toEqual(last[cluster]);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
