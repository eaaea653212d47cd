import { type Json, type JsonObject } from '../../../../lib/model/json';
import { type FieldPath } from '../../../../lib/model/field-path';
import { compileOverrides, applyCompiledOverrides } from '../../../../lib/resolve/overrides/compile-overrides';
import { mergeField } from '../../../../lib/resolve/overrides/changes/strategic-merge';
import { thrown } from '../../thrown';
import { WEB, deployment, deploymentKind } from './deployment';

const POD: FieldPath = ['spec', 'template', 'spec'];

const merged = (path: FieldPath, value: Json, document: JsonObject = deployment): JsonObject =>
  applyCompiledOverrides(document, compileOverrides(mergeField(document, { path, value }, deploymentKind)));

function at(document: Json, path: string): unknown {
  return path
    .split('/')
    .slice(1)
    .reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], document);
}

describe('a strategic merge', () => {
  it('merges maps key by key, and takes away what is null', () => {
    const value = { labels: { app: null, tier: 'gold' }, annotations: { a: 'b', none: null } };
    expect(merged(['metadata'], value).metadata).toEqual({
      name: 'web',
      namespace: 'shop',
      labels: { tier: 'gold' },
      annotations: { a: 'b' },
    });
  });

  it('merges lists item by item, by the merge keys of the API', () => {
    const value = {
      containers: [
        { name: 'sidecar', image: 'proxy:2' },
        {
          name: 'web',
          env: [
            { name: 'A', value: '2' },
            { name: 'C', value: '3' },
          ],
        },
        { name: 'third', image: 'x' },
      ],
      volumes: [{ name: 'more', emptyDir: {} }],
    };
    const result = merged(POD, value);
    expect(at(result, '/spec/template/spec/containers/1')).toEqual({ name: 'sidecar', image: 'proxy:2' });
    expect(at(result, '/spec/template/spec/containers/2')).toEqual({ name: 'third', image: 'x' });
    expect(at(result, `${WEB}/env`)).toEqual([
      { name: 'A', value: '2' },
      { name: 'B', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } },
      { name: 'C', value: '3' },
    ]);
    expect(at(result, '/spec/template/spec/volumes')).toEqual([
      { name: 'data', emptyDir: {} },
      { name: 'more', emptyDir: {} },
    ]);
  });

  it('tells ports by number and protocol, and by the protocol that a server puts', () => {
    const value = [
      { containerPort: 53, protocol: 'UDP', name: 'dns' },
      { containerPort: 80, protocol: 'TCP', name: 'http' },
    ];
    expect(at(merged(WEB.split('/').slice(1).concat('ports'), value), `${WEB}/ports`)).toEqual([
      { containerPort: 80, protocol: 'TCP', name: 'http' },
      { containerPort: 53, protocol: 'UDP', name: 'dns' },
      { containerPort: 53, protocol: 'TCP' },
    ]);
  });

  it('replaces lists without merge keys, and lists of values', () => {
    expect(at(merged([...POD, 'tolerations'], [{ key: 'b' }]), '/spec/template/spec/tolerations')).toEqual([
      { key: 'b' },
    ]);
    expect(at(merged([...POD, 'containers', '0', 'args'], ['x']), `${WEB}/args`)).toEqual(['x']);
  });

  it('adds to sets what they lack', () => {
    const document = { ...deployment, metadata: { name: 'web', finalizers: ['a'] } };
    expect(merged(['metadata', 'finalizers'], ['b', 'a'], document).metadata).toMatchObject({ finalizers: ['a', 'b'] });
  });

  it('honours $patch', () => {
    const value = {
      containers: [
        { name: 'sidecar', $patch: 'delete' },
        { name: 'web', image: 'y', $patch: 'replace' },
      ],
      securityContext: { $patch: 'replace', runAsUser: 1 },
    };
    const result = merged(POD, value);
    expect(at(result, '/spec/template/spec/containers')).toEqual([{ name: 'web', image: 'y' }]);
    expect(at(result, '/spec/template/spec/securityContext')).toEqual({ runAsUser: 1 });
  });

  it('makes what is not there, without its nulls', () => {
    expect(
      mergeField(
        deployment,
        { path: ['spec', 'strategy', 'rollingUpdate'], value: { maxSurge: 1, maxUnavailable: null } },
        deploymentKind,
      ),
    ).toEqual([{ op: 'add', path: '/spec/strategy', value: { rollingUpdate: { maxSurge: 1 } } }]);
  });

  it('says only what differs', () => {
    expect(
      mergeField(deployment, { path: [], value: { spec: { replicas: 3, paused: null } } }, deploymentKind),
    ).toEqual([{ op: 'replace', path: '/spec/replicas', value: 3 }]);
    expect(mergeField(deployment, { path: ['spec'], value: { replicas: 2 } }, deploymentKind)).toEqual([]);
  });

  it.each<[string, FieldPath, Json, RegExp]>([
    ['an item without its key', [...POD, 'containers'], [{ image: 'x' }], /lacks name, which tells it from the others/],
    ['an item that is no map', [...POD, 'containers'], ['x'], /lacks name/],
    ['an unknown directive', ['spec'], { $retainKeys: ['a'] }, /\$retainKeys, which is not known here/],
    ['an unknown $patch', ['spec'], { $patch: 'merge' }, /\$patch: "merge"/],
  ])('refuses %s', (_, path, value, message) => {
    expect(thrown(() => merged(path, value)).message).toMatch(message);
  });
});
