import {
  type Taint,
  type Toleration,
  readTaints,
  taintsText,
  tolerates,
  tolerationProblems,
} from '../../lib/model/taint';

describe('taints in an annotation', () => {
  test('are written and read as kubectl writes them', () => {
    const text = 'gpu=true:NoSchedule,drain:NoExecute,example.com/old:PreferNoSchedule';
    const { taints, problems } = readTaints(text);
    expect(problems).toEqual([]);
    expect(taints).toEqual([
      { key: 'gpu', value: 'true', effect: 'NoSchedule' },
      { key: 'drain', effect: 'NoExecute' },
      { key: 'example.com/old', effect: 'PreferNoSchedule' },
    ]);
    expect(taintsText(taints)).toBe(text);
  });

  test.each([
    ['gpu', 'it has no effect'],
    ['gpu:Never', 'its effect is none of NoSchedule, PreferNoSchedule, NoExecute'],
    ['=x:NoExecute', 'it is empty'],
    ['a=b c:NoExecute', 'may hold only'],
    ['a:NoExecute,a=b:NoExecute', 'twice'],
  ])('are refused one by one: %s', (text, why) => {
    const { problems } = readTaints(`ok:NoSchedule,${text}`);
    expect(problems).toEqual([expect.stringContaining(why)]);
  });
});

describe('a toleration', () => {
  const taint: Taint = { key: 'gpu', value: 'true', effect: 'NoSchedule' };

  test.each<[Toleration, boolean]>([
    [{ key: 'gpu', value: 'true' }, true],
    [{ key: 'gpu', operator: 'Equal', value: 'true', effect: 'NoSchedule' }, true],
    [{ key: 'gpu', value: 'true', effect: 'NoExecute' }, false],
    [{ key: 'gpu' }, false],
    [{ key: 'gpu', operator: 'Exists' }, true],
    [{ operator: 'Exists' }, true],
    [{ key: 'cpu', operator: 'Exists' }, false],
    [{}, false],
  ])('%j is for gpu=true:NoSchedule: %s', (toleration, expected) => {
    expect(tolerates(toleration, taint)).toBe(expected);
  });

  test.each<[object, string]>([
    [{ operator: 'In', key: 'a' }, 'neither Equal nor Exists'],
    [{ key: 'a', effect: 'Never' }, 'its effect is none of'],
    [{ value: 'a' }, 'without a key'],
    [{ key: 'a', operator: 'Exists', value: 'b' }, 'it has no value'],
    [{ key: 'a b' }, 'its key is wrong'],
  ])('%j is refused', (toleration, why) => {
    expect(tolerationProblems(toleration as Toleration)).toEqual([expect.stringContaining(why)]);
  });
});
