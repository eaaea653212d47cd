import fc from 'fast-check';
import { type ApplyResult } from '../../../lib/fleet/apply/apply-result';
import { type JsonObject } from '../../../lib/model/json';
import { type Fault, type FaultRule } from './fault';
import { FaultFleet } from './fault-fleet';
import { configMap } from './objects';
import { type Declared, Scenario, told } from './scenario';

const CLUSTERS = ['cluster1', 'cluster2', 'cluster3'];
const OWNERS = ['one', 'other'];
/** Each owner has names of its own, and one that both may declare, with one value. */
const NAMES = ['a', 'b', 'c', 'd', 'both'];
const FOREIGN = 'foreign';

let fleet: FaultFleet;

beforeAll(async () => {
  fleet = await FaultFleet.start(...CLUSTERS);
});

afterEach(() => fleet.settle());

afterAll(() => fleet.stop());

/** An owner says anew where an object is to be, and with which value; nowhere: it goes. */
interface Edit {
  readonly name: string;
  readonly clusters: readonly string[];
  readonly value: string;
}

/** One run of one owner. */
interface Step {
  readonly owner: string;
  readonly edits: readonly Edit[];
  readonly faults: readonly { readonly cluster: string; readonly rule: FaultRule }[];
  /** It is told to stop when so many objects are done. */
  readonly stopAfter: number | undefined;
}

const fault: fc.Arbitrary<Fault> = fc.oneof(
  fc.record({
    kind: fc.constant('status' as const),
    status: fc.constantFrom(401, 429, 500, 502, 503),
    isDone: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('reset' as const), isDone: fc.boolean() }),
  fc.record({ kind: fc.constant('silence' as const), isDone: fc.boolean() }),
  fc.constantFrom<Fault>(
    { kind: 'page', status: 200 },
    { kind: 'late', milliseconds: 50 },
    { kind: 'slow', bytes: 2000, pause: 1 },
    { kind: 'truncated' },
    { kind: 'shortened' },
  ),
);

const rule: fc.Arbitrary<FaultRule> = fc.record({
  fault,
  methods: fc.constantFrom(['GET'], ['PATCH'], ['DELETE'], ['PUT', 'POST'], ['GET', 'PATCH', 'DELETE', 'PUT', 'POST']),
  after: fc.nat(8),
  times: fc.constantFrom(1, 3, 9, 1000),
});

const step: fc.Arbitrary<Step> = fc.record({
  owner: fc.constantFrom(...OWNERS),
  edits: fc.array(
    fc.record({
      name: fc.constantFrom(...NAMES),
      clusters: fc.subarray(CLUSTERS),
      value: fc.constantFrom('1', '2', '3'),
    }),
    { minLength: 1, maxLength: 5 },
  ),
  faults: fc.array(fc.record({ cluster: fc.constantFrom(...CLUSTERS), rule }), { maxLength: 3 }),
  stopAfter: fc.option(fc.nat(8), { nil: undefined, freq: 4 }),
});

/** By cluster and name: the value of a ConfigMap. */
type World = Record<string, Record<string, string>>;

/** One owner: what it declares, and its runs. */
class Writer {
  public readonly declared: World = emptyWorld();

  public constructor(
    public readonly name: string,
    private readonly scenario: Scenario,
  ) {}

  public edit({ name, clusters, value }: Edit): void {
    const isShared = name === 'both';
    const own = isShared ? name : `${this.name}-${name}`;
    for (const cluster of CLUSTERS) {
      const { [own]: _, ...others } = this.declared[cluster]!;
      this.declared[cluster] = clusters.includes(cluster) ? { ...others, [own]: isShared ? '1' : value } : others;
    }
  }

  public run(given: { readonly signal?: AbortSignal; readonly onDone?: () => void } = {}): Promise<ApplyResult> {
    const { scenario } = this;
    const declared: Declared = Object.fromEntries(
      CLUSTERS.map((cluster) => [
        cluster,
        [
          ...scenario.everywhere([])[cluster]!,
          ...Object.entries(this.declared[cluster]!).map(([name, value]) => configMap(scenario.namespace, name, value)),
        ],
      ]),
    );
    return scenario.apply(declared, {
      timeoutMs: 700,
      timeout: 1500,
      ...(given.signal && { signal: given.signal }),
      onProgress: () => given.onDone?.(),
    });
  }
}

function emptyWorld(): World {
  return Object.fromEntries(CLUSTERS.map((cluster) => [cluster, {}]));
}

/** Values and UIDs of what lives. */
async function look(scenario: Scenario): Promise<{ readonly values: World; readonly uids: World }> {
  const values: World = {};
  const uids: World = {};
  for (const cluster of CLUSTERS) {
    const { [FOREIGN]: _, ...ours } = await scenario.living(cluster);
    values[cluster] = ours as Record<string, string>;
    uids[cluster] = await scenario.uids(cluster);
  }
  return { values, uids };
}

