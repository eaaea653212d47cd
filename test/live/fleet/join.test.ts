import { type JoinResult, openCluster } from 'fed8s/fleet';
import { writeFileSync } from 'node:fs';
import { join as path } from 'node:path';
import { JoinedFleet, NAMESPACE } from './joined-fleet';

let fleet: JoinedFleet;

beforeAll(async () => {
  fleet = await JoinedFleet.start({
    clusters: ['host', { name: 'cluster1', region: 'eu', zones: ['eu-a', 'eu-b'] }, 'cluster2'],
  });
  expect(await fleet.init()).toMatchObject({ outcome: 'initialized' });
  expect(await fleet.join('cluster1', LEAST)).toMatchObject({ outcome: 'joined' });
  expect(await fleet.join('cluster2', LEAST)).toMatchObject({ outcome: 'joined' });
});

afterAll(() => fleet.stop());

const LEAST = {
  resources: [
    { group: '', plural: 'configmaps' },
    { group: 'apps', plural: 'deployments' },
  ],
};

/** The objects that a join has changed. */
function changes({ steps }: JoinResult): readonly string[] {
  return steps.filter(({ outcome }) => outcome !== 'checked').map(({ object }) => `${object.kind}/${object.name}`);
}

/** The token with which the host gets into a member. */
function tokenOf(cluster: string): string {
  const encoded = fleet.kubectl(
    'host',
    'get',
    'secret',
    `${cluster}-token`,
    '-n',
    NAMESPACE,
    '-o=jsonpath={.data.token}',
  );
  return Buffer.from(encoded, 'base64').toString('utf8');
}

/** A context that gets into a member with the token of the host. */
function contextWith(token: string, cluster: string): string {
  const folder = path(fleet.local.kubeconfig, '..');
  const file = path(folder, `joined-${cluster}`);
  const server = fleet.local.server(cluster);
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'c', cluster: { server, 'insecure-skip-tls-verify': true } }],
    users: [{ name: 'u', user: { token } }],
    contexts: [{ name: 'c', context: { cluster: 'c', user: 'u' } }],
  };
  writeFileSync(file, JSON.stringify(config), { mode: 0o600 });
  return file;
}

