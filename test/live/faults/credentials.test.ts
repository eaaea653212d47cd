import { createPrivateKey, sign } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { credentialFiles } from '../../../lib/testing/components/kube-apiserver';
import { type JsonObject } from '../../../lib/model/json';
import { FaultFleet } from './fault-fleet';
import { configMap, configMaps, deployment, values } from './objects';
import { Scenario, failuresOn, told } from './scenario';

const WRITER = { namespace: 'default', name: 'writer' };

let fleet: FaultFleet;

beforeAll(async () => {
  fleet = await FaultFleet.start('cluster1', 'cluster2');
  const all = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'];
  await create({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: 'writer' },
    rules: [
      { apiGroups: [''], resources: ['namespaces', 'configmaps'], verbs: all },
      { apiGroups: ['apps'], resources: ['deployments'], verbs: ['get', 'list'] },
    ],
  });
  await create({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name: 'writer' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'writer' },
    subjects: [{ kind: 'ServiceAccount', ...WRITER }],
  });
});

beforeEach(() => create({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: WRITER }));

afterEach(async () => {
  fleet.settle();
  await fleet.api('cluster1').delete({ apiVersion: 'v1', kind: 'ServiceAccount', ...WRITER });
});

afterAll(() => fleet.stop());

async function create(object: JsonObject): Promise<void> {
  const made = await fleet.api('cluster1').create(object);
  if (made.outcome === 'failed') throw new Error(made.failure.message);
}

async function newToken(): Promise<string> {
  const issued = await fleet.api('cluster1').createToken(WRITER, { expirationSeconds: 3600 });
  if (issued.outcome === 'failed') throw new Error(issued.failure.message);
  return issued.value.token;
}

/** The same token, signed by the cluster itself, but over an hour ago for an hour. */
function expired(token: string): string {
  const [header = '', payload = ''] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
  const hour = 3600;
  const now = Math.floor(Date.now() / 1000);
  const old = { ...claims, iat: now - 2 * hour, nbf: now - 2 * hour, exp: now - hour };
  const signed = `${header}.${Buffer.from(JSON.stringify(old)).toString('base64url')}`;
  const key = createPrivateKey(readFileSync(credentialFiles(fleet.local.cluster('cluster1').folder).serviceAccountKey));
  const signature = sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' });
  return `${signed}.${signature.toString('base64url')}`;
}

/** A kubeconfig that knows cluster1 by a token, and cluster2 as its administrator. */
function kubeconfigWith(token: string): string {
  const file = join(fleet.local.kubeconfig, '..', 'kubeconfig-with-token');
  const config = parse(readFileSync(fleet.local.kubeconfig, 'utf8')) as {
    users: { name: string; user: unknown }[];
  };
  const users = config.users.map((entry) => (entry.name === 'cluster1' ? { ...entry, user: { token } } : entry));
  writeFileSync(file, stringify({ ...config, users }), { mode: 0o600 });
  return file;
}

