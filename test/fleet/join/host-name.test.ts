import { serviceAccountName } from '../../../lib/fleet/join/host-name';

describe('the ServiceAccount of a host on a member', () => {
  it('is named by both', () => {
    expect(serviceAccountName('cluster1', 'hub')).toEqual({ name: 'cluster1-hub' });
  });

  it.each(['admin@hub', 'arn:aws:eks', 'a/b', 'Hub', ''])('is refused for the host %j', (host) => {
    expect(serviceAccountName('cluster1', host)).toMatchObject({ code: 'invalid-host-name' });
  });

  it('is refused for a cluster that is no DNS label', () => {
    expect(serviceAccountName('eu.1', 'hub')).toMatchObject({ code: 'invalid-cluster-name' });
  });
});
