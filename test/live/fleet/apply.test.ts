import { execFileSync } from 'node:child_process';
import { InventoryLedger } from '../../../lib/fleet/inventory/inventory-ledger';
import { readInventory } from '../../../lib/fleet/inventory/inventory-store';
import { type JsonObject } from '../../../lib/model/json';
import { type BinarySet } from '../../../lib/testing/binaries/binary';
import { findBinaries } from '../../../lib/testing/binaries/find-binaries';
import { LocalFleet } from '../../../lib/testing/local-fleet';
import { ApplyCase, objectsOf, outcomes } from './apply-case';

let local: LocalFleet;
let binaries: BinarySet;

beforeAll(async () => {
  binaries = await findBinaries(['kubectl']);
  local = await LocalFleet.start({ clusters: ['one', 'two'] });
});

afterAll(() => local.stop());

function kubectl(input: JsonObject | undefined, ...args: readonly string[]): string {
  return execFileSync(binaries.path('kubectl'), ['--kubeconfig', local.kubeconfig, '--context', 'one', ...args], {
    encoding: 'utf8',
    stdio: 'pipe',
    ...(input !== undefined && { input: JSON.stringify(input) }),
  });
}

async function dataOf(owner: ApplyCase, name: string, cluster = 'one'): Promise<unknown> {
  const api = await owner.api(cluster);
  const answer = await api.get(owner.ref('v1 ConfigMap', name));
  api.close();
  return answer.outcome === 'ok' ? answer.value.data : answer.failure.kind;
}