/** Until the server has forgotten that it knew a token. */
async function isRefused(token: string): Promise<void> {
  const [member] = await fleet.members({ kubeconfig: kubeconfigWith(token), clusters: ['cluster1'] });
  if (member!.api.outcome === 'failed') throw new Error(member!.api.failure.message);
  for (;;) {
    const got = await member!.api.value.get({ apiVersion: 'v1', kind: 'Namespace', name: 'default' });
    if (got.outcome === 'failed') return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

describe('a token', () => {
  it('that has expired makes its cluster unknown, and is in no word of the result', async () => {
    const scenario = new Scenario(fleet, 'expired');
    const declared = scenario.everywhere(configMaps(scenario.namespace, 2));
    const good = await newToken();
    const old = expired(good);

    const result = await scenario.apply(declared, { kubeconfig: kubeconfigWith(old) });

    expect(told(result)).toEqual({ cluster1: 'unknown: unauthorized', cluster2: 'created 3' });
    expect(result.state).toBe('incomplete');
    expect(JSON.stringify(result)).not.toContain(old.slice(0, 20));

    expect((await scenario.apply(declared, { kubeconfig: kubeconfigWith(good) })).state).toBe('complete');
    expect(await scenario.living('cluster1')).toEqual(values(2));
  });

  it('that was revoked makes its cluster unknown, and nothing is taken for gone', async () => {
    const scenario = new Scenario(fleet, 'revoked');
    const token = await newToken();
    const kubeconfig = kubeconfigWith(token);
    await scenario.apply(scenario.everywhere(configMaps(scenario.namespace, 3)), { kubeconfig });
    await fleet.api('cluster1').delete({ apiVersion: 'v1', kind: 'ServiceAccount', ...WRITER });
    await isRefused(token);
    const declared = scenario.everywhere(configMaps(scenario.namespace, 2, '2'));

    const result = await scenario.apply(declared, { kubeconfig });

    expect(told(result)).toEqual({
      cluster1: 'unknown: unauthorized',
      cluster2: 'deleted 1, unchanged 1, updated 2',
    });
    expect(await scenario.living('cluster1')).toEqual(values(3));
    expect(JSON.stringify(result)).not.toContain(token);

    await create({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: WRITER });
    const second = await scenario.apply(declared, { kubeconfig: kubeconfigWith(await newToken()) });
    expect(second.state).toBe('complete');
    expect(await scenario.living('cluster1')).toEqual(values(2, '2'));
  });

  it('that is renewed in the kubeconfig after a run has begun is read again', async () => {
    const scenario = new Scenario(fleet, 'rotated');
    const good = await newToken();
    const kubeconfig = kubeconfigWith(expired(good));
    const declared = scenario.everywhere(configMaps(scenario.namespace, 20));
    const running = scenario.apply(declared, { kubeconfig, onOpened: () => void kubeconfigWith(good) });
    expect(told(await running)).toEqual({ cluster1: 'created 21', cluster2: 'created 21' });
  });
});

describe('a credential that may not write one kind', () => {
  it('costs that kind alone, and deletes nothing of it', async () => {
    const scenario = new Scenario(fleet, 'rbac');
    const kubeconfig = kubeconfigWith(await newToken());
    const web = deployment(scenario.namespace, 'web');
    const first = await scenario.apply(scenario.everywhere([...configMaps(scenario.namespace, 2), web]), {
      kubeconfig,
    });
    expect(told(first)).toEqual({ cluster1: 'created 3, failed 1', cluster2: 'created 4' });
    expect(failuresOn('cluster1', first)).toEqual(['forbidden']);
    expect(first.state).toBe('incomplete');

    // By the administrator, all of it.
    expect((await scenario.apply(scenario.everywhere([...configMaps(scenario.namespace, 2), web]))).state).toBe(
      'complete',
    );

    const declared = scenario.everywhere([configMap(scenario.namespace, 'c0', '2')]);
    const second = await scenario.apply(declared, { kubeconfig });
    expect(told(second)).toEqual({
      cluster1: 'deleted 1, failed 1, unchanged 1, updated 1',
      cluster2: 'deleted 2, unchanged 1, updated 1',
    });
    expect(second.state).toBe('incomplete');
    expect(await scenario.inventory('cluster1')).toContain('web');

    expect((await scenario.apply(declared)).state).toBe('complete');
    expect(await scenario.inventory('cluster1')).toEqual(await scenario.inventory('cluster2'));
  });

  it('nor even read it, takes none of it for gone', async () => {
    const scenario = new Scenario(fleet, 'rbac-unread');
    const account = {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { namespace: scenario.namespace, name: 'web' },
    };
    await scenario.apply(scenario.everywhere([...configMaps(scenario.namespace, 2), account]));
    const kubeconfig = kubeconfigWith(await newToken());
    const declared = scenario.everywhere(configMaps(scenario.namespace, 2));

    const result = await scenario.apply(declared, { kubeconfig });

    expect(told(result)).toEqual({ cluster1: 'failed 1, unchanged 3', cluster2: 'deleted 1, unchanged 3' });
    expect(failuresOn('cluster1', result)).toEqual(['forbidden']);
    expect(await scenario.inventory('cluster1')).toContain('web');
    expect((await scenario.apply(declared)).state).toBe('complete');
    expect(await scenario.inventory('cluster1')).not.toContain('web');
  });
});
