import { didYouMean, nearestName } from '../../lib/model/nearest-name';

describe('the nearest name', () => {
  it.each<[name: string, names: string[], expected: string | undefined]>([
    ['wbe', ['sidecar', 'web'], 'web'],
    ['replica', ['replicas', 'selector'], 'replicas'],
    ['eu-wst-1', ['eu-west-1', 'us-west-1'], 'eu-west-1'],
    ['CLUSTER1', ['cluster1', 'cluster2'], 'cluster1'],
    ['c3', ['c2', 'c1'], 'c1'],
    ['ab', ['xy'], undefined],
    ['redis', ['postgres'], undefined],
    ['redis', [], undefined],
    ['', ['ab'], undefined],
  ])('of %j among %j is %j', (name, names, expected) => {
    expect(nearestName(name, names)).toBe(expected);
    expect(nearestName(name, [...names].reverse())).toBe(expected);
  });

  it('is asked for at the end of a message', () => {
    expect(didYouMean('wbe', ['web'])).toBe(' Did you mean "web"?');
    expect(didYouMean('wbe', [])).toBe('');
  });
});
