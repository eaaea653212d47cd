import { setTimeout as sleep } from 'node:timers/promises';
import { type WavesRequest, applyInWaves } from '../../../lib/fleet/waves/apply-in-waves';
import { type WavesResult } from '../../../lib/fleet/waves/wave-result';
import { readinessOf } from '../../../lib/fleet/readiness/readiness-of';
import { type ClusterApi } from '../../../lib/kube/cluster-api';
import { type JsonObject } from '../../../lib/model/json';
import { type ObjectRef } from '../../../lib/model/object-ref';
import { LocalFleet } from '../../../lib/testing/local-fleet';
import { ApplyCase, objectsOf, outcomes } from './apply-case';

let local: LocalFleet;
const apis = new Map<string, ClusterApi>();

beforeAll(async () => {
  local = await LocalFleet.start({ clusters: ['eu', 'us'], workloads: true });
  const anyone = new ApplyCase(local, 'anyone');
  for (const name of local.contexts) apis.set(name, await anyone.api(name));
});

afterAll(async () => {
  for (const api of apis.values()) api.close();
  await local.stop();
});

const WAVES = [
  { name: 'first', clusters: ['eu'] },
  { name: 'second', clusters: ['us'] },
];

type Desired = Readonly<Record<string, readonly JsonObject[]>>;

function inWaves(shop: ApplyCase, desired: Desired, given: Partial<WavesRequest> = {}): Promise<WavesResult> {
  return applyInWaves({
    ...shop.settings,
    members: [...apis].map(([name, value]) => ({ name, api: { outcome: 'ok', value } })),
    desired: Object.entries(desired).map(([name, manifests]) => ({ name, manifests })),
    waves: WAVES,
    ...given,
  });
}

/** A Deployment, or the like; one that no node takes never becomes ready. */
function workload(shop: ApplyCase, type: string, name: string, spec: JsonObject = {}): JsonObject {
  const labels = { app: name };
  return shop.object(type, name, {
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'web', image: 'web' }], ...spec } },
    },
  });
}

const NOWHERE = { nodeSelector: { nowhere: 'yes' } };

async function isReady(cluster: string, ref: ObjectRef): Promise<boolean> {
  const answer = await (apis.get(cluster) as ClusterApi).get(ref);
  return answer.outcome === 'ok' && readinessOf(answer.value).state === 'ready';
}

/** On how many clusters an object that moves was ready, at the least, at any time of a work. */
async function leastReady(
  ref: ObjectRef,
  { from, to }: { readonly from: string; readonly to: string },
  work: () => Promise<unknown>,
): Promise<number> {
  const seen: number[] = [];
  const over = new AbortController();
  const watching = (async () => {
    while (!over.signal.aborted) {
      // The old place is asked first: what leaves it after that must be in the new one already.
      const ready = [await isReady(from, ref), await isReady(to, ref)];
      seen.push(ready.filter(Boolean).length);
      await sleep(10);
    }
  })();
  await work();
  over.abort();
  await watching;
  return Math.min(...seen);
}

/** The name of each call to a cluster, as it is made. */
function calledOf(api: ClusterApi, calls: string[]): ClusterApi {
  return new Proxy(api, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return (...args: readonly unknown[]): unknown => {
        calls.push(String(name));
        return member.apply(target, args);
      };
    },
  });
}

function states(result: WavesResult): readonly string[] {
  return result.waves.map(({ name, state }) => `${name} ${state}`);
}

