import { declaredTwice } from '../../../lib/fleet/apply/declared-twice';
import { objectKey } from '../../../lib/model/object-ref';

const autoscaler = (version: string, name = 'web') => {
  const object = { apiVersion: `autoscaling/${version}`, kind: 'HorizontalPodAutoscaler', namespace: 'shop', name };
  return { object, key: objectKey(object) };
};

describe('what is declared for a cluster', () => {
  it('is each object once', () => {
    expect(declaredTwice([autoscaler('v2'), autoscaler('v2', 'api')], 'eu-1')).toBeUndefined();
  });

  it('is refused where two versions of a kind make one object of two manifests', () => {
    expect(declaredTwice([autoscaler('v1'), autoscaler('v2', 'api'), autoscaler('v2')], 'eu-1')).toMatchObject({
      code: 'identity-collision',
      cluster: 'eu-1',
      object: { name: 'web' },
      message: 'Declared twice: HorizontalPodAutoscaler shop/web. Two versions of one kind are one object to a server.',
    });
  });
});