describe('apply', () => {
  it('creates, leaves alone, updates, removes a field, and deletes', async () => {
    const shop = new ApplyCase(local, 'shop');
    const namespace = shop.namespaceObject;
    const first = [namespace, shop.configMap('a', { x: '1', y: '1' }), shop.configMap('b', { x: '1' })];
    const created = await shop.apply({ one: first, two: [namespace] });
    expect(outcomes(created, 'one')).toEqual([
      'Namespace shop created',
      'ConfigMap shop/a created',
      'ConfigMap shop/b created',
    ]);
    expect(created.state).toBe('complete');

    const again = await shop.apply({ one: first, two: [namespace] });
    expect(outcomes(again, 'one').map((text) => text.split(' ')[2])).toEqual(['unchanged', 'unchanged', 'unchanged']);

    const changed = await shop.apply({ one: [namespace, shop.configMap('a', { x: '2' })], two: [namespace] });
    expect(outcomes(changed, 'one')).toEqual([
      'Namespace shop unchanged',
      'ConfigMap shop/a updated',
      'ConfigMap shop/b deleted',
    ]);
    expect(await dataOf(shop, 'a')).toEqual({ x: '2' });
    expect(await dataOf(shop, 'b')).toBe('not-found');
  });

  it('sends no write where nothing has changed', async () => {
    const quiet = new ApplyCase(local, 'quiet');
    const set = [quiet.namespaceObject, quiet.configMap('a', { x: '1' })];
    await quiet.apply({ one: set });
    const version = (): string =>
      kubectl(undefined, 'get', 'cm', '-A', '-o', 'jsonpath={.items[*].metadata.resourceVersion}');
    const before = version();
    await quiet.apply({ one: set });
    expect(version()).toBe(before);
  });

  it('applies a definition and an object of its kind in one run', async () => {
    const kinds = new ApplyCase(local, 'kinds');
    const definition: JsonObject = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'shops.example.org' },
      spec: {
        group: 'example.org',
        scope: 'Namespaced',
        names: { plural: 'shops', singular: 'shop', kind: 'Shop' },
        versions: [
          {
            name: 'v1',
            served: true,
            storage: true,
            schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
          },
        ],
      },
    };
    const all = [kinds.object('example.org/v1 Shop', 'a', { spec: { size: 1 } }), kinds.namespaceObject, definition];
    const result = await kinds.apply({ one: all });
    expect(outcomes(result, 'one')).toEqual([
      'Namespace kinds created',
      'CustomResourceDefinition shops.example.org created',
      'Shop kinds/a created',
    ]);
    // A definition goes only with consent by its name.
    const kept = await kinds.apply({ one: [kinds.namespaceObject] });
    expect(outcomes(kept, 'one')).toContain('CustomResourceDefinition shops.example.org kept');
    const gone = await kinds.apply({ one: [kinds.namespaceObject] }, { allowPrune: ['shops.example.org'] });
    expect(outcomes(gone, 'one')).toContain('CustomResourceDefinition shops.example.org deleted');
  });

  it.each(['if-equal', 'always'] as const)(
    'adopts (%s) what kubectl has applied, so that a removed field goes',
    async (adopt) => {
      const adopter = new ApplyCase(local, `adopt-${adopt}`, { adopt });
      kubectl(adopter.namespaceObject, 'apply', '-f', '-');
      kubectl(adopter.configMap('a', { x: '1', y: '1' }), 'apply', '-f', '-');
      const set = [adopter.namespaceObject, adopter.configMap('a', { x: '1', y: '1' })];
      const adopted = await adopter.apply({ one: set });
      expect(outcomes(adopted, 'one')).toEqual([
        `Namespace adopt-${adopt} adopted`,
        `ConfigMap adopt-${adopt}/a adopted`,
      ]);
      const removed = await adopter.apply({ one: [adopter.namespaceObject, adopter.configMap('a', { x: '1' })] });
      expect(outcomes(removed, 'one')[1]).toBe(`ConfigMap adopt-${adopt}/a updated`);
      expect(await dataOf(adopter, 'a')).toEqual({ x: '1' });
    },
  );

  it("adopts what lives as declared but for KubeFed's label, and gives it the label", async () => {
    const adopter = new ApplyCase(local, 'mark');
    const marked = (object: JsonObject): JsonObject => {
      const { metadata } = object as { readonly metadata: JsonObject };
      return { ...object, metadata: { ...metadata, labels: { 'kubefed.io/managed': 'true' } } };
    };
    const plainOnes = [adopter.namespaceObject, adopter.configMap('a', { x: '1' })];
    for (const object of plainOnes) kubectl(object, 'apply', '-f', '-');
    const adopted = await adopter.apply({ one: plainOnes.map(marked) });
    expect(outcomes(adopted, 'one')).toEqual(['Namespace mark adopted', 'ConfigMap mark/a adopted']);
    expect(kubectl(undefined, 'get', 'cm', 'a', '-n', 'mark', '-o', 'jsonpath={.metadata.labels}')).toBe(
      '{"kubefed.io/managed":"true"}',
    );
    const again = await adopter.apply({ one: plainOnes.map(marked) });
    expect(outcomes(again, 'one')).toEqual(['Namespace mark unchanged', 'ConfigMap mark/a unchanged']);
  });

  it('adopts what Helm has made, with the fields that are declared', async () => {
    const adopter = new ApplyCase(local, 'helm');
    const map = adopter.configMap('a', { x: '1', y: '1' });
    kubectl(adopter.namespaceObject, 'create', '--field-manager=helm', '-f', '-');
    kubectl(map, 'create', '--field-manager=helm', '-f', '-');
    expect(outcomes(await adopter.apply({ one: [adopter.namespaceObject, map] }), 'one')[1]).toBe(
      'ConfigMap helm/a adopted',
    );
    await adopter.apply({ one: [adopter.namespaceObject, adopter.configMap('a', { x: '1' })] });
    expect(await dataOf(adopter, 'a')).toEqual({ x: '1' });
  });

  it('leaves alone what is not ours and not as declared, unless it is told to', async () => {
    const adopter = new ApplyCase(local, 'other');
    kubectl(adopter.namespaceObject, 'apply', '-f', '-');
    kubectl(adopter.configMap('a', { x: '1' }), 'apply', '-f', '-');
    const set = [adopter.namespaceObject, adopter.configMap('a', { x: '2' })];
    for (const adopt of ['never', 'if-equal'] as const) {
      const result = await adopter.apply({ one: set }, { adopt });
      expect(outcomes(result, 'one')[1]).toBe('ConfigMap other/a conflict');
      expect(result.state).toBe('incomplete');
    }
    expect(await dataOf(adopter, 'a')).toEqual({ x: '1' });
    expect(outcomes(await adopter.apply({ one: set }, { adopt: 'always' }), 'one')[1]).toBe(
      'ConfigMap other/a adopted',
    );
    expect(await dataOf(adopter, 'a')).toEqual({ x: '2' });
  });

  it('puts back what an Update manager changed, and leaves to an Apply manager what it claims', async () => {
    const shop = new ApplyCase(local, 'claims');
    const set = [shop.namespaceObject, shop.configMap('a', { x: '1', y: '1' })];
    await shop.apply({ one: set });
    kubectl(undefined, '-n', 'claims', 'patch', 'cm', 'a', '--type=merge', '-p', '{"data":{"x":"hand"}}');
    expect(outcomes(await shop.apply({ one: set }), 'one')[1]).toBe('ConfigMap claims/a updated');
    expect(await dataOf(shop, 'a')).toEqual({ x: '1', y: '1' });
    const theirs = shop.configMap('a', { x: 'theirs' });
    kubectl(theirs, 'apply', '--server-side', '--field-manager=gitops', '--force-conflicts', '-f', '-');
    const left = await shop.apply({ one: set });
    expect(objectsOf(left, 'one')[1]).toMatchObject({
      outcome: 'conflict',
      claims: [{ path: 'data.x', manager: 'gitops' }],
    });
    expect(await dataOf(shop, 'a')).toEqual({ x: 'theirs', y: '1' });
    const forced = await shop.apply({ one: set }, { forceConflicts: ['data.x'] });
    expect(outcomes(forced, 'one')[1]).toBe('ConfigMap claims/a updated');
    expect(await dataOf(shop, 'a')).toEqual({ x: '1', y: '1' });
  });

  it('makes an object anew for a field that cannot be changed, where that is allowed', async () => {
    const shop = new ApplyCase(local, 'immutable');
    const secret = (type: string): JsonObject => shop.object('v1 Secret', 's', { type, stringData: { a: 'b' } });
    await shop.apply({ one: [shop.namespaceObject, secret('example.org/a')] });
    const next = [shop.namespaceObject, secret('example.org/b')];
    expect(outcomes(await shop.apply({ one: next }), 'one')[1]).toBe('Secret immutable/s failed');
    expect(outcomes(await shop.apply({ one: next }, { allowReplace: true }), 'one')[1]).toBe(
      'Secret immutable/s updated',
    );
    expect(outcomes(await shop.apply({ one: next }), 'one')[1]).toBe('Secret immutable/s unchanged');
  });

  it('deletes a namespace only when nothing of others is in it', async () => {
    const shop = new ApplyCase(local, 'leaving');
    await shop.apply({ one: [shop.namespaceObject, shop.configMap('a', {})] });
    kubectl(undefined, '-n', 'leaving', 'create', 'configmap', 'foreign');
    const kept = await shop.apply({ one: [] });
    expect(outcomes(kept, 'one')).toEqual(['ConfigMap leaving/a deleted', 'Namespace leaving kept']);
    expect(objectsOf(kept, 'one')[1]?.reason).toContain('ConfigMap leaving/foreign');
    kubectl(undefined, '-n', 'leaving', 'delete', 'configmap', 'foreign');
    expect(outcomes(await shop.apply({ one: [] }), 'one')).toEqual(['Namespace leaving deleted']);
    // Nothing is left of an inventory of nothing.
    expect(
      kubectl(undefined, 'get', 'cm', '-A', '-l', `fed8s.dev/inventory=${shop.settings.owner.key}`, '-o', 'name'),
    ).toBe('');
  });

  it('keeps what says so, and what has come under the name of one that was ours', async () => {
    const shop = new ApplyCase(local, 'keeping');
    const never = shop.configMap('never', {}, { annotations: { 'fed8s.dev/prune': 'never' } });
    await shop.apply({ one: [shop.namespaceObject, never, shop.configMap('again', {})] });
    kubectl(undefined, '-n', 'keeping', 'delete', 'cm', 'again');
    kubectl(undefined, '-n', 'keeping', 'create', 'cm', 'again');
    const result = await shop.apply({ one: [shop.namespaceObject] });
    expect([...outcomes(result, 'one')].sort()).toEqual([
      'ConfigMap keeping/again kept',
      'ConfigMap keeping/never kept',
      'Namespace keeping unchanged',
    ]);
  });

  it('shares an object with another owner, and lets go of it without deleting it', async () => {
    const a = new ApplyCase(local, 'shared');
    const b = new ApplyCase(local, 'shared', { owner: new ApplyCase(local, 'shared-b').settings.owner });
    const set = [a.namespaceObject, a.configMap('x', { k: '1' })];
    await a.apply({ one: set });
    expect(outcomes(await b.apply({ one: set }), 'one')).toEqual([
      'Namespace shared adopted',
      'ConfigMap shared/x adopted',
    ]);
    const other = await b.apply({ one: [a.namespaceObject, a.configMap('x', { k: '2' })] });
    expect(objectsOf(other, 'one')[1]).toMatchObject({
      outcome: 'conflict',
      claims: [{ path: 'data.k', manager: a.settings.owner.fieldManager }],
    });
    await b.apply({ one: set });
    expect(outcomes(await b.apply({ one: [] }), 'one')).toEqual(['ConfigMap shared/x kept', 'Namespace shared kept']);
    expect(await dataOf(a, 'x')).toEqual({ k: '1' });
    expect(outcomes(await a.apply({ one: [] }), 'one')).toEqual([
      'ConfigMap shared/x deleted',
      'Namespace shared deleted',
    ]);
  });

  it('refuses the inventory of another repository of one name, and of another cluster', async () => {
    const a = new ApplyCase(local, 'twin');
    const b = new ApplyCase(local, 'twin');
    await a.apply({ one: [a.namespaceObject] });
    const result = await b.apply({ one: [] });
    expect(result.clusters[0]).toMatchObject({
      value: { outcome: 'refused', problems: [{ code: 'inventory-foreign' }] },
    });
    expect(result.state).toBe('incomplete');
  });

  it('moves an object only when it is ready in its new place, and swaps two', async () => {
    const shop = new ApplyCase(local, 'moving');
    const [x, y] = [shop.configMap('x', { k: '1' }), shop.configMap('y', { k: '1' })];
    const namespace = shop.namespaceObject;
    await shop.apply({ one: [namespace, x], two: [namespace, y] });
    const swapped = await shop.apply({ one: [namespace, y], two: [namespace, x] });
    expect(outcomes(swapped, 'one')).toEqual([
      'Namespace moving unchanged',
      'ConfigMap moving/y created',
      'ConfigMap moving/x deleted',
    ]);
    // A Deployment never becomes ready here, where no controller looks at it.
    const deployment = shop.object('apps/v1 Deployment', 'web', {
      spec: {
        selector: { matchLabels: { app: 'web' } },
        template: {
          metadata: { labels: { app: 'web' } },
          spec: { nodeName: 'nowhere', containers: [{ name: 'web', image: 'web' }] },
        },
      },
    });
    await shop.apply({ one: [namespace, deployment], two: [namespace] });
    const waiting = await shop.apply({ one: [namespace], two: [namespace, deployment] }, { timeout: 1500 });
    expect(objectsOf(waiting, 'one').at(-1)).toMatchObject({
      outcome: 'kept',
      reason: expect.stringContaining('until it is ready elsewhere: two') as unknown,
    });
  });

  it('asks the servers alone in a dry run', async () => {
    const shop = new ApplyCase(local, 'dry');
    const set = [shop.namespaceObject, shop.configMap('a', { x: '1' })];
    const result = await shop.apply({ one: set }, { dryRun: true });
    expect(outcomes(result, 'one')).toEqual(['Namespace dry created', 'ConfigMap dry/a created']);
    expect(await dataOf(shop, 'a')).toBe('not-found');
  });

  it('stops before anything is written where more would be deleted than may be', async () => {
    const shop = new ApplyCase(local, 'budget');
    await shop.apply({ one: [shop.namespaceObject, shop.configMap('a', {})] });
    const result = await shop.apply({ one: [shop.namespaceObject, shop.configMap('b', {})] }, { budget: {} });
    expect(result).toMatchObject({ state: 'stopped', clusters: [], problems: [{ code: 'deletes-over-budget' }] });
    expect(await dataOf(shop, 'b')).toBe('not-found');
  });

  it('keeps an inventory of 10,000 objects', async () => {
    const shop = new ApplyCase(local, 'many');
    const api = await shop.api('one');
    const { owner, id } = shop.settings;
    const key = { owner: owner.name, ownerKey: owner.key, cluster: 'one', id, clusterUid: 'u' };
    const place = { key, namespace: 'kube-federation-system' };
    const entries = Array.from({ length: 10_000 }, (_, index) => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      namespace: `namespace-${index % 100}`,
      name: `a-rather-long-name-of-an-object-${index}`,
      uid: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    }));
    const ledger = new InventoryLedger(api, place, { state: 'absent' });
    expect(await ledger.change(() => entries)).toMatchObject({ outcome: 'ok' });
    const read = await readInventory(api, { ...key, namespace: place.namespace });
    expect(read).toMatchObject({ value: { state: 'found' } });
    if (read.outcome !== 'ok' || read.value.state !== 'found') throw new Error('not found');
    expect(read.value.inventory.entries).toHaveLength(10_000);
    // Of two writers, the one goes on from what the other has written.
    const other = new InventoryLedger(api, place, read.value);
    await other.change((all) => all.slice(0, 9_900));
    await ledger.change((all) => all.filter(({ name }) => !name.endsWith('-0')));
    expect(ledger.entries).toHaveLength(9_899);
    const [part] = read.value.handle.parts;
    expect(part).toBeDefined();
    const maps = kubectl(
      undefined,
      '-n',
      place.namespace,
      'get',
      'cm',
      '-o',
      'name',
      '-l',
      `fed8s.dev/inventory=${owner.key}`,
    );
    const further = maps.trim().split('\n').at(-1) as string;
    kubectl(undefined, '-n', place.namespace, 'delete', further);
    expect(await readInventory(api, { ...key, namespace: place.namespace })).toMatchObject({
      value: { state: 'damaged' },
    });
    api.close();
  });
});
