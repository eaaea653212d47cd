import { type Toleration } from '../../../../../lib/model/taint';
import { chosenOf, reasonsOf } from '../choice';

const fleet = {
  free: {},
  gpu: { taints: 'gpu=true:NoSchedule' },
  drained: { taints: 'drain:NoExecute' },
  old: { taints: 'old:PreferNoSchedule' },
};

describe('the taints of clusters', () => {
  test.each<[string, { tolerations?: readonly Toleration[]; before?: readonly string[] }, readonly string[]]>([
    ['keep off what does not tolerate them, but for PreferNoSchedule', {}, ['free', 'old']],
    ['with NoSchedule let be what is there already', { before: ['gpu'] }, ['free', 'gpu', 'old']],
    ['with NoExecute send away also what is there already', { before: ['drained'] }, ['free', 'old']],
    ['are tolerated by key and value', { tolerations: [{ key: 'gpu', value: 'true' }] }, ['free', 'gpu', 'old']],
    ['are not tolerated by another value', { tolerations: [{ key: 'gpu', value: 'false' }] }, ['free', 'old']],
    ['are tolerated by key with Exists', { tolerations: [{ key: 'gpu', operator: 'Exists' }] }, ['free', 'gpu', 'old']],
    ['are all tolerated by Exists alone', { tolerations: [{ operator: 'Exists' }] }, ['drained', 'free', 'gpu', 'old']],
    [
      'are tolerated for one effect only where the toleration names it',
      { tolerations: [{ operator: 'Exists', effect: 'NoExecute' }] },
      ['drained', 'free', 'old'],
    ],
  ])('%s', (_, asked, expected) => {
    expect(chosenOf(fleet, asked)).toEqual(expected);
  });

  test('are named where they keep an object off', () => {
    expect(reasonsOf(fleet, {}).gpu).toEqual({
      placed: false,
      reason: 'tainted',
      detail: 'the taint gpu=true:NoSchedule is not tolerated',
    });
  });
});
