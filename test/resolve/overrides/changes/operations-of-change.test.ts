import { pathOf } from '../../../../lib/model/field';
import { type Deployment } from '../../../../lib/model/generated/templates';
import { type FieldPicker } from '../../../../lib/model/field';
import { type OverrideOperation } from '../../../../lib/model/override';
import { type OverrideChange } from '../../../../lib/model/override-change';
import { operationsOfChange } from '../../../../lib/resolve/overrides/changes/operations-of-change';
import { thrown } from '../../thrown';
import { WEB, deployment, deploymentKind } from './deployment';

const at = <V>(picker: FieldPicker<Deployment, V>) => pathOf(picker);
const containers = at((d) => d.spec.template.spec.containers);
const web = at((d) => d.spec.template.spec.containers.named('web'));

const operations = (change: OverrideChange): readonly OverrideOperation[] =>
  operationsOfChange(deployment, change, deploymentKind);

describe('a change becomes operations in the form of KubeFed', () => {
  it.each<[what: string, change: OverrideChange, expected: readonly OverrideOperation[]]>([
    [
      'set: a field that is there',
      { kind: 'set', path: at((d) => d.spec.replicas), value: 5 },
      [{ op: 'replace', path: '/spec/replicas', value: 5 }],
    ],
    [
      'set: a field of an item by its name',
      { kind: 'set', path: [...web, 'image'], value: 'x' },
      [{ op: 'replace', path: `${WEB}/image`, value: 'x' }],
    ],
    [
      'set: an item by its place, from the end too',
      { kind: 'set', path: at((d) => d.spec.template.spec.containers.at(-1).image), value: 'x' },
      [{ op: 'replace', path: '/spec/template/spec/containers/1/image', value: 'x' }],
    ],
    [
      'set: a port by all of its keys',
      {
        kind: 'set',
        path: [...web, 'ports', { item: { containerPort: 53, protocol: 'UDP' } }, 'containerPort'],
        value: 5,
      },
      [{ op: 'replace', path: `${WEB}/ports/1/containerPort`, value: 5 }],
    ],
    [
      'set: of two ports of one number, the one of the protocol that a server puts for none',
      { kind: 'set', path: [...web, 'ports', { item: { containerPort: 53 } }, 'containerPort'], value: 5 },
      [{ op: 'replace', path: `${WEB}/ports/2/containerPort`, value: 5 }],
    ],
    [
      'set: a port without a protocol by the one that a server puts',
      { kind: 'set', path: [...web, 'ports', { item: { containerPort: 80, protocol: 'TCP' } }], value: {} },
      [{ op: 'replace', path: `${WEB}/ports/0`, value: {} }],
    ],
    [
      'add: what is not there',
      { kind: 'add', path: at((d) => d.spec.paused), value: true },
      [{ op: 'add', path: '/spec/paused', value: true }],
    ],
    [
      'add: with the maps on the way to it',
      { kind: 'add', path: at((d) => d.metadata.annotations['example.com/a']), value: 'b' },
      [{ op: 'add', path: '/metadata/annotations', value: { 'example.com/a': 'b' } }],
    ],
    [
      'add: what is there',
      { kind: 'add', path: at((d) => d.spec.replicas), value: 5 },
      [{ op: 'replace', path: '/spec/replicas', value: 5 }],
    ],
    [
      'remove: a key with a slash',
      { kind: 'remove', path: at((d) => d.metadata.labels.app) },
      [{ op: 'remove', path: '/metadata/labels/app' }],
    ],
    ['remove: an item', { kind: 'remove', path: web }, [{ op: 'remove', path: WEB }]],
    [
      'append: to a list that is there',
      { kind: 'append', path: containers, values: [{ name: 'a' }, { name: 'b' }] },
      [
        { op: 'add', path: '/spec/template/spec/containers/2', value: { name: 'a' } },
        { op: 'add', path: '/spec/template/spec/containers/3', value: { name: 'b' } },
      ],
    ],
    [
      'append: to a list that is not there',
      { kind: 'append', path: at((d) => d.metadata.finalizers), values: ['x'] },
      [{ op: 'add', path: '/metadata/finalizers', value: ['x'] }],
    ],
    [
      'append: to a list without merge keys what is there already',
      { kind: 'append', path: [...web, 'args'], values: ['--log=info'] },
      [{ op: 'add', path: `${WEB}/args/2`, value: '--log=info' }],
    ],
    [
      'image: a tag, for the digest too',
      { kind: 'image', container: 'web', image: { tag: '2.0' } },
      [{ op: 'replace', path: `${WEB}/image`, value: 'registry.example.com:5000/shop/web:2.0' }],
    ],
    [
      'image: of an init container',
      { kind: 'image', container: 'init', image: { registry: 'mirror.example.com', tag: '1' } },
      [{ op: 'replace', path: '/spec/template/spec/initContainers/0/image', value: 'mirror.example.com/busybox:1' }],
    ],
    [
      'args: taken away and added',
      { kind: 'args', container: 'web', remove: ['--log=info'], append: ['--log=debug', '--port=80'] },
      [
        { op: 'replace', path: `${WEB}/args/0`, value: '--port=80' },
        { op: 'replace', path: `${WEB}/args/1`, value: '--log=debug' },
      ],
    ],
    [
      'args: of a container that has none',
      { kind: 'args', container: 'sidecar', remove: [], append: ['-v'] },
      [{ op: 'add', path: '/spec/template/spec/containers/1/args', value: ['-v'] }],
    ],
    ['args: that are there', { kind: 'args', container: 'web', remove: [], append: ['--port=80'] }, []],
  ])('%s', (_, change, expected) => {
    expect(operations(change)).toEqual(expected);
  });
});

