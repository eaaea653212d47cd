import { type UnjoinOptions, type UnjoinResult, openCluster, unjoin } from 'fed8s/fleet';
import { JoinedFleet, NAMESPACE } from './joined-fleet';

let fleet: JoinedFleet;

beforeAll(async () => {
  fleet = await JoinedFleet.start({ clusters: ['host', 'cluster1', 'cluster2'] });
  await fleet.init();
});

afterAll(() => fleet.stop());

async function leave(cluster: string, options: Partial<UnjoinOptions> = {}): Promise<UnjoinResult> {
  const member = await openCluster({ kubeconfig: fleet.local.kubeconfig, context: cluster, timeoutMs: 5_000 });
  return await unjoin({ cluster, host: await fleet.api('host'), member, ...options });
}

function namespaces(context: string): readonly string[] {
  return fleet.names(context, 'namespace', '--field-selector=status.phase=Active');
}

/** What is left of a join on a cluster. */
function remains(context: string, cluster: string): readonly string[] {
  return fleet
    .names(context, 'clusterrole,clusterrolebinding')
    .filter((name) => name.includes(`:${cluster}-host`) || name.includes(`-${cluster}-host`));
}

describe('unjoin, on real clusters', () => {
  it('removes what join has made, with the namespace that it made', async () => {
    await fleet.join('cluster1');
    expect(await leave('cluster1', { dryRun: true })).toMatchObject({ outcome: 'planned' });
    expect(remains('cluster1', 'cluster1')).not.toEqual([]);
    expect(await leave('cluster1')).toMatchObject({ outcome: 'unjoined', leftBehind: [], problems: [] });
    expect(remains('cluster1', 'cluster1')).toEqual([]);
    expect(namespaces('cluster1')).not.toContain(`namespace/${NAMESPACE}`);
    expect(fleet.names('host', 'kubefedcluster,secret', '-n', NAMESPACE)).toEqual([]);
  });

  it('keeps a namespace that holds anything of others, and one that it has not made', async () => {
    await fleet.join('cluster2');
    fleet.kubectl('cluster2', 'create', 'configmap', 'theirs', '-n', NAMESPACE);
    const left = await leave('cluster2');
    expect(left.steps).toContainEqual(
      expect.objectContaining({ outcome: 'kept', detail: 'not empty: ConfigMap/theirs' }) as unknown,
    );
    expect(fleet.names('cluster2', 'configmap', '-n', NAMESPACE)).toContain('configmap/theirs');
    fleet.kubectl('cluster2', 'annotate', 'namespace', NAMESPACE, 'fed8s.dev/created-by-join-');
    fleet.kubectl('cluster2', 'delete', 'configmap', 'theirs', '-n', NAMESPACE);
    await fleet.join('cluster2');
    await leave('cluster2');
    expect(namespaces('cluster2')).toContain(`namespace/${NAMESPACE}`);
  });

  it('leaves the host its namespace', async () => {
    await fleet.join('host');
    expect(await leave('host')).toMatchObject({ outcome: 'unjoined' });
    expect(namespaces('host')).toContain(`namespace/${NAMESPACE}`);
  });

  it('touches nothing where the member is dead, and with force says what is left where', async () => {
    await fleet.join('cluster2');
    await fleet.local.kill('cluster2');
    try {
      expect(await leave('cluster2')).toMatchObject({ outcome: 'incomplete', on: 'member', steps: [] });
      expect(fleet.names('host', 'kubefedcluster', '-n', NAMESPACE)).toHaveLength(1);
      const forced = await leave('cluster2', { force: true });
      expect(forced).toMatchObject({ outcome: 'unjoined', problems: [{ code: 'left-behind' }] });
      expect(forced.problems[0]?.message).toContain(fleet.local.server('cluster2'));
      expect(forced.problems[0]?.message).toContain(`ServiceAccount ${NAMESPACE}/cluster2-host`);
      expect(fleet.names('host', 'kubefedcluster,secret', '-n', NAMESPACE)).toEqual([]);
    } finally {
      await fleet.local.restart('cluster2');
    }
  });

  it('refuses a name that is not joined, before it deletes anything', async () => {
    expect(await leave('nobody')).toMatchObject({
      outcome: 'refused',
      problems: [{ code: 'not-joined' }],
      steps: [],
    });
  });
});
