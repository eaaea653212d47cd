import { comparesAs, quantityOf, readProperties } from '../../lib/model/cluster-property';

describe('a quantity', () => {
  test.each([
    ['3', 3],
    ['0.5', 0.5],
    ['.5', 0.5],
    ['500m', 0.5],
    ['64Gi', 64 * 1024 ** 3],
    ['1e3', 1000],
    ['2k', 2000],
    ['-1', -1],
  ])('%s is %d', (text, number) => {
    expect(quantityOf(text)).toBe(number);
  });

  test.each(['', ' 3', '3 ', 'three', '3Gib', '0x10', '1e999', 'Ki', '1_000', 'NaN'])('%j is none', (text) => {
    expect(quantityOf(text)).toBeUndefined();
  });
});

describe('the properties of a cluster', () => {
  test('are its annotations of one prefix', () => {
    const { properties, problems } = readProperties({ 'properties.fed8s.dev/zones': '3', other: 'x' });
    expect(properties).toEqual({ zones: 3 });
    expect(problems).toEqual([]);
  });

  test('are told of where they are none', () => {
    const { properties, problems } = readProperties({
      'properties.fed8s.dev/zones': 'three',
      'properties.fed8s.dev/a/b': '3',
    });
    expect(properties).toEqual({});
    expect(problems).toEqual([
      'the property zones is "three", which is no quantity',
      'the name of the property "a/b" is wrong: it has a slash',
    ]);
  });

  test.each([
    ['=', [false, true, false]],
    ['<', [true, false, false]],
    ['<=', [true, true, false]],
    ['>', [false, false, true]],
    ['>=', [false, true, true]],
  ] as const)('compare by %s', (operator, expected) => {
    expect([1, 2, 3].map((found) => comparesAs(found, operator, 2))).toEqual(expected);
    expect(comparesAs(undefined, operator, 2)).toBe(false);
  });
});
