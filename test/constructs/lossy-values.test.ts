import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type ApiObject, JsonPatch, Lazy } from 'cdk8s';
import { k8s } from 'cdk8s-plus-33';
import { FederatedConfigMap } from '../../lib/index';
import { TemporaryFolder } from '../synth/folders';
import { thrown } from '../resolve/thrown';
import { codesOf, errorsOf, fieldByCluster, plainConfigMap, shopApp } from './tree';

class Money {
  public readonly amount = 1;
}

function loop(): object {
  const value: Record<string, unknown> = { a: [] };
  (value.a as unknown[]).push(value);
  return value;
}

function nested(levels: number): object {
  let value: object = {};
  for (let level = 0; level < levels; level++) value = { value };
  return value;
}

describe('a value that is no JSON', () => {
  const cases: readonly (readonly [what: string, value: () => unknown, code: string, path: string | undefined])[] = [
    ['a Date', () => new Date(0), 'unserializable-value', ''],
    ['an instance of a class', () => [new Money()], 'unserializable-value', '/0'],
    ['a Map', () => new Map([['a', 'b']]), 'unserializable-value', ''],
    [
      'a map without prototype',
      () => Object.assign(Object.create(null) as object, { a: 'b' }),
      'unserializable-value',
      '',
    ],
    ['a function', () => () => 1, 'unserializable-value', ''],
    ['a symbol', () => Symbol('s'), 'unserializable-value', ''],
    ['a bigint', () => 1n, 'unserializable-value', ''],
    ['NaN', () => Number.NaN, 'unserializable-value', ''],
    ['infinity', () => Number.NEGATIVE_INFINITY, 'unserializable-value', ''],
    ['undefined in a list', () => ['a', undefined], 'unserializable-value', '/1'],
    ['null in a list, of which cdk8s makes undefined', () => ['a', null], 'unserializable-value', '/1'],
    ['half of an emoji', () => '😀'.slice(0, 1), 'lone-surrogate', ''],
    ['half of an emoji as a key', () => ({ ['😀'.slice(1)]: 1 }), 'lone-surrogate', '/\ude00'],
    ['an integer beyond 2^53', () => 2 ** 53, 'unsafe-integer', ''],
    ['a negative zero', () => -0, 'negative-zero', ''],
    ['a map that contains itself', loop, 'cyclic-value', '/a/0'],
    ['a map nested without end', () => nested(20_000), 'unserializable-value', undefined],
    ['the key __proto__', () => JSON.parse('{"a/b":{"__proto__":1}}') as unknown, 'lossy-key', '/a~1b/__proto__'],
    ['the key constructor', () => ({ constructor: 'x' }), 'lossy-key', '/constructor'],
    ['a key that is a symbol', () => ({ [Symbol('s')]: 1 }), 'lossy-key', ''],
  ];

  it.each(cases)(
    '%s is an error with code, construct and path, in a template and in a plain object',
    (_, value, code, path) => {
      const { app, shop } = shopApp();
      new FederatedConfigMap(shop, 'federated', { template: { data: { key: value() as string } } });
      plainConfigMap(shop, 'plain', { data: { key: value() } });
      const errors = errorsOf(app.resolve());
      expect(errors.map((error) => [error.code, error.origin])).toEqual([
        [code, 'shop/federated'],
        [code, 'shop/plain'],
      ]);
      const paths = path === undefined ? ['', ''] : [`/spec/template/data/key${path}`, `/data/key${path}`];
      expect(errors.map((error) => error.path)).toEqual(paths);
      for (const { remedy, message } of errors) {
        expect(remedy).toMatch(/^[A-Z].*\.$/);
        expect(message).toMatch(/\S/);
      }
    },
  );

  it('of every construct is told at once, and nothing is written', () => {
    const folder = new TemporaryFolder();
    try {
      const { app, shop } = shopApp({ outdir: join(folder.path, 'dist') });
      cases.forEach(([, value], index) => plainConfigMap(shop, `x${index}`, { data: { key: value() } }));
      shop.node.addValidation({ validate: () => ['a rule of the house'] });
      const { problems } = thrown(() => app.synth());
      expect(problems.map(({ origin }) => origin).sort()).toEqual(
        ['shop', ...cases.map((_, index) => `shop/x${index}`)].sort(),
      );
      expect(existsSync(app.outdir)).toBe(false);
    } finally {
      folder.remove();
    }
  });

  it('is none of those that cdk8s makes JSON of: tokens, unions, what resolvers of the app know', () => {
    const { app, shop } = shopApp({
      resolvers: [
        {
          resolve(context) {
            if (context.value instanceof Money) context.replaceValue({ amount: context.value.amount });
          },
        },
      ],
    });
    const data = {
      lazy: Lazy.any({ produce: () => 'late' }) as unknown,
      implicit: { resolve: () => ['a'] },
      money: new Money(),
      union: k8s.IntOrString.fromNumber(80),
      left: undefined,
      none: null,
      list: [],
      map: {},
    };
    plainConfigMap(shop, 'x', { data });
    const resolution = app.resolve();
    expect(codesOf(resolution)).toEqual([]);
    expect(fieldByCluster(resolution, 'ConfigMap', 'data').eu).toEqual({
      lazy: 'late',
      implicit: ['a'],
      money: { amount: 1 },
      union: { value: 80 },
      list: [],
      map: {},
    });
  });
});

