import * as fc from 'fast-check';
import { federationFromManifests } from '../../lib/interop/kubefed/federation-from-manifests';
import { shown } from '../../lib/model/shown';
import { Matrix } from '../../lib/report/page/matrix';
import { explain } from '../../lib/resolve/explain/explain';
import { resolve } from '../../lib/resolve/resolve';
import { cluster, federated, federatedNamespace, notReady, preference, webTemplate } from '../builders';
import { REDIS, dataOf } from './pages';

const NAMES = ['eu1', 'eu2', 'us1', 'us2', 'us3'];
const FLEET = NAMES.map((name) => cluster(name, { region: name.slice(0, 2) }));

const anyPlacement = fc.oneof(
  fc.constant({ clusterSelector: {} }),
  fc.constant({ clusterSelector: { matchLabels: { region: 'eu' } } }),
  fc.subarray(NAMES).map((names) => ({ clusters: names.map((name) => ({ name })) })),
  fc.constant({}),
);
const anyOperation = fc.oneof(
  fc.record({ path: fc.constant('/spec/replicas'), value: fc.nat(3) }),
  fc.record({ path: fc.constant('/spec'), value: fc.record({ replicas: fc.nat(3) }) }),
  fc.constant({ path: '/spec/replicas', op: 'remove' }),
  fc.constant({ path: '/metadata/annotations', op: 'add', value: { a: 'b\u0000' } }),
  fc.constant({ path: '/no/such/parent', value: 1 }),
);
const anyOverrides = fc.array(
  fc.record({
    clusterName: fc.constantFrom(...NAMES),
    clusterOverrides: fc.array(anyOperation, { minLength: 1, maxLength: 2 }),
  }),
  { maxLength: 4 },
);
const anyDeployment = fc
  .record({ placement: anyPlacement, overrides: anyOverrides })
  .map((spec) => federated('Deployment', { template: webTemplate, ...spec }));
const anyPreference = fc.record({ totalReplicas: fc.nat(9), intersectWithClusterSelector: fc.boolean() });

