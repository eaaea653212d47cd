import * as fc from 'fast-check';
import { compare } from '../../../lib/fleet/assess/compare';
import { describeLivingPath } from '../../../lib/fleet/assess/living-path';
import { managedFieldsOf } from '../../../lib/fleet/assess/managed-fields';
import { type Json, type JsonObject } from '../../../lib/model/json';
import { US, declaredWeb, webEditedByHand } from './web';

interface Given {
  readonly declared: JsonObject;
  readonly live: JsonObject;
  /** FieldsV1 of ours. */
  readonly ours?: JsonObject;
  readonly kind?: string;
  readonly group?: string;
}

/** The paths that differ, with what is wanted and what is found. */
function differences({ declared, live, ours, kind = 'ConfigMap', group = '' }: Given): readonly Json[] {
  const apiVersion = group === '' ? 'v1' : `${group}/v1`;
  const entry = { manager: US, operation: 'Apply', apiVersion, fieldsType: 'FieldsV1', fieldsV1: ours ?? {} };
  const living: JsonObject = { apiVersion, kind, ...live };
  return compare({
    declared: { apiVersion, kind, ...declared },
    live: living,
    kind: { group, kind },
    owners: managedFieldsOf({ metadata: { managedFields: [entry] } }),
    fieldManager: US,
    extent: 'declared',
  }).map(({ path, wanted = 'nothing', found = 'nothing' }) => [describeLivingPath(path), wanted, found]);
}

/** A key that no declaration of a test has. */
const MORE = 'a key that nobody declares';
const deployment = { kind: 'Deployment', group: 'apps' };
const containers = (container: JsonObject): JsonObject => ({
  spec: { template: { spec: { containers: [{ name: 'web', ...container }] } } },
});