describe('a change that cannot be made names the nearest name there is', () => {
  it.each<[what: string, change: OverrideChange, code: string, message: RegExp, path?: string]>([
    [
      'a misspelt field',
      { kind: 'set', path: ['spec', 'replica'], value: 1 },
      'missing-override-path',
      /there is no spec\.replica\. Did you mean "replicas"\?/,
      '/spec/replica',
    ],
    [
      'a misspelt container',
      { kind: 'set', path: ['spec', 'template', 'spec', 'containers', { item: { name: 'wbe' } }, 'image'], value: 'x' },
      'missing-override-path',
      /spec\.template\.spec\.containers has no item with name=wbe\. Did you mean "web"\?/,
      '/spec/template/spec/containers',
    ],
    [
      'a place beyond the end of a list',
      { kind: 'remove', path: ['spec', 'template', 'spec', 'containers', '2'] },
      'missing-override-path',
      /is a list of 2, and has no place "2"/,
    ],
    [
      'an item where there is no list',
      { kind: 'set', path: ['spec', { item: { name: 'a' } }], value: 1 },
      'missing-override-path',
      /spec is no list, so it has no item with name=a/,
    ],
    [
      'a field of a text',
      { kind: 'add', path: ['kind', 'x'], value: 1 },
      'override-failed',
      /kind is a string, and has no fields/,
    ],
    [
      'an item that is there already',
      { kind: 'append', path: containers, values: [{ name: 'web' }] },
      'override-failed',
      /has an item with name=web already/,
    ],
    [
      'a value appended to what is no list',
      { kind: 'append', path: ['spec', 'selector'], values: [1] },
      'override-failed',
      /spec\.selector is no list/,
    ],
    [
      'an image of no container',
      { kind: 'image', container: 'wb', image: { tag: '1' } },
      'missing-override-path',
      /"web"/,
    ],
    [
      'an argument that is not there',
      { kind: 'args', container: 'web', remove: ['--prot=80'], append: [] },
      'missing-override-path',
      /Did you mean "--port=80"\?/,
    ],
  ])('%s', (...[, change, code, message, path]) => {
    const { problems } = thrown(() => operations(change));
    expect(problems).toMatchObject([{ code, ...(path !== undefined && { path }) }]);
    expect(problems[0]?.message).toMatch(message);
    expect(problems[0]?.remedy).toMatch(/^[A-Z].*\.$/);
  });
});
