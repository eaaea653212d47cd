import * as fc from 'fast-check';
import { type Json, type JsonObject } from '../../lib/model/json';
import { fieldChanges } from '../../lib/plan/field-changes';
import { immutableChanges } from '../../lib/plan/immutable-fields';

const deployment = { group: 'apps', kind: 'Deployment' };

const pod = (spec: JsonObject): JsonObject => ({ spec: { template: { spec } } });
const containers = (...items: JsonObject[]): JsonObject => pod({ containers: items });

const changes = (before: JsonObject, after: JsonObject, kind = deployment): string[] =>
  fieldChanges(before, after, kind).map((change) =>
    [
      change.path,
      'before' in change ? JSON.stringify(change.before) : '-',
      'after' in change ? JSON.stringify(change.after) : '-',
    ].join(' '),
  );

describe('what differs between two manifests', () => {
  it.each<[what: string, before: JsonObject, after: JsonObject, expected: string[]]>([
    ['a field', { spec: { replicas: 1 } }, { spec: { replicas: 2 } }, ['spec.replicas 1 2']],
    ['a new field', { spec: {} }, { spec: { paused: true } }, ['spec.paused - true']],
    ['a field that is gone', { spec: { paused: true } }, { spec: {} }, ['spec.paused true -']],
    [
      'a key with dots',
      { metadata: { labels: { 'a.b/c': 'x' } } },
      { metadata: { labels: {} } },
      ['metadata.labels["a.b/c"] "x" -'],
    ],
    [
      'an item of a list, by its merge key',
      containers({ name: 'a', image: '1' }, { name: 'b' }),
      containers({ name: 'b' }, { name: 'a', image: '2' }),
      [
        'spec.template.spec.containers[name=a].image "1" "2"',
        'spec.template.spec.containers (order) ["name=a","name=b"] ["name=b","name=a"]',
      ],
    ],
    [
      'init containers, which run in their order',
      pod({ initContainers: [{ name: 'wait' }, { name: 'gone' }, { name: 'migrate' }] }),
      pod({ initContainers: [{ name: 'migrate' }, { name: 'new' }, { name: 'wait' }] }),
      [
        'spec.template.spec.initContainers[name=gone] {"name":"gone"} -',
        'spec.template.spec.initContainers[name=new] - {"name":"new"}',
        'spec.template.spec.initContainers (order) ["name=wait","name=migrate"] ["name=migrate","name=wait"]',
      ],
    ],
    [
      'variables, which refer to those before them',
      containers({
        name: 'a',
        env: [
          { name: 'HOST', value: 'x' },
          { name: 'URL', value: '$(HOST)' },
        ],
      }),
      containers({
        name: 'a',
        env: [
          { name: 'URL', value: '$(HOST)' },
          { name: 'HOST', value: 'x' },
        ],
      }),
      ['spec.template.spec.containers[name=a].env (order) ["name=HOST","name=URL"] ["name=URL","name=HOST"]'],
    ],
    [
      'a new item',
      containers({ name: 'a' }),
      containers({ name: 'b', image: 'x' }, { name: 'a' }),
      ['spec.template.spec.containers[name=b] - {"name":"b","image":"x"}'],
    ],
    [
      'an item that is gone',
      containers({ name: 'a' }, { name: 'b' }),
      containers({ name: 'b' }),
      ['spec.template.spec.containers[name=a] {"name":"a"} -'],
    ],
    [
      'a port, by number and protocol, and the protocol that a server puts',
      containers({ name: 'a', ports: [{ containerPort: 53 }, { containerPort: 53, protocol: 'UDP' }] }),
      containers({
        name: 'a',
        ports: [
          { containerPort: 53, protocol: 'UDP', name: 'dns' },
          { containerPort: 53, protocol: 'TCP' },
        ],
      }),
      [
        'spec.template.spec.containers[name=a].ports[containerPort=53,protocol=TCP].protocol - "TCP"',
        'spec.template.spec.containers[name=a].ports[containerPort=53,protocol=UDP].name - "dns"',
        'spec.template.spec.containers[name=a].ports (order) ["containerPort=53,protocol=TCP","containerPort=53,protocol=UDP"] ["containerPort=53,protocol=UDP","containerPort=53,protocol=TCP"]',
      ],
    ],
    [
      'an item of a list without merge keys, by its place',
      containers({ name: 'a', args: ['x', 'y'] }),
      containers({ name: 'a', args: ['x', 'z', 'w'] }),
      ['spec.template.spec.containers[name=a].args[1] "y" "z"', 'spec.template.spec.containers[name=a].args[2] - "w"'],
    ],
    [
      'items of one key, by their places',
      containers({ name: 'a' }, { name: 'a', image: '1' }),
      containers({ name: 'a' }, { name: 'a', image: '2' }),
      ['spec.template.spec.containers[1].image "1" "2"'],
    ],
    ['a list for a map', { spec: { a: {} } }, { spec: { a: [] } }, ['spec.a {} []']],
    ['nothing, but for the order of keys', { spec: { a: 1, b: { c: 1 } } }, { spec: { b: { c: 1 }, a: 1 } }, []],
  ])('%s', (_, before, after, expected) => {
    expect(changes(before, after).sort()).toEqual(expected.sort());
  });

  it('shows no value of a Secret', () => {
    const secret = { group: '', kind: 'Secret' };
    const before = { metadata: { labels: { a: 'b' } }, data: { a: 'c2VjcmV0', gone: 'eA==' } };
    const after = { metadata: { labels: { a: 'c' } }, data: { a: 'b3RoZXI=' }, stringData: { b: 'hunter2' } };
    expect(changes(before, after, secret)).toEqual([
      'metadata.labels.a "b" "c"',
      'data.a "(secret)" "(secret)"',
      'data.gone "(secret)" -',
      'stringData - "(secret)"',
    ]);
  });

  it('tells every other order of items, and no other thing where the order is all', () => {
    const names = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1 });
    const orders = names.chain((items) =>
      fc.tuple(fc.constant(items), fc.shuffledSubarray(items, { minLength: items.length })),
    );
    fc.assert(
      fc.property(orders, ([one, other]) => {
        const [before, after] = [one, other].map((items) => containers(...items.map((name) => ({ name }))));
        const found = changes(before as JsonObject, after as JsonObject);
        expect(found).toHaveLength(one.join() === other.join() ? 0 : 1);
      }),
    );
  });

  it('is nothing where they are equal, and something where not', () => {
    const { json } = fc.letrec<{ json: Json }>((tie) => ({
      json: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom(null, true, 0, 1, 'a'),
        fc.array(tie('json'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom('name', 'spec', 'containers'), tie('json'), {
          maxKeys: 3,
          noNullPrototype: true,
        }),
      ),
    }));
    const map = fc.record({ spec: json, metadata: json });
    const sorted = (value: Json): Json =>
      Array.isArray(value)
        ? (value as readonly Json[]).map(sorted)
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(
              Object.entries(value as JsonObject)
                .sort()
                .map(([key, one]) => [key, sorted(one)]),
            )
          : value;
    fc.assert(
      fc.property(map, map, (before, after) => {
        expect(fieldChanges(before, before, deployment)).toEqual([]);
        const isEqual = JSON.stringify(sorted(before)) === JSON.stringify(sorted(after));
        expect(fieldChanges(before, after, deployment).length === 0).toBe(isEqual);
      }),
    );
  });
});

