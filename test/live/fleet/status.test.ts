import { type Clock, type FleetStatus, type StatusOptions, openFleet, rotate, status } from 'fed8s/fleet';
import { JoinedFleet, NAMESPACE } from './joined-fleet';

let fleet: JoinedFleet;

beforeAll(async () => {
  fleet = await JoinedFleet.start({
    clusters: ['host', { name: 'cluster1', region: 'eu', zones: ['eu-b', 'eu-a'] }, 'cluster2'],
  });
  await fleet.init();
  await fleet.join('cluster1');
  await fleet.join('cluster2');
});

afterAll(() => fleet.stop());

async function ask(options: Partial<StatusOptions> = {}): Promise<FleetStatus> {
  const clusters = [{ name: 'cluster1' }, { name: 'cluster2' }];
  const { credentials } = options;
  const members = await openFleet({
    clusters,
    kubeconfig: fleet.local.kubeconfig,
    timeoutMs: 3_000,
    ...(credentials && { credentials, hostContext: 'host' }),
  });
  const answer = await status({ host: await fleet.api('host'), members, ...options });
  for (const { api } of members) if (api.outcome === 'ok') api.value.close();
  if (answer.outcome === 'failed') throw new Error(answer.failure.message);
  return answer.value;
}

function ready(): string {
  return fleet.kubectl('host', 'get', 'kubefedclusters', '-n', NAMESPACE, '--no-headers');
}

/** The time of this machine, so many hours on. */
function later(hours: number): Clock {
  return { now: () => Date.now() + hours * 3_600_000, sleep: () => Promise.resolve() };
}

describe('status, on real clusters', () => {
  it('tells health, version, place and token, and writes what KubeFed would', async () => {
    const { clusters } = await ask();
    expect(clusters).toMatchObject([
      {
        cluster: 'cluster1',
        membership: 'joined',
        health: { kind: 'ready', version: 'v1.37.2' },
        place: { state: 'known', value: { region: 'eu', zones: ['eu-a', 'eu-b'] } },
        inventories: { state: 'known', value: [] },
        credential: { state: 'valid', terms: { kind: 'bound' } },
        recorded: 'written',
        problems: [],
      },
      { cluster: 'cluster2', health: { kind: 'ready' } },
    ]);
    const region = '-o=jsonpath={.status.region} {.status.zones}';
    expect(fleet.kubectl('host', 'get', 'kubefedcluster', 'cluster1', '-n', NAMESPACE, region)).toBe(
      'eu ["eu-a","eu-b"]',
    );
  });

  it('asks as the host does, where that is wanted', async () => {
    const { clusters } = await ask({ credentials: 'host' });
    expect(clusters.map(({ health }) => health.kind)).toEqual(['ready', 'ready']);
  });

  it('takes a cluster for not ready after three probes in a row, tells it at once, and concludes nothing of it', async () => {
    fleet.local.pause('cluster2');
    try {
      const { clusters } = await ask();
      expect(clusters).toMatchObject([
        { health: { kind: 'ready' } },
        {
          health: { kind: 'offline' },
          place: { state: 'unknown' },
          inventories: { state: 'unknown' },
          problems: [{ code: 'cluster-not-ready' }],
        },
      ]);
      await ask();
      expect(ready()).toMatch(/cluster2 +\S+ +True/);
      await ask();
      expect(ready()).toMatch(/cluster2 +\S+ +v1/);
    } finally {
      fleet.local.resume('cluster2');
    }
    await ask();
    expect(ready()).toMatch(/cluster2 +\S+ +True/);
  });

  it('renews a token of which half of the life is over, and not by the host itself', async () => {
    const before = await ask();
    const asHost = await ask({ credentials: 'host', clock: later(13) });
    expect(asHost.clusters[0]?.credential).toEqual(before.clusters[0]?.credential);
    const dry = await ask({ clock: later(25), dryRun: true });
    expect(dry.clusters[0]?.credential).toMatchObject({ state: 'expired' });
    const renewed = await ask({ clock: later(13) });
    expect(renewed.clusters[0]?.credential).toMatchObject({ state: 'renewed' });
    expect((await ask({ credentials: 'host' })).clusters[0]).toMatchObject({ health: { kind: 'ready' } });
  });

  it('sees a token that was revoked, which rotate makes good', async () => {
    const member = await fleet.api('cluster1');
    for (const name of ['cluster1-host-token-a', 'cluster1-host-token-b']) {
      await member.delete({ apiVersion: 'v1', kind: 'Secret', namespace: NAMESPACE, name });
    }
    // An API server remembers for ten seconds that a token was good.
    let asHost = await ask({ credentials: 'host' });
    for (let tries = 0; tries < 30 && asHost.clusters[0]?.health.kind === 'ready'; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      asHost = await ask({ credentials: 'host' });
    }
    expect(asHost.clusters[0]?.health).toMatchObject({ kind: 'offline', failure: { kind: 'unauthorized' } });
    const rotated = await rotate({ cluster: 'cluster1', host: await fleet.api('host'), member });
    expect(rotated).toMatchObject({ outcome: 'rotated', token: { kind: 'bound' } });
    expect((await ask({ credentials: 'host' })).clusters[0]).toMatchObject({ health: { kind: 'ready' } });
    expect(fleet.names('cluster1', 'secret', '-n', NAMESPACE)).toHaveLength(1);
  });
});