describe('what is declared, and what lives', () => {
  it('differ in what a person has changed, and in nothing that a server has filled in or written in another way', () => {
    const found = compare({
      declared: declaredWeb,
      live: webEditedByHand,
      kind: { group: 'apps', kind: 'Deployment' },
      owners: managedFieldsOf(webEditedByHand),
      fieldManager: US,
      extent: 'declared',
    });
    expect(found.map(({ path }) => describeLivingPath(path)).sort()).toEqual([
      'metadata.labels.app',
      'spec.replicas',
      'spec.template.spec.containers[name=web].image',
    ]);
  });

  it.each<[string, Given]>([
    ['a field that is not declared', { declared: { data: { a: '1' } }, live: { data: { a: '1', b: '2' } } }],
    ['the status, names and versions', { declared: {}, live: { metadata: { name: 'a', uid: 'u' }, status: { a: 1 } } }],
    [
      'a quantity',
      {
        ...deployment,
        declared: containers({ resources: { limits: { cpu: '1000m' } } }),
        live: containers({ resources: { limits: { cpu: '1' } } }),
      },
    ],
    [
      'a quantity that is a number',
      {
        ...deployment,
        declared: containers({ resources: { limits: { cpu: 1 } } }),
        live: containers({ resources: { limits: { cpu: '1' } } }),
      },
    ],
    [
      'a port without its protocol',
      {
        ...deployment,
        declared: containers({ ports: [{ containerPort: 80 }] }),
        live: containers({ ports: [{ containerPort: 80, protocol: 'TCP' }] }),
      },
    ],
    [
      'items of another',
      {
        ...deployment,
        declared: containers({}),
        live: { spec: { template: { spec: { containers: [{ name: 'sidecar' }, { name: 'web' }] } } } },
      },
    ],
    ['null and what is not there', { declared: { data: { a: null } }, live: { data: {} } }],
    ['base64 in lines', { kind: 'Secret', declared: { data: { a: 'YWJj\nZGVm' } }, live: { data: { a: 'YWJjZGVm' } } }],
    [
      'the order of the values of a set',
      { declared: { metadata: { finalizers: ['a', 'b'] } }, live: { metadata: { finalizers: ['b', 'c', 'a'] } } },
    ],
    [
      'an empty value that we have sent and a server has left out',
      {
        ...deployment,
        declared: containers({ env: [] }),
        live: containers({}),
        ours: {
          'f:spec': {
            'f:template': { 'f:spec': { 'f:containers': { 'k:{"name":"web"}': { '.': {}, 'f:env': {} } } } },
          },
        },
      },
    ],
    [
      'what is filled in within a list that is one',
      {
        kind: 'NetworkPolicy',
        group: 'networking.k8s.io',
        declared: { spec: { ingress: [{ ports: [{ port: 80 }] }] } },
        live: { spec: { ingress: [{ ports: [{ port: 80, protocol: 'TCP' }] }] } },
      },
    ],
  ])('do not differ in %s', (_, given) => {
    expect(differences(given)).toEqual([]);
  });

  it.each<[string, Given, readonly Json[]]>([
    ['another value', { declared: { data: { a: '1' } }, live: { data: { a: '2' } } }, [['data.a', '1', '2']]],
    [
      'a text that looks like a quantity',
      { declared: { data: { limits: '1000m' } }, live: { data: { limits: '1' } } },
      [['data.limits', '1000m', '1']],
    ],
    ['a value that is gone', { declared: { data: { a: '1' } }, live: {} }, [['data', { a: '1' }, 'nothing']]],
    ['an empty value that is not ours', { declared: { data: {} }, live: {} }, [['data', {}, 'nothing']]],
    [
      'an item that is gone',
      {
        ...deployment,
        declared: containers({}),
        live: { spec: { template: { spec: { containers: [{ name: 'b' }] } } } },
      },
      [['spec.template.spec.containers[name=web]', { name: 'web' }, 'nothing']],
    ],
    [
      'the value of a set',
      { declared: { metadata: { finalizers: ['a'] } }, live: { metadata: { finalizers: ['b'] } } },
      [['metadata.finalizers["a"]', 'a', 'nothing']],
    ],
    [
      'the length of a list that is one',
      {
        kind: 'Role',
        group: 'rbac.authorization.k8s.io',
        declared: { rules: [{ verbs: ['get'] }] },
        live: { rules: [{ verbs: ['get', 'list'] }] },
      },
      [['rules[0].verbs', ['get'], ['get', 'list']]],
    ],
    [
      'a key more within a list that is one',
      {
        kind: 'NetworkPolicy',
        group: 'networking.k8s.io',
        declared: { spec: { ingress: [{}] } },
        live: { spec: { ingress: [{ from: [] }] } },
      },
      [['spec.ingress[0].from', 'nothing', []]],
    ],
    [
      'a key more in a map that is one',
      {
        kind: 'Service',
        declared: { spec: { selector: { a: 'b' } } },
        live: { spec: { selector: { a: 'b', c: 'd' } } },
        ours: { 'f:spec': { 'f:selector': {} } },
      },
      [['spec.selector.c', 'nothing', 'd']],
    ],
    [
      'what is ours and declared no more',
      {
        declared: { data: { a: '1' } },
        live: { data: { a: '1', b: '2', c: '3' } },
        ours: { 'f:data': { '.': {}, 'f:a': {}, 'f:b': {} } },
      },
      [['data.b', 'nothing', '2']],
    ],
    [
      'an item that is ours and declared no more',
      {
        ...deployment,
        declared: containers({}),
        live: { spec: { template: { spec: { containers: [{ name: 'old' }, { name: 'web' }] } } } },
        ours: {
          'f:spec': {
            'f:template': { 'f:spec': { 'f:containers': { 'k:{"name":"old"}': { '.': {}, 'f:name': {} } } } },
          },
        },
      },
      [['spec.template.spec.containers[name=old]', 'nothing', { name: 'old' }]],
    ],
    [
      'the keys that the schema of a custom resource has',
      {
        kind: 'Widget',
        group: 'a.dev',
        declared: { spec: { parts: [{ id: 'a', size: 1 }] } },
        live: { spec: { parts: [{ id: 'b' }, { id: 'a', size: 2 }] } },
        ours: { 'f:spec': { 'f:parts': { 'k:{"id":"a"}': { '.': {}, 'f:id': {}, 'f:size': {} } } } },
      },
      [['spec.parts[id=a].size', 1, 2]],
    ],
  ])('differ in %s', (_, given, expected) => {
    expect(differences(given)).toEqual(expected);
  });

  it('differ in the order of what is run in order', () => {
    const init = (...names: readonly string[]): JsonObject => ({
      spec: { initContainers: names.map((name) => ({ name })) },
    });
    const given = { kind: 'Pod', declared: init('a', 'b'), live: init('b', 'injected', 'a') };
    expect(differences(given)).toEqual([
      ['spec.initContainers', [{ name: 'a' }, { name: 'b' }], [{ name: 'b' }, { name: 'a' }]],
    ]);
  });

  it('do not differ where both are one', () => {
    const value = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<Json>;
    fc.assert(
      fc.property(fc.dictionary(fc.string(), value), (data) => {
        expect(differences({ declared: { spec: data }, live: { spec: data }, kind: 'Widget', group: 'a.dev' })).toEqual(
          [],
        );
      }),
    );
  });

  it('differ in each field of a map that is another, and in no other', () => {
    const texts = fc.dictionary(fc.string(), fc.string({ minLength: 1 }));
    fc.assert(
      fc.property(texts, texts, (declared, live) => {
        const found = differences({ declared: { spec: { ...declared } }, live: { spec: { ...live, [MORE]: '' } } });
        const changed = Object.keys(declared).filter(
          (key) => declared[key] !== (Object.hasOwn(live, key) ? live[key] : undefined),
        );
        expect(found).toHaveLength(changed.length);
      }),
    );
  });
});
