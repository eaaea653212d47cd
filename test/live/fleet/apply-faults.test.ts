import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { type JsonObject } from '../../../lib/model/json';
import { LocalFleet } from '../../../lib/testing/local-fleet';
import { ApplyCase, outcomes } from './apply-case';

let local: LocalFleet;

beforeAll(async () => {
  local = await LocalFleet.start({ clusters: ['one', 'two'], controllerManager: false });
});

afterAll(() => local.stop());

function manyMaps(owner: ApplyCase, count: number, value = '1'): readonly JsonObject[] {
  const maps = Array.from({ length: count }, (_, index) => owner.configMap(`m-${index}`, { value }));
  return [owner.namespaceObject, ...maps];
}

async function liveMaps(owner: ApplyCase, cluster: string): Promise<readonly JsonObject[]> {
  const api = await owner.api(cluster);
  const listed = await api.list({ apiVersion: 'v1', kind: 'ConfigMap' }, { namespace: owner.namespace });
  api.close();
  return listed.outcome === 'ok' ? listed.value.items : [];
}

describe('an apply that is hindered', () => {
  it('leaves a cluster that is down alone, finishes the others, and finishes the rest the next time', async () => {
    const shop = new ApplyCase(local, 'down');
    const set = manyMaps(shop, 3);
    await shop.apply({ one: set, two: set });
    await local.kill('two');
    const smaller = set.slice(0, 3);
    const result = await shop.apply({ one: smaller, two: smaller });
    expect(result.state).toBe('incomplete');
    expect(result.clusters[1]).toMatchObject({ cluster: 'two', outcome: 'unknown', failure: { kind: 'unreachable' } });
    expect(outcomes(result, 'one')).toContain('ConfigMap down/m-2 deleted');
    await local.restart('two');
    const again = await shop.apply({ one: smaller, two: smaller });
    expect(again.state).toBe('complete');
    expect(outcomes(again, 'two')).toContain('ConfigMap down/m-2 deleted');
  });

  it('does not let an object leave a cluster while it cannot be known to be ready where it goes', async () => {
    const shop = new ApplyCase(local, 'stay');
    const [namespace, map] = manyMaps(shop, 1) as [JsonObject, JsonObject];
    await shop.apply({ one: [namespace, map], two: [namespace] });
    await local.kill('two');
    const result = await shop.apply({ one: [namespace], two: [namespace, map] });
    expect(outcomes(result, 'one')).toContain('ConfigMap stay/m-0 kept');
    await local.restart('two');
    const again = await shop.apply({ one: [namespace], two: [namespace, map] });
    expect(outcomes(again, 'two')).toContain('ConfigMap stay/m-0 created');
    expect(outcomes(again, 'one')).toContain('ConfigMap stay/m-0 deleted');
  });

  it('tells of a kind that one member does not serve, and applies the rest', async () => {
    const shop = new ApplyCase(local, 'kindless');
    const set = [...manyMaps(shop, 1), shop.object('example.org/v1 Unserved', 'x', {})];
    const result = await shop.apply({ one: set });
    expect([...outcomes(result, 'one')].sort()).toEqual([
      'ConfigMap kindless/m-0 created',
      'Namespace kindless created',
      'Unserved kindless/x failed',
    ]);
    expect(result.state).toBe('incomplete');
  });

  it('deletes nothing where something could not be applied', async () => {
    const shop = new ApplyCase(local, 'partly');
    await shop.apply({ one: manyMaps(shop, 2) });
    const bad = shop.object('v1 ConfigMap', 'Bad_Name', {});
    const result = await shop.apply({ one: [...manyMaps(shop, 1), bad] });
    expect(outcomes(result, 'one')).toEqual([
      'Namespace partly unchanged',
      'ConfigMap partly/m-0 unchanged',
      'ConfigMap partly/Bad_Name failed',
      'ConfigMap partly/m-1 kept',
    ]);
  });

  it('stops between two requests when it is asked to, and goes on the next time', async () => {
    const shop = new ApplyCase(local, 'stopped');
    const set = manyMaps(shop, 200);
    const controller = new AbortController();
    let done = 0;
    const result = await shop.apply(
      { one: set },
      {
        signal: controller.signal,
        onProgress: () => {
          done += 1;
          if (done === 50) controller.abort();
        },
      },
    );
    const all = outcomes(result, 'one').map((text) => text.split(' ').at(-1));
    expect(all.filter((outcome) => outcome === 'created').length).toBeLessThan(100);
    expect(all).toContain('not-tried');
    expect((await shop.apply({ one: set })).state).toBe('complete');
    expect(await liveMaps(shop, 'one')).toHaveLength(200);
    const smaller = await shop.apply({ one: set.slice(0, 2) });
    expect(smaller.state).toBe('complete');
    expect(await liveMaps(shop, 'one')).toHaveLength(1);
  });

  it('comes to the same end when two do it at once', async () => {
    const shop = new ApplyCase(local, 'both');
    const set = manyMaps(shop, 60);
    const results = await Promise.all([shop.apply({ one: set }), shop.apply({ one: set })]);
    expect(results.map(({ state }) => state)).toEqual(['complete', 'complete']);
    const end = await shop.apply({ one: set.slice(0, 11) });
    expect(outcomes(end, 'one').filter((text) => text.endsWith('deleted'))).toHaveLength(50);
    expect(await liveMaps(shop, 'one')).toHaveLength(10);
  });

  it('forgets nothing when it is killed in the middle', async () => {
    const shop = new ApplyCase(local, 'killed');
    const child = spawn(
      process.execPath,
      ['-r', 'ts-node/register/transpile-only', join(__dirname, 'apply-child.ts')],
      {
        stdio: ['pipe', 'pipe', 'inherit'],
        env: {
          ...process.env,
          TS_NODE_COMPILER_OPTIONS: '{"module":"commonjs","moduleResolution":"node10","ignoreDeprecations":"6.0"}',
        },
      },
    );
    const { owner, id } = shop.settings;
    child.stdin.end(
      JSON.stringify({ kubeconfig: local.kubeconfig, owner: owner.name, id, manifests: manyMaps(shop, 400) }),
    );
    let done = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      done += chunk.length;
      if (done > 100) child.kill('SIGKILL');
    });
    await new Promise((resolve) => child.on('exit', resolve));
    const left = (await liveMaps(shop, 'one')).length;
    expect(left).toBeGreaterThan(10);
    expect(left).toBeLessThan(400);
    // What the killed run has made and is declared no more goes.
    const result = await shop.apply({ one: manyMaps(shop, 5) });
    expect(result.state).toBe('complete');
    expect(await liveMaps(shop, 'one')).toHaveLength(5);
  });
});
