import { LocalFleet } from 'fed8s/testing';
import { kubectl } from './kubectl';

describe('a local fleet with workloads', () => {
  it('makes the Pods of a Deployment Ready, by the controllers of Kubernetes', async () => {
    await using local = await LocalFleet.start({
      clusters: [{ name: 'eu', region: 'eu', zones: ['eu-a', 'eu-b'] }],
      workloads: true,
    });
    await kubectl(local, 'eu', 'create', 'deployment', 'web', '--image=nginx', '--replicas=3');
    await kubectl(local, 'eu', 'rollout', 'status', 'deployment/web', '--timeout=60s');
    expect(await kubectl(local, 'eu', 'get', 'deployment', 'web', '--no-headers')).toMatch(/^web +3\/3 +3 +3 /);
    expect(await kubectl(local, 'eu', 'get', 'pods', '-o=wide', '--no-headers')).toMatch(/eu-node-[12]/);
    await kubectl(local, 'eu', 'delete', 'deployment', 'web', '--cascade=foreground', '--wait', '--timeout=60s');
    expect(await kubectl(local, 'eu', 'get', 'pods,replicasets', '-o=name')).toBe('');
  });
});
