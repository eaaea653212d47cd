import { describeLivingPath, pointerIn } from '../../../lib/fleet/assess/living-path';
import { isWhole, managedFieldsOf, nodeAt, ownersAt } from '../../../lib/fleet/assess/managed-fields';
import { US, webEditedByHand } from './web';

const owners = managedFieldsOf(webEditedByHand);
const container = { item: { name: 'web' } };

describe('the owners of fields', () => {
  it('are told with what they did, by what, and when', () => {
    expect(owners.map(({ owner }) => owner)).toEqual([
      { manager: US, operation: 'Apply', time: expect.any(String) as string },
      { manager: 'kubectl', operation: 'Update', subresource: 'scale' },
      { manager: 'kubectl-set', operation: 'Update', time: expect.any(String) as string },
    ]);
  });

  it.each([
    ['the replicas', ['spec', 'replicas'], ['kubectl']],
    ['the image', ['spec', 'template', 'spec', 'containers', container, 'image'], ['kubectl-set']],
    ['a part of a list that is one as a whole', ['spec', 'template', 'spec', 'tolerations', { index: 0 }, 'key'], [US]],
    ['an item, with what is below it', ['spec', 'template', 'spec', 'containers', container], ['kubectl-set', US]],
    ['a value of a set', ['metadata', 'finalizers', { value: 'fed8s.dev/x' }], [US]],
    ['a label that was removed', ['metadata', 'labels', 'app'], []],
  ])('of %s are known', (_, path, managers) => {
    expect(ownersAt(owners, path).map(({ manager }) => manager)).toEqual(managers);
  });

  it('tell an item by its keys, in whatever order these stand', () => {
    const ports = ['spec', 'template', 'spec', 'containers', container, 'ports'];
    const port = { item: { protocol: 'TCP', containerPort: 81 } };
    expect(ownersAt(owners, [...ports, port, 'name']).map(({ manager }) => manager)).toEqual([US]);
  });

  it('have a list as a whole where nothing of it is told', () => {
    const ours = owners[0]!.fields;
    expect(isWhole(nodeAt(ours, ['spec', 'template', 'spec', 'tolerations'])!)).toBe(true);
    expect(isWhole(nodeAt(ours, ['spec', 'template', 'spec', 'containers'])!)).toBe(false);
  });

  it.each([
    ['no managedFields', {}],
    ['managedFields that are no list', { metadata: { managedFields: 'x' } }],
    ['an entry of another form', { metadata: { managedFields: [{ fieldsType: 'FieldsV2', fieldsV1: {} }, null] } }],
  ])('are none where an object has %s', (_, object) => {
    expect(managedFieldsOf(object)).toEqual([]);
  });
});

describe('a path in a living object', () => {
  it.each([
    [['spec', 'template', 'spec', 'containers', container, 'image'], 'spec.template.spec.containers[name=web].image'],
    [['metadata', 'labels', 'a.b/c'], 'metadata.labels["a.b/c"]'],
    [['metadata', 'finalizers', { value: 'a/b' }], 'metadata.finalizers["a/b"]'],
    [['rules', { index: 2 }, 'verbs'], 'rules[2].verbs'],
  ])('is told as a person writes it', (path, text) => {
    expect(describeLivingPath(path)).toBe(text);
  });

  it('has a pointer where the object has the place', () => {
    const image = ['spec', 'template', 'spec', 'containers', container, 'image'];
    expect(pointerIn(webEditedByHand, image)).toBe('/spec/template/spec/containers/0/image');
    expect(pointerIn(webEditedByHand, ['metadata', 'labels', 'a.b/c'])).toBe('/metadata/labels/a.b~1c');
    expect(pointerIn(webEditedByHand, ['metadata', 'labels', 'app'])).toBeUndefined();
  });
});
