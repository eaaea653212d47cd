import { FaultFleet } from './fault-fleet';
import { configMap, configMaps, values } from './objects';
import { Scenario, told } from './scenario';

/** The clusters themselves fail here, without a proxy between. */
const DIRECT = { through: 'nothing' } as const;

let fleet: FaultFleet;

beforeAll(async () => {
  fleet = await FaultFleet.start('cluster1', 'cluster2');
});

afterEach(() => fleet.settle());

afterAll(() => fleet.stop());

describe('a cluster that is down before the run', () => {
  it('is unknown, the other is done, and a run after it has come back makes it as declared', async () => {
    const scenario = new Scenario(fleet, 'down-before');
    await scenario.apply(scenario.everywhere(configMaps(scenario.namespace, 3)), DIRECT);
    const after = scenario.everywhere(configMaps(scenario.namespace, 2, '2'));
    await fleet.local.kill('cluster1');
    try {
      const result = await scenario.apply(after, DIRECT);
      expect(told(result)).toEqual({ cluster1: 'unknown: unreachable', cluster2: 'deleted 1, unchanged 1, updated 2' });
      expect(result.state).toBe('incomplete');
      expect(await scenario.living('cluster2')).toEqual(values(2, '2'));
    } finally {
      await fleet.local.restart('cluster1');
    }
    expect(await scenario.living('cluster1')).toEqual(values(3));

    const second = await scenario.apply(after, DIRECT);

    expect(told(second)).toEqual({ cluster1: 'deleted 1, unchanged 1, updated 2', cluster2: 'unchanged 3' });
    expect(await scenario.living('cluster1')).toEqual(values(2, '2'));
  });

  it('keeps what moves to it where it was', async () => {
    const scenario = new Scenario(fleet, 'moves-to-one-down');
    const [space, home, guest] = [
      scenario.everywhere([]),
      configMap(scenario.namespace, 'home'),
      configMap(scenario.namespace, 'guest'),
    ];
    const before = { cluster1: [...space.cluster1!, home], cluster2: [...space.cluster2!, home, guest] };
    const after = { cluster1: [...space.cluster1!, home, guest], cluster2: [...space.cluster2!, home] };
    await scenario.apply(before, DIRECT);
    await fleet.local.kill('cluster1');
    try {
      const result = await scenario.apply(after, DIRECT);
      expect(result.state).toBe('incomplete');
      expect(told(result)).toEqual({ cluster1: 'unknown: unreachable', cluster2: 'kept 1, unchanged 2' });
      expect(Object.keys(await scenario.living('cluster2'))).toEqual(['guest', 'home']);
    } finally {
      await fleet.local.restart('cluster1');
    }

    expect((await scenario.apply(after, DIRECT)).state).toBe('complete');

    expect(Object.keys(await scenario.living('cluster1'))).toEqual(['guest', 'home']);
    expect(Object.keys(await scenario.living('cluster2'))).toEqual(['home']);
  });
});

describe('a cluster that goes down during the run', () => {
  it('is told as it stands, the other is done, and the next run goes on', async () => {
    const scenario = new Scenario(fleet, 'down-during');
    const declared = scenario.everywhere(configMaps(scenario.namespace, 120));
    let down: Promise<void> | undefined;
    const result = await scenario.apply(declared, {
      ...DIRECT,
      onProgress: ({ cluster, result: { object } }) => {
        if (cluster === 'cluster1' && object.kind === 'ConfigMap') down ??= fleet.local.kill('cluster1');
      },
    });
    await down;
    await fleet.local.restart('cluster1');

    expect(result.state).toBe('incomplete');
    expect(told(result).cluster1).toMatch(/failed|not-tried/);
    expect(await scenario.living('cluster2')).toEqual(values(120));
    const claimed = result.clusters.flatMap((of) =>
      of.cluster === 'cluster1' && of.outcome === 'done' && of.value.outcome === 'applied'
        ? of.value.objects.filter(({ outcome }) => outcome === 'created').map(({ object }) => object.name)
        : [],
    );
    expect([scenario.namespace, ...Object.keys(await scenario.living('cluster1'))]).toEqual(
      expect.arrayContaining(claimed),
    );

    expect((await scenario.apply(declared, DIRECT)).state).toBe('complete');

    expect(await scenario.living('cluster1')).toEqual(values(120));
    expect(await scenario.inventory('cluster1')).toEqual(await scenario.inventory('cluster2'));
  });
});

describe('a cluster that hangs', () => {
  it('is unknown for its silence, and does not hold up the other', async () => {
    const scenario = new Scenario(fleet, 'hangs');
    const declared = scenario.everywhere(configMaps(scenario.namespace, 3));
    fleet.local.pause('cluster1');
    try {
      const result = await scenario.apply(declared, DIRECT);
      expect(told(result)).toEqual({ cluster1: 'unknown: timeout', cluster2: 'created 4' });
    } finally {
      fleet.local.resume('cluster1');
    }

    expect((await scenario.apply(declared, DIRECT)).state).toBe('complete');

    expect(await scenario.living('cluster1')).toEqual(values(3));
  });
});

describe('an etcd that is started anew during the run', () => {
  it('costs at most what was under way, and the next run makes it as declared', async () => {
    const scenario = new Scenario(fleet, 'etcd');
    await scenario.apply(scenario.everywhere(configMaps(scenario.namespace, 40)), DIRECT);
    const uids = await scenario.uids('cluster1');
    const declared = scenario.everywhere(configMaps(scenario.namespace, 40, '2'));
    let restart: Promise<void> | undefined;
    const result = await scenario.apply(declared, {
      ...DIRECT,
      timeoutMs: 20_000,
      onProgress: ({ result: { object } }) => {
        if (object.kind === 'ConfigMap') restart ??= fleet.local.restartEtcd();
      },
    });
    await restart;
    if (result.state === 'complete') expect(await scenario.living('cluster1')).toEqual(values(40, '2'));

    expect((await scenario.apply(declared, { ...DIRECT, timeoutMs: 20_000 })).state).toBe('complete');

    for (const cluster of ['cluster1', 'cluster2']) expect(await scenario.living(cluster)).toEqual(values(40, '2'));
    expect(await scenario.uids('cluster1')).toEqual(uids);
  });
});
