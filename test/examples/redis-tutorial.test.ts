import { load } from 'js-yaml';
import { expectOrUpdateTree, runApp, treeOf } from './expected-tree';

interface Deployment {
  readonly spec: {
    readonly replicas: number;
    readonly template: { readonly spec: { readonly containers: readonly [{ readonly image: string }] } };
  };
}

describe('examples/redis-tutorial', () => {
  const outdir = runApp('redis-tutorial');

  it('writes the tree that stands beside it', () => {
    expectOrUpdateTree(outdir, 'redis-tutorial');
  });

  it('runs one old Redis on cluster1 and five new ones on cluster2', () => {
    const redisOf = (cluster: string) => {
      const [deployment] = (treeOf(outdir)[`${cluster}/redis.k8s.yaml`] ?? '').split('---\n');
      const { spec } = load(deployment ?? '') as Deployment;
      return { replicas: spec.replicas, image: spec.template.spec.containers[0].image };
    };
    expect(redisOf('cluster1')).toEqual({ replicas: 1, image: 'redis:7.4' });
    expect(redisOf('cluster2')).toEqual({ replicas: 5, image: 'redis:8.2' });
  });
});