describe('the data of a page', () => {
  it('says of every object and cluster what explain says', () => {
    fc.assert(
      fc.property(
        anyDeployment,
        anyPlacement,
        fc.option(anyPreference, { nil: undefined }),
        (deployment, placement, spread) => {
          const manifests = [
            ...FLEET,
            federatedNamespace('shop', { placement }),
            deployment,
            federated('ConfigMap', { template: { data: {} } }),
            ...(spread === undefined ? [] : [preference(spread)]),
          ];
          const matrix = new Matrix(dataOf(manifests));
          const federation = federationFromManifests(manifests, { origin: (index) => `f.yaml:${index + 1}` });
          matrix.data.objects.forEach(({ kind, name, namespace = '' }, object) => {
            const named = [kind.toLowerCase(), ...(namespace === '' ? [] : [namespace]), name].join('/');
            explain(federation, { object: named }).clusters.forEach((told, at) => {
              const place = { object, cluster: at };
              const { placed, code, detail } = matrix.reasonAt(place);
              expect({ placed, code, detail }).toEqual({
                placed: told.placed,
                code: told.reason,
                detail: told.detail,
              });
              expect(matrix.conditionsAt(place)).toEqual(told.conditions ?? []);
              expect(matrix.fieldsAt(place)).toEqual(
                told.fields.map(({ path, before, after, by, origin, overruled = [] }) => ({
                  path,
                  before: before === undefined ? undefined : shown(before, 400),
                  after: after === undefined ? undefined : shown(after, 400),
                  by,
                  origin,
                  overruled,
                })),
              );
            });
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  it('has the replicas that the manifests have', () => {
    fc.assert(
      fc.property(anyDeployment, (deployment) => {
        const manifests = [...FLEET, federatedNamespace(), deployment];
        const matrix = new Matrix(dataOf(manifests));
        const resolution = resolve(federationFromManifests(manifests));
        resolution.clusters.forEach(({ manifests: made }, at) => {
          const spec = made.find(({ kind }) => kind === 'Deployment')?.spec as { replicas?: number } | undefined;
          const object = matrix.data.objects.findIndex(({ kind }) => kind === 'Deployment');
          expect(matrix.replicasAt({ object, cluster: at })).toBe(spec?.replicas);
        });
      }),
    );
  });

  it('says once what a thousand clusters share', () => {
    const many = Array.from({ length: 1000 }, (_, index) => cluster(`c${String(index).padStart(4, '0')}`));
    const objects = Array.from({ length: 99 }, (_, index) =>
      federated('Deployment', { name: `app-${index}`, template: webTemplate }),
    );
    const data = dataOf([...many, federatedNamespace(), ...objects]);
    expect(data.outcomes).toHaveLength(2);
    expect(data.reasons).toHaveLength(1);
    expect(JSON.stringify(data).length).toBeLessThan(100_000);
  });

  it('stays small where every cluster has a value of its own', () => {
    const names = Array.from({ length: 200 }, (_, index) => `c${String(index).padStart(4, '0')}`);
    const overrides = names.map((clusterName) => ({
      clusterName,
      clusterOverrides: [{ op: 'add', path: '/data/cluster', value: clusterName }],
    }));
    const objects = Array.from({ length: 20 }, (_, index) =>
      federated('ConfigMap', { name: `map-${index}`, template: { data: {} }, overrides }),
    );
    const data = dataOf([...names.map((name) => cluster(name)), federatedNamespace(), ...objects]);
    expect(data.fields).toHaveLength(1);
    expect(data.outcomes).toHaveLength(201);
    expect(JSON.stringify(data).length).toBeLessThan(80_000);
  });

  it('tells a problem that many clusters have once, and marks the object and the first of them', () => {
    const overrides = NAMES.map((clusterName) => ({
      clusterName,
      clusterOverrides: [{ path: '/no/such/parent', value: 1 }],
    }));
    const data = dataOf([
      ...FLEET,
      federatedNamespace(),
      federated('Deployment', { template: webTemplate, overrides }),
    ]);
    expect(data.problems.map(({ code, object, cluster }) => ({ code, object, cluster }))).toEqual([
      { code: 'override-failed', object: 1, cluster: 0 },
    ]);
    expect(data.objects.map(({ worst }) => worst)).toEqual([undefined, 'error']);
  });

  it('tells so many problems of one code, and counts the others', () => {
    const objects = Array.from({ length: 510 }, (_, index) =>
      federated('ConfigMap', { name: `map-${index}`, placement: { clusterSelector: { matchLabels: { a: 'b' } } } }),
    );
    const data = dataOf([...FLEET, federatedNamespace(), ...objects]);
    expect(data.problems).toHaveLength(500);
    expect(data.untold).toEqual({ 'empty-placement': 10 });
  });

  it('puts errors first, and lets the scheduling preference speak of its target', () => {
    const data = dataOf([
      ...FLEET.slice(1),
      cluster('off', {}, notReady),
      federatedNamespace(),
      federated('Deployment', { template: webTemplate }),
      preference({ totalReplicas: 3, clusters: { nowhere: { weight: 1 }, '*': { weight: 1 } } }),
    ]);
    expect(data.problems.map(({ severity }) => severity)).toEqual([
      'error',
      ...data.problems.slice(1).map(() => 'warning'),
    ]);
    const at = data.problems[0]?.object ?? -1;
    expect(data.objects[at]).toMatchObject({ kind: 'Deployment', worst: 'error' });
  });

  it('has no earlier tree to tell of unless it is given one', () => {
    expect(dataOf(REDIS).plan).toBe('not-asked');
    const earlier = [...REDIS.slice(0, -1), federated('ConfigMap', { name: 'old', namespace: 'redis', template: {} })];
    const { plan, texts } = dataOf(REDIS, { earlier });
    expect(texts.length).toBeGreaterThan(0);
    expect(plan).toMatchObject({
      against: 'dist',
      names: ['eu1', 'eu2', 'us1'],
      created: 2,
      deleted: 3,
      touched: 3,
      changes: [
        { action: 'delete', object: 'ConfigMap redis/old', clusters: [0, 3], isGone: true },
        { action: 'create', object: 'Service redis/redis', clusters: [0, 2] },
      ],
      refusals: [{ message: 'ConfigMap redis/old would be deleted from its last clusters (eu1, eu2, us1).' }],
    });
  });
});