describe('a construct that cannot be rendered', () => {
  it.each<[what: string, build: (scope: ConstructorParameters<typeof ApiObject>[0]) => void, message: RegExp]>([
    [
      'since a Lazy throws',
      (shop) =>
        plainConfigMap(shop, 'x', {
          data: Lazy.any({
            produce: () => {
              throw new Error('not yet');
            },
          }) as unknown,
        }),
      /not yet/,
    ],
    [
      'since a patch does not fit',
      (shop) => plainConfigMap(shop, 'x').addJsonPatch(JsonPatch.remove('/no/such/path')),
      /path/i,
    ],
    [
      'since a Lazy produces what contains itself',
      (shop) => plainConfigMap(shop, 'x', { data: Lazy.any({ produce: loop }) as unknown }),
      /call stack/,
    ],
  ])('%s, is an error with its path', (_, build, message) => {
    const { app, shop } = shopApp();
    build(shop);
    const [error, ...others] = errorsOf(app.resolve());
    expect(others).toEqual([]);
    expect([error?.code, error?.origin]).toEqual(['construct-failed', 'shop/x']);
    expect(error?.message).toMatch(message);
  });

  it('or whose validation throws, does not hide the rest', () => {
    const { app, shop } = shopApp();
    shop.node.addValidation({
      validate: () => {
        throw new Error('broken rule');
      },
    });
    plainConfigMap(shop, 'x', { data: Number.NaN });
    expect(errorsOf(app.resolve()).map(({ code, message }) => [code, message])).toEqual([
      ['construct-validation', 'broken rule'],
      ['unserializable-value', 'NaN is not JSON'],
    ]);
  });
});

describe('what a Federated construct says itself', () => {
  it.each<[what: string, props: object, code: string, path: string]>([
    ['clusters that are text', { placement: { clusters: 'eu' } }, 'invalid-placement', '/spec/placement'],
    [
      'a cluster that is undefined',
      { placement: { clusters: [undefined] } },
      'unserializable-value',
      '/spec/placement/clusters/0',
    ],
    ['a cluster that is a number', { placement: { clusters: [1] } }, 'invalid-placement', '/spec/placement'],
    ['a template that is text', { template: 'text' }, 'invalid-template', '/spec/template'],
    [
      'operations that are a map',
      { overrides: [{ clusterName: 'eu', clusterOverrides: {} }] },
      'invalid-override',
      '/spec/overrides',
    ],
    ['a name with capitals', { metadata: { name: 'Web' } }, 'invalid-name', '/metadata/name'],
    ['a namespace with a dot', { metadata: { namespace: 'a.b' } }, 'invalid-name', '/metadata/namespace'],
  ])('is refused as KubeFed would refuse it: %s', (_, props, code, path) => {
    const { app, shop } = shopApp();
    new FederatedConfigMap(shop, 'x', props);
    expect(errorsOf(app.resolve()).map((error) => [error.code, error.origin, error.path])).toEqual([
      [code, 'shop/x', path],
    ]);
  });
});
