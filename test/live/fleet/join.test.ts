import { JoinedFleet, NAMESPACE } from './joined-fleet';

let fleet: JoinedFleet;

beforeAll(async () => {
  fleet = await JoinedFleet.start({
    clusters: ['host', { name: 'cluster1', region: 'eu', zones: ['eu-a', 'eu-b'] }, 'cluster2'],
  });
  expect(await fleet.init()).toMatchObject({ outcome: 'initialized' });
});

afterAll(() => fleet.stop());

const LEAST = {
  resources: [
    { group: 'apps', plural: 'deployments' },
    { group: '', plural: 'configmaps' },
  ],
};

describe('join, on real clusters', () => {
  it('makes a cluster that kubectl shows as KubeFed does', async () => {
    const joined = await fleet.join('cluster1', LEAST);
    expect(joined).toMatchObject({ outcome: 'joined', rbac: 'least', probe: { kind: 'ready' }, problems: [] });
    const shown = fleet.kubectl('host', 'get', 'kubefedclusters', '-n', NAMESPACE);
    expect(shown).toMatch(/^NAME +AGE +READY +KUBERNETES-VERSION\n(.*\n)*cluster1 +\d+s +True +v1\.37/);
    expect(fleet.names('cluster1', 'serviceaccount', '-n', NAMESPACE)).toContain('serviceaccount/cluster1-host');
    const again = await fleet.join('cluster1', LEAST);
    expect(again).toMatchObject({ outcome: 'joined' });
    expect(again.steps.filter(({ outcome }) => outcome !== 'checked')).toEqual([]);
  });
});
