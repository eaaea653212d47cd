import { type JsonObject } from '../../../lib/model/json';
import { LocalFleet } from '../../../lib/testing/local-fleet';
import { ApplyCase, objectsOf, outcomes } from './apply-case';

let local: LocalFleet;

beforeAll(async () => {
  local = await LocalFleet.start({ clusters: ['one', 'two'], workloads: true });
});

afterAll(() => local.stop());

function deployment(owner: ApplyCase, name: string, { replicas, ...pod }: JsonObject = {}): JsonObject {
  return owner.object('apps/v1 Deployment', name, {
    spec: {
      ...(replicas !== undefined && { replicas }),
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: { containers: [{ name: 'main', image: 'example.org/main:1' }], ...pod },
      },
    },
  });
}

describe('apply of what runs', () => {
  it('waits until it is ready, and says what is not', async () => {
    const shop = new ApplyCase(local, 'ready', { wait: true });
    const job = shop.object('batch/v1 Job', 'migrate', {
      spec: {
        template: { spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'example.org/job:1' }] } },
      },
    });
    const set = [shop.namespaceObject, deployment(shop, 'web', { replicas: 2 }), job];
    const result = await shop.apply({ one: set });
    expect(result.state).toBe('complete');
    for (const { readiness } of objectsOf(result, 'one')) expect(readiness).toEqual({ state: 'ready' });
    const nowhere = deployment(shop, 'nowhere', { nodeSelector: { no: 'such-node' } });
    const waiting = await shop.apply({ one: [...set, nowhere] }, { timeout: 2000 });
    expect(waiting.state).toBe('incomplete');
    expect(objectsOf(waiting, 'one').at(-1)).toMatchObject({
      object: { name: 'nowhere' },
      outcome: 'created',
      readiness: { state: 'waiting', reason: '0 of 1 updated replicas are available' },
    });
  });

  it('leaves replicas to an autoscaler, which has them, and keeps everything else', async () => {
    const shop = new ApplyCase(local, 'scaled', { wait: true });
    const set = [shop.namespaceObject, deployment(shop, 'web', { replicas: 1 })];
    await shop.apply({ one: set });
    const api = await shop.api('one');
    // As the controller of a HorizontalPodAutoscaler does it.
    const scaled = await api.patch(
      shop.ref('apps/v1 Deployment', 'web'),
      { type: 'merge', body: { spec: { replicas: 3 } } },
      { subresource: 'scale', fieldManager: 'kube-controller-manager' },
    );
    expect(scaled.outcome).toBe('ok');
    const result = await shop.apply({ one: set });
    expect(objectsOf(result, 'one')[1]).toMatchObject({
      outcome: 'conflict',
      claims: [{ path: 'spec.replicas', manager: 'kube-controller-manager' }],
    });
    // Not declared, it is nobody's conflict.
    const without = [shop.namespaceObject, deployment(shop, 'web')];
    expect((await shop.apply({ one: without })).state).toBe('complete');
    const live = await api.get(shop.ref('apps/v1 Deployment', 'web'));
    expect(live).toMatchObject({ value: { spec: { replicas: 3 } } });
    api.close();
  });

  it('moves a Deployment only when it runs in its new place', async () => {
    const shop = new ApplyCase(local, 'moved');
    const web = deployment(shop, 'web', { replicas: 2 });
    const namespace = shop.namespaceObject;
    await shop.apply({ one: [namespace, web], two: [namespace] }, { wait: true });
    const moved = await shop.apply({ one: [namespace], two: [namespace, web] });
    expect(moved.state).toBe('complete');
    expect(outcomes(moved, 'one')).toContain('Deployment moved/web deleted');
    expect(objectsOf(moved, 'two')[1]).toMatchObject({ outcome: 'created', readiness: { state: 'ready' } });
  });
});