describe('join, on real clusters', () => {
  it('makes a cluster that kubectl shows as KubeFed does', () => {
    const shown = fleet.kubectl('host', 'get', 'kubefedclusters', '-n', NAMESPACE);
    expect(shown).toMatch(/^NAME +AGE +READY +KUBERNETES-VERSION\n(.*\n)*cluster1 +\d+s +True +v1\.37/);
  });

  it('changes nothing when it is run again', async () => {
    const again = await fleet.join('cluster1', LEAST);
    expect(again).toMatchObject({ outcome: 'joined', probe: { kind: 'ready' } });
    expect(changes(again)).toEqual([]);
  });

  const ACCOUNT = 'kubefed-controller-manager:cluster1-host';
  it.each([
    ['cluster1', ['serviceaccount', 'cluster1-host'], /ServiceAccount/],
    ['cluster1', ['clusterrole', ACCOUNT], /ClusterRole/],
    ['cluster1', ['clusterrolebinding', ACCOUNT], /ClusterRoleBinding/],
    ['cluster1', ['role', ACCOUNT], /Role/],
    ['cluster1', ['rolebinding', ACCOUNT], /RoleBinding/],
    ['host', ['secret', 'cluster1-token'], /Secret/],
    ['host', ['kubefedcluster', 'cluster1'], /KubeFedCluster/],
  ])('mends what is gone: on %s %s', async (context, object, kind) => {
    fleet.kubectl(context, 'delete', ...object, ...(object[0]?.startsWith('cluster') ? [] : ['-n', NAMESPACE]));
    const mended = await fleet.join('cluster1', LEAST);
    expect(mended).toMatchObject({ outcome: 'joined', probe: { kind: 'ready' } });
    expect(changes(mended).join()).toMatch(kind);
    expect(changes(await fleet.join('cluster1', LEAST))).toEqual([]);
  });

  it('mends what somebody has changed', async () => {
    const widened = '[{"op":"replace","path":"/rules","value":[{"apiGroups":["*"],"resources":["*"],"verbs":["*"]}]}]';
    fleet.kubectl('cluster1', 'patch', 'clusterrole', ACCOUNT, '--type=json', `-p=${widened}`);
    fleet.kubectl(
      'host',
      'patch',
      'kubefedcluster',
      'cluster1',
      '-n',
      NAMESPACE,
      '--type=merge',
      '-p={"spec":{"apiEndpoint":"https://127.0.0.1:1"}}',
    );
    expect(changes(await fleet.join('cluster1', LEAST))).toEqual([`ClusterRole/${ACCOUNT}`, 'KubeFedCluster/cluster1']);
  });

  it('leaks no Secret, however often it is run', async () => {
    fleet.kubectl('host', 'delete', 'secret', 'cluster1-token', '-n', NAMESPACE);
    await fleet.join('cluster1', LEAST);
    await fleet.join('cluster1', LEAST);
    const all = fleet.names('cluster1', 'secret', '-n', NAMESPACE);
    const secrets = all.filter((name) => name.startsWith('secret/cluster1-'));
    expect(secrets).toHaveLength(1);
    expect(fleet.names('host', 'secret', '-n', NAMESPACE)).toContain('secret/cluster1-token');
  });

  it('grants what the kinds of the federation take, and no more', async () => {
    await fleet.join('cluster1', LEAST);
    const opened = await openCluster({ kubeconfig: contextWith(tokenOf('cluster1'), 'cluster1'), context: 'c' });
    if (opened.outcome === 'failed') throw new Error(opened.failure.message);
    const api = opened.value;
    const map = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x', namespace: 'default' } };
    const outcomes = await Promise.all([
      api.apply(map, { fieldManager: 'test' }),
      api.list({ apiVersion: 'apps/v1', kind: 'Deployment' }),
      api.list({ apiVersion: 'v1', kind: 'Node' }),
      api.health(),
      api.list({ apiVersion: 'v1', kind: 'Secret' }, { namespace: NAMESPACE }),
      api.create({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'x', namespace: 'default' } }),
      api.createToken({ namespace: NAMESPACE, name: 'cluster1-host' }, { expirationSeconds: 600 }),
      api.list({ apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole' }),
    ]);
    api.close();
    const kinds = outcomes.map((answer) => (answer.outcome === 'ok' ? 'ok' : answer.failure.kind));
    expect(kinds).toEqual(['ok', 'ok', 'ok', 'ok', 'forbidden', 'forbidden', 'forbidden', 'forbidden']);
  });

  it('names the kinds with which a host can give itself every right', async () => {
    const resources = [{ group: 'rbac.authorization.k8s.io', plural: 'clusterroles' }];
    const joined = await fleet.join('cluster2', { resources });
    expect(joined.problems).toMatchObject([{ code: 'near-cluster-admin', cluster: 'cluster2' }]);
    const rules = fleet.kubectl(
      'cluster2',
      'get',
      'clusterrole',
      'kubefed-controller-manager:cluster2-host',
      '-o=json',
    );
    expect(rules).toContain('"escalate"');
  });

  it('takes back rights that are not meant any more', async () => {
    await fleet.join('cluster2', { rbac: 'kubefed' });
    const names = (): readonly string[] => fleet.names('cluster2', 'role,rolebinding', '-n', NAMESPACE);
    expect(names()).toEqual([]);
    expect(changes(await fleet.join('cluster2'))).toEqual([]);
    await fleet.join('cluster2', LEAST);
    expect(names()).toHaveLength(2);
  });

  it('joins a host to itself', async () => {
    expect(await fleet.join('host', LEAST)).toMatchObject({ outcome: 'joined', probe: { kind: 'ready' } });
  });

  it('gives a token that does not end, where that is asked for, and takes it back', async () => {
    expect(await fleet.join('cluster2', { ...LEAST, token: 'long-lived' })).toMatchObject({
      outcome: 'joined',
      token: { kind: 'long-lived' },
      probe: { kind: 'ready' },
    });
    expect(fleet.names('cluster2', 'secret', '-n', NAMESPACE)).toEqual(['secret/cluster2-host']);
    expect(await fleet.join('cluster2', LEAST)).toMatchObject({ token: { kind: 'bound' }, probe: { kind: 'ready' } });
    expect(fleet.names('cluster2', 'secret', '-n', NAMESPACE)).not.toContain('secret/cluster2-host');
  });

  it('refuses one cluster under two names, unless that is said', async () => {
    expect(await fleet.join('twin', { context: 'cluster1' })).toMatchObject({
      outcome: 'refused',
      problems: [{ code: 'cluster-joined-twice' }],
      steps: [],
    });
    expect(await fleet.join('twin', { context: 'cluster1', aliasOf: 'cluster1' })).toMatchObject({ outcome: 'joined' });
  });

  it('refuses a context that leads to another cluster by now', async () => {
    expect(await fleet.join('cluster1', { context: 'cluster2' })).toMatchObject({
      outcome: 'refused',
      problems: [{ code: 'cluster-changed' }, { code: 'cluster-joined-twice' }],
    });
  });

  it('writes nothing in a dry run', async () => {
    const before = fleet.kubectl('host', 'get', 'kubefedclusters,secrets', '-n', NAMESPACE, '-o=yaml');
    fleet.kubectl('cluster1', 'delete', 'serviceaccount', 'cluster1-host', '-n', NAMESPACE);
    const planned = await fleet.join('cluster1', { ...LEAST, dryRun: true });
    expect(planned).toMatchObject({ outcome: 'planned' });
    expect(changes(planned)).toContain('ServiceAccount/cluster1-host');
    expect(fleet.kubectl('host', 'get', 'kubefedclusters,secrets', '-n', NAMESPACE, '-o=yaml')).toBe(before);
    await fleet.join('cluster1', LEAST);
  });

  it('refuses where a controller of KubeFed is at work, and goes beside it with a token that does not end', async () => {
    const record = { holderIdentity: 'other', leaseDurationSeconds: 60, renewTime: new Date().toISOString() };
    const api = await fleet.api('host');
    const lock = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name: 'kubefed-controller-manager',
        namespace: NAMESPACE,
        annotations: { 'control-plane.alpha.kubernetes.io/leader': JSON.stringify(record) },
      },
    };
    await api.create(lock);
    const refused = { outcome: 'refused', problems: [{ code: 'kubefed-is-live' }] };
    expect(await fleet.join('cluster2', LEAST)).toMatchObject(refused);
    expect(await fleet.init()).toMatchObject(refused);
    expect(await fleet.join('cluster2', { ...LEAST, besideKubefed: true })).toMatchObject({
      outcome: 'joined',
      token: { kind: 'long-lived' },
    });
    fleet.kubectl('host', 'delete', 'configmap', 'kubefed-controller-manager', '-n', NAMESPACE);
  });
});