describe('fields that no server changes', () => {
  it.each<[kind: string, path: string, immutable: boolean]>([
    ['Deployment.apps', 'spec.selector.matchLabels.app', true],
    ['Deployment.apps', 'spec.template.metadata.labels.app', false],
    ['Job.batch', 'spec.template.spec.containers[name=a].image', true],
    ['Job.batch', 'spec.parallelism', false],
    ['Service', 'spec.clusterIP', true],
    ['Service', 'spec.ports[port=80,protocol=TCP].targetPort', false],
    ['StatefulSet.apps', 'spec.serviceName', true],
    ['StatefulSet.apps', 'spec.volumeClaimTemplates[0].spec.resources', true],
    ['StatefulSet.apps', 'spec.replicas', false],
    ['StatefulSet.apps', 'spec.template.spec.containers[name=a].image', false],
    ['StatefulSet.apps', 'metadata.labels.a', false],
    ['PersistentVolumeClaim', 'spec.storageClassName', true],
    ['PersistentVolumeClaim', 'spec.resources.requests.storage', false],
    ['RoleBinding.rbac.authorization.k8s.io', 'roleRef.name', true],
    ['ClusterRoleBinding.rbac.authorization.k8s.io', 'subjects[0].name', false],
    ['Secret', 'type', true],
    ['Secret', 'data.type', false],
    ['ConfigMap', 'data.a', false],
    ['Deployment', 'spec.selector.app', false],
  ])('%s %s: %s', (kind, path, immutable) => {
    expect(immutableChanges(kind, [{ path, before: 'a', after: 'b' }])).toEqual(immutable ? [path] : []);
  });

  it('does not take a cluster IP that is given for the first time for a change of it', () => {
    expect(immutableChanges('Service', [{ path: 'spec.clusterIP', after: 'None' }])).toEqual([]);
  });
});