/** What a run tells of ConfigMaps, and is not so. */
function untrue({ clusters }: ApplyResult, { declared, found }: { readonly declared: World; readonly found: World }) {
  return clusters.flatMap((of) => {
    if (of.outcome === 'unknown' || of.value.outcome !== 'applied') return [];
    return of.value.objects.filter(({ object: { kind, name }, outcome }) => {
      if (kind !== 'ConfigMap') return false;
      const lives = found[of.cluster]![name];
      if (outcome === 'deleted') return lives !== undefined && name !== 'both';
      const isClaimed = ['created', 'updated', 'unchanged', 'adopted'].includes(outcome);
      return isClaimed && lives !== declared[of.cluster]![name];
    });
  });
}

async function obey(scenario: Scenario, writer: Writer, { edits, faults, stopAfter }: Step): Promise<void> {
  const before = await look(scenario);
  const declaredBefore = structuredClone(writer.declared);
  for (const edit of edits) writer.edit(edit);
  for (const { cluster, rule: befalls } of faults) fleet.proxy(cluster).misbehave(befalls);
  const stop = new AbortController();
  let left = stopAfter ?? Infinity;
  const result = await writer.run({
    signal: stop.signal,
    onDone: () => {
      left -= 1;
      if (left < 0) stop.abort();
    },
  });
  for (const cluster of CLUSTERS) fleet.proxy(cluster).behave();
  const after = await look(scenario);
  const { declared } = writer;

  expect(untrue(result, { declared, found: after.values })).toEqual([]);
  if (result.state === 'complete') {
    for (const cluster of CLUSTERS) expect(after.values[cluster]).toMatchObject(declared[cluster]!);
    for (const cluster of CLUSTERS) {
      const ours = Object.keys(after.values[cluster]!).filter((name) => name.startsWith(`${writer.name}-`));
      expect(ours.sort()).toEqual(
        Object.keys(declared[cluster]!)
          .filter((name) => name !== 'both')
          .sort(),
      );
    }
  }
  for (const cluster of CLUSTERS) {
    for (const [name, uid] of Object.entries(before.uids[cluster]!)) {
      const isOthers = !(name in declaredBefore[cluster]!) && !name.startsWith(`${writer.name}-`);
      const isToStay = isOthers || name in declared[cluster]!;
      if (isToStay) expect([name, after.uids[cluster]![name]]).toEqual([name, uid]);
    }
  }
  // What moves is somewhere at all times.
  for (const name of NAMES.map((one) => `${writer.name}-${one}`)) {
    const lived = CLUSTERS.some((cluster) => name in before.values[cluster]!);
    const isDeclared = CLUSTERS.some((cluster) => name in declared[cluster]!);
    if (lived && isDeclared) expect(CLUSTERS.some((cluster) => name in after.values[cluster]!)).toBe(true);
  }
}

let count = 0;

test('whatever befalls the runs of two owners, nothing is lost or claimed on the way, and a run in peace ends as declared', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 5 }), async (program) => {
      count += 1;
      const space = `random-${count}`;
      const writers = OWNERS.map((name) => new Writer(name, new Scenario(fleet, space, `${name}-${count}`)));
      const scenario = new Scenario(fleet, space);
      const foreign: unknown[] = [];
      for (const cluster of CLUSTERS) {
        const api = fleet.api(cluster);
        for (const object of [...scenario.everywhere([])[cluster]!, configMap(space, FOREIGN, 'theirs')]) {
          const made = await api.create(object);
          if (made.outcome === 'failed') throw new Error(made.failure.message);
          if (object.kind === 'ConfigMap') foreign.push(made.value);
        }
      }

      for (const one of program)
        await obey(
          scenario,
          writers.find(({ name }) => name === one.owner)!,
          one,
        );
      for (const writer of writers) {
        const last = await writer.run();
        expect([last.state, told(last)]).toEqual(['complete', expect.anything()]);
      }

      const { values } = await look(scenario);
      for (const [index, cluster] of CLUSTERS.entries()) {
        const [one, other] = writers.map(({ declared }) => declared[cluster]!);
        expect(values[cluster]).toEqual({ ...one, ...other });
        const ref = { apiVersion: 'v1', kind: 'ConfigMap', namespace: space, name: FOREIGN };
        const found = await fleet.api(cluster).get(ref);
        expect(found).toEqual({ outcome: 'ok', value: foreign[index] as JsonObject });
      }
      for (const [index, name] of OWNERS.entries()) {
        const owned = new Scenario(fleet, space, `${name}-${count}`);
        for (const cluster of CLUSTERS) {
          const declared = Object.keys(writers[index]!.declared[cluster]!);
          expect(await owned.inventory(cluster)).toEqual([...declared, space].sort());
        }
      }
    }),
    { seed: 8, numRuns: 20, endOnFailure: true },
  );
});
