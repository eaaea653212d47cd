import fc from 'fast-check';
import { frozenJson, own, setOwn } from '../../lib/model/frozen-json';
import { type Json } from '../../lib/model/json';
import { isDeepFrozen } from './deep-frozen';

describe('a frozen copy of JSON', () => {
  it('is equal, frozen to the last leaf, and leaves what it was made from as it was', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const text = JSON.stringify(value);
        const copy = frozenJson(value as Json);
        expect(JSON.stringify(copy)).toBe(text);
        expect(isDeepFrozen(copy)).toBe(true);
        expect(JSON.stringify(value)).toBe(text);
        if (typeof value === 'object' && value !== null) expect(Object.isFrozen(value)).toBe(false);
      }),
    );
  });

  it('has one object where there was one', () => {
    const shared = { a: [1] };
    const copy = frozenJson({ first: shared, second: [shared] });
    expect(copy.first).toBe(copy.second[0]);
    expect(copy.first).not.toBe(shared);
  });

  it('keeps keys that mean something to JavaScript, and the order of keys', () => {
    const text = '{"z":1,"__proto__":{"polluted":true},"constructor":2,"a":3}';
    const copy = frozenJson(JSON.parse(text) as Record<string, Json>);
    expect(JSON.stringify(copy)).toBe(text);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
  });
});

describe('the own keys of a map', () => {
  it.each(['__proto__', 'constructor', 'toString', 'a'])('are set and read without its prototype: %s', (key) => {
    const map: Record<string, Json> = {};
    expect(own(map, key)).toBeUndefined();
    setOwn(map, key, 'value');
    expect(own(map, key)).toBe('value');
    expect(Object.keys(map)).toEqual([key]);
    setOwn(map, key, 'other');
    expect(own(map, key)).toBe('other');
    expect(Object.getPrototypeOf(map)).toBe(Object.prototype);
  });
});
