import { below, pointerOf } from '../../lib/model/json-pointer';

describe('a JSON pointer', () => {
  // RFC 6901, section 5, and a place in a list.
  it.each<[segments: (string | number)[], pointer: string]>([
    [[], ''],
    [['foo', 0], '/foo/0'],
    [[''], '/'],
    [['a/b'], '/a~1b'],
    [['m~n'], '/m~0n'],
    [['~1'], '/~01'],
    [[' '], '/ '],
  ])('to %j is %j', (segments, pointer) => {
    expect(pointerOf(segments)).toBe(pointer);
  });

  it('goes on below another', () => {
    expect(below('/metadata/labels', 'app.kubernetes.io/name')).toBe('/metadata/labels/app.kubernetes.io~1name');
  });
});