describe('an apply in waves', () => {
  it('stops at a wave that does not become ready, and goes on there when it is run again', async () => {
    const shop = new ApplyCase(local, 'stopping');
    const good = [shop.namespaceObject, workload(shop, 'apps/v1 Deployment', 'web')];
    const bad = [shop.namespaceObject, workload(shop, 'apps/v1 Deployment', 'web', NOWHERE)];
    const first = await inWaves(shop, { eu: bad, us: bad }, { timeout: 1500 });
    expect(states(first)).toEqual(['first stopped', 'second not-begun']);
    expect(first.waves[0]).toMatchObject({
      failed: [{ cluster: 'eu', reason: 'Deployment stopping/web: 0 of 1 updated replicas are available' }],
      stop: { cause: 'failures' },
    });
    expect(first.clusters[1]).toMatchObject({ value: { outcome: 'not-begun' } });
    expect(first.state).toBe('incomplete');
    expect(await (apis.get('us') as ClusterApi).get(shop.ref('apps/v1 Deployment', 'web'))).toMatchObject({
      outcome: 'failed',
    });

    const second = await inWaves(shop, { eu: good, us: bad }, { timeout: 5000 });
    expect(states(second)).toEqual(['first done', 'second stopped']);

    const calls: string[] = [];
    const members = [...apis].map(([name, api]) => {
      const value = name === 'eu' ? calledOf(api, calls) : api;
      return { name, api: { outcome: 'ok', value } as const };
    });
    const third = await inWaves(shop, { eu: good, us: good }, { members });
    // The UID of the cluster, its inventory, what it serves, and one object of each kind: the wave that is done costs no more.
    expect([...calls].sort()).toEqual(['get', 'get', 'get', 'kinds', 'list']);
    expect(states(third)).toEqual(['first done', 'second done']);
    expect(outcomes(third, 'eu')).toEqual(['Namespace stopping unchanged', 'Deployment stopping/web unchanged']);
    expect(outcomes(third, 'us')).toEqual(['Namespace stopping unchanged', 'Deployment stopping/web updated']);
    expect(third.state).toBe('complete');
  });

  it('goes on past as many failures as may be', async () => {
    const shop = new ApplyCase(local, 'tolerant');
    const bad = [shop.namespaceObject, workload(shop, 'apps/v1 Deployment', 'web', NOWHERE)];
    const good = [shop.namespaceObject, workload(shop, 'apps/v1 Deployment', 'web')];
    const given = { timeout: 2500, maxFailures: { unit: 'percent', number: 50 } } as const;
    const result = await inWaves(shop, { eu: bad, us: good }, given);
    expect(states(result)).toEqual(['first tolerated', 'second done']);
    expect(result.state).toBe('incomplete');
  });

  it('watches a wave while it soaks', async () => {
    const shop = new ApplyCase(local, 'soaking');
    const good = [shop.namespaceObject, workload(shop, 'apps/v1 Deployment', 'web')];
    const broken = workload(shop, 'apps/v1 Deployment', 'web', NOWHERE);
    const steps: string[] = [];
    const result = await inWaves(
      shop,
      { eu: good, us: good },
      {
        soakSeconds: 2,
        onWave: ({ step, wave }) => {
          steps.push(`${wave.name} ${step}`);
          if (step === 'soaking') {
            void apis.get('eu')?.patch(shop.ref('apps/v1 Deployment', 'web'), {
              type: 'merge',
              body: { spec: broken.spec as JsonObject },
            });
          }
        },
      },
    );
    expect(steps).toEqual(['first writing', 'first soaking', 'first ended']);
    expect(states(result)).toEqual(['first stopped', 'second not-begun']);
  });

  it('soaks what an earlier run has left before it goes on', async () => {
    const shop = new ApplyCase(local, 'left');
    const set = [shop.namespaceObject, shop.configMap('a', { x: '1' })];
    const stopped = await inWaves(
      shop,
      { eu: set, us: set },
      { gate: () => Promise.resolve({ verdict: 'stop', reason: 'too many errors' }) },
    );
    expect(stopped.waves[0]?.stop).toEqual({ cause: 'gate', reason: 'too many errors' });
    const steps: string[] = [];
    const result = await inWaves(
      shop,
      { eu: set, us: set },
      { soakSeconds: 1, onWave: ({ step, wave }) => steps.push(`${wave.name} ${step}`) },
    );
    expect(steps).toEqual(['first ended', 'second soaking', 'second writing', 'second soaking', 'second ended']);
    expect(result.state).toBe('complete');
  });

  it('ends between two waves when it is asked to', async () => {
    const shop = new ApplyCase(local, 'asked');
    const set = [shop.namespaceObject, shop.configMap('a', { x: '1' })];
    const controller = new AbortController();
    const result = await inWaves(
      shop,
      { eu: set, us: set },
      { signal: controller.signal, soakSeconds: 60, onWave: ({ step }) => step === 'soaking' && controller.abort() },
    );
    expect(states(result)).toEqual(['first stopped', 'second not-begun']);
    expect(result.waves[0]?.stop?.cause).toBe('aborted');
    expect((await inWaves(shop, { eu: set, us: set })).state).toBe('complete');
  });
});

