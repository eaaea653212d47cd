import { type FieldPicker, pathOf } from '../../lib/model/field';
import { describePath } from '../../lib/model/field-path';
import { type ConfigMap, type Deployment } from '../../lib/model/generated/templates';
import { thrown } from '../resolve/thrown';

const path = <T = Deployment>(picker: FieldPicker<T, never>): string => describePath(pathOf(picker));

describe('a field', () => {
  it.each<[picker: FieldPicker<Deployment, never>, expected: string]>([
    [(d) => d.spec.replicas as never, 'spec.replicas'],
    [(d) => d as never, 'the object'],
    [
      (d) => d.spec.template.spec.containers.named('redis').image as never,
      'spec.template.spec.containers[name=redis].image',
    ],
    [(d) => d.spec.template.spec.containers.at(-1) as never, 'spec.template.spec.containers.-1'],
    [
      (d) => d.spec.template.spec.containers.named('a').ports.item({ containerPort: 53, protocol: 'UDP' }) as never,
      'spec.template.spec.containers[name=a].ports[containerPort=53,protocol=UDP]',
    ],
    [(d) => d.metadata.annotations['example.com/a b'] as never, 'metadata.annotations["example.com/a b"]'],
  ])('is known by the way to it: %s', (picker, expected) => {
    expect(path(picker)).toBe(expected);
  });

  it('may be named like a way to an item', () => {
    expect(path<ConfigMap>((d) => d.data.named as never)).toBe('data.named');
    expect(path<ConfigMap>((d) => d.data.at as never)).toBe('data.at');
    expect(path<ConfigMap>((d) => d.data.then as never)).toBe('data.then');
  });

  it.each<[what: string, picker: unknown, message: RegExp]>([
    ['no function', '/spec/replicas', /it is no function/],
    ['a function that gives no field', () => 5, /it gives no field/],
    ['nothing', () => undefined, /it gives no field/],
    ['a field joined to a text', (d: { a: string }) => 'x' + d.a, /it looks into the value of a field/],
    ['a call of something else', (d: { a: { map(): unknown } }) => d.a.map(), /it calls map/],
    ['a call of the object', (d: () => unknown) => d(), /it calls a field/],
    ['a place that is no number', (d: { at(x: unknown): unknown }) => d.at('0'), /at takes a whole number/],
    ['half a place', (d: { at(x: unknown): unknown }) => d.at(0.5), /at takes a whole number/],
    ['a name that is none', (d: { named(x: unknown): unknown }) => d.named(5), /named takes a name/],
    ['an item without values', (d: { item(x: unknown): unknown }) => d.item({}), /item takes a map of values/],
  ])('is refused for %s', (_, picker, message) => {
    expect(thrown(() => pathOf(picker))).toMatchObject({
      code: 'invalid-override',
      message: expect.stringMatching(message) as string,
    });
  });

  it('lets what its function throws pass', () => {
    const mistake = new RangeError('mine');
    expect(() =>
      pathOf(() => {
        throw mistake;
      }),
    ).toThrow(mistake);
  });
});