describe('a move in waves', () => {
  it('has an object ready in its new place before it leaves the old one', async () => {
    const shop = new ApplyCase(local, 'moving');
    const namespace = shop.namespaceObject;
    const web = workload(shop, 'apps/v1 Deployment', 'web');
    expect((await inWaves(shop, { eu: [namespace, web], us: [namespace] })).state).toBe('complete');
    let result: WavesResult | undefined;
    const least = await leastReady(shop.ref('apps/v1 Deployment', 'web'), { from: 'eu', to: 'us' }, async () => {
      result = await inWaves(shop, { eu: [namespace], us: [namespace, web] });
    });
    expect(least).toBeGreaterThanOrEqual(1);
    expect(outcomes(result as WavesResult, 'eu')).toEqual([
      'Namespace moving unchanged',
      'Deployment moving/web deleted',
    ]);
    expect(result?.state).toBe('complete');
  });

  it('swaps two objects', async () => {
    const shop = new ApplyCase(local, 'swapping');
    const namespace = shop.namespaceObject;
    const [a, b] = ['a', 'b'].map((name) => workload(shop, 'apps/v1 Deployment', name)) as [JsonObject, JsonObject];
    await inWaves(shop, { eu: [namespace, a], us: [namespace, b] });
    const leastOfB: number[] = [];
    const least = await leastReady(shop.ref('apps/v1 Deployment', 'a'), { from: 'eu', to: 'us' }, async () => {
      const work = (): Promise<WavesResult> => inWaves(shop, { eu: [namespace, b], us: [namespace, a] });
      leastOfB.push(await leastReady(shop.ref('apps/v1 Deployment', 'b'), { from: 'us', to: 'eu' }, work));
    });
    expect([least, ...leastOfB].every((ready) => ready >= 1)).toBe(true);
    const there = (cluster: string, name: string): Promise<boolean> =>
      isReady(cluster, shop.ref('apps/v1 Deployment', name));
    expect(await Promise.all([there('eu', 'a'), there('eu', 'b'), there('us', 'a'), there('us', 'b')])).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('leaves an object, and its namespace, where they are until the new place can be seen, over several runs', async () => {
    const shop = new ApplyCase(local, 'waiting');
    const all = [shop.namespaceObject, workload(shop, 'apps/v1 Deployment', 'web')];
    const bad = [shop.namespaceObject, workload(shop, 'apps/v1 Deployment', 'web', NOWHERE)];
    await inWaves(shop, { eu: all, us: [] });
    const [eu] = [...apis].map(([name, value]) => ({ name, api: { outcome: 'ok', value } as const }));
    const alone = await inWaves(shop, { eu: [], us: all }, { members: eu === undefined ? [] : [eu] });
    expect(objectsOf(alone, 'eu')).toMatchObject([
      { outcome: 'kept', reason: 'it stays until it is ready elsewhere: us (it is not of this run)' },
      { object: { kind: 'Namespace' }, outcome: 'kept' },
    ]);
    expect(alone.state).toBe('incomplete');
    for (const attempt of [1, 2]) {
      const stopped = await inWaves(shop, { eu: [], us: bad }, { timeout: 1500 });
      expect([attempt, states(stopped)]).toEqual([attempt, ['first done', 'second stopped']]);
      expect(outcomes(stopped, 'eu')).toEqual(['Deployment waiting/web kept', 'Namespace waiting kept']);
    }
    const moved = await inWaves(shop, { eu: [], us: all });
    expect(outcomes(moved, 'eu')).toEqual(['Deployment waiting/web deleted', 'Namespace waiting deleted']);
    expect(moved.state).toBe('complete');
  });

  it('leaves an object where it is while its new place does not answer', async () => {
    const shop = new ApplyCase(local, 'silent');
    const namespace = shop.namespaceObject;
    const web = workload(shop, 'apps/v1 Deployment', 'web');
    await inWaves(shop, { eu: [namespace, web], us: [namespace] });
    await local.kill('us');
    try {
      const moving = { eu: [namespace], us: [namespace, web] };
      const stopped = await inWaves(shop, moving, { maxFailures: { unit: 'clusters', number: 1 } });
      expect(states(stopped)).toEqual(['first done', 'second tolerated']);
      expect(stopped.clusters[1]).toMatchObject({ cluster: 'us', outcome: 'unknown' });
      expect(objectsOf(stopped, 'eu').at(-1)).toMatchObject({
        outcome: 'kept',
        reason: expect.stringContaining('it stays until it is ready elsewhere: us') as unknown,
      });
      expect(await isReady('eu', shop.ref('apps/v1 Deployment', 'web'))).toBe(true);
    } finally {
      await local.restart('us');
    }
    const moved = await inWaves(shop, { eu: [namespace], us: [namespace, web] });
    expect(outcomes(moved, 'eu')).toContain('Deployment silent/web deleted');
    expect(moved.state).toBe('complete');
  });

  it('needs consent by name for a StatefulSet', async () => {
    const shop = new ApplyCase(local, 'consent');
    const namespace = shop.namespaceObject;
    const db = workload(shop, 'apps/v1 StatefulSet', 'db');
    await inWaves(shop, { eu: [namespace, db], us: [namespace] });
    const refused = await inWaves(shop, { eu: [namespace], us: [namespace, db] });
    expect(refused).toMatchObject({ state: 'stopped', problems: [{ code: 'move-loses-data', cluster: 'eu' }] });
    expect(await isReady('eu', shop.ref('apps/v1 StatefulSet', 'db'))).toBe(true);
    const allowMoves = ['StatefulSet/consent/db'];
    const moved = await inWaves(shop, { eu: [namespace], us: [namespace, db] }, { allowMoves });
    expect(moved.state).toBe('complete');
    expect(outcomes(moved, 'eu')).toContain('StatefulSet consent/db deleted');
  });
});
