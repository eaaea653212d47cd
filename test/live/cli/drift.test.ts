import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BinarySet, LocalFleet, findBinaries } from 'fed8s/testing';
import { apply } from '../../../lib/fleet/apply/apply';
import { openFleet } from '../../../lib/fleet/open-fleet';
import { ownerNamed } from '../../../lib/fleet/owner/owner';
import { federationFromManifests } from '../../../lib/interop/kubefed/federation-from-manifests';
import { readManifests } from '../../../lib/interop/yaml/read-manifests';
import { resolve } from '../../../lib/resolve/resolve';
import { cli, inFolder, leaveFolders } from '../../cli/run-cli';

const id = randomUUID();
const owner = ownerNamed('shop');
const cluster = (name: string): string => `
apiVersion: core.kubefed.io/v1beta1
kind: KubeFedCluster
metadata: { name: ${name}, namespace: kube-federation-system }
spec: { apiEndpoint: 'https://${name}.example.org', secretRef: { name: ${name} } }
---`;
const settings = (data: string): string => `
apiVersion: types.kubefed.io/v1beta1
kind: FederatedConfigMap
metadata: { name: settings, namespace: shop }
spec:
  template: { data: ${data} }
  placement: { clusterSelector: {} }
---`;
const FEDERATION = `${cluster('eu')}${cluster('us')}
apiVersion: types.kubefed.io/v1beta1
kind: FederatedNamespace
metadata: { name: shop, namespace: shop }
spec: { placement: { clusterSelector: {} } }
---
apiVersion: types.kubefed.io/v1beta1
kind: FederatedDeployment
metadata: { name: web, namespace: shop }
spec:
  template:
    spec:
      replicas: 2
      selector: { matchLabels: { app: web } }
      template:
        metadata: { labels: { app: web } }
        spec: { containers: [{ name: web, image: 'nginx:1.29' }] }
  placement: { clusterSelector: {} }
---`;
const BEFORE = `${FEDERATION}${settings("{ level: info, old: 'yes' }")}`;

let binaries: BinarySet;
let local: LocalFleet;

beforeAll(async () => {
  binaries = await findBinaries(['kubectl']);
  local = await LocalFleet.start({ clusters: ['eu', 'us'] });
});

afterAll(async () => {
  leaveFolders();
  await local.stop();
});

const kubectl = (context: string, ...args: readonly string[]): string =>
  execFileSync(
    binaries.path('kubectl'),
    ['--kubeconfig', local.kubeconfig, '--context', context, '-n', 'shop', ...args],
    {
      encoding: 'utf8',
      stdio: 'pipe',
    },
  );

async function applied(yaml: string): Promise<void> {
  const { documents } = readManifests(yaml, { file: 'federation.yaml' });
  const { clusters } = resolve(federationFromManifests(documents.map(({ value }) => value)));
  const members = await openFleet({ clusters, kubeconfig: local.kubeconfig });
  const { state, problems } = await apply({ members, desired: clusters, owner, id });
  for (const { api } of members) if (api.outcome === 'ok') api.value.close();
  expect({ state, problems }).toEqual({ state: 'complete', problems: [] });
}

const drift = (...args: readonly string[]) =>
  cli(['drift', '-f', 'federation.yaml', '--owner', 'shop', '--kubeconfig', local.kubeconfig, ...args], {
    env: { FED8S_INVENTORY_ID: id },
  });

/** Without what is another each time. */
const lasting = (text: string): string => text.replaceAll(/\d{4}-\d\d-\d\dT[\d:]+Z/g, 'TIME');

describe('fed8s drift', () => {
  beforeEach(async () => {
    inFolder({ 'federation.yaml': BEFORE });
    await applied(BEFORE);
    kubectl('us', 'scale', 'deployment/web', '--replicas=2');
  });

  it('says that all is in sync', async () => {
    expect(await drift()).toEqual({ exit: 0, stdout: '6 objects in sync on 2 clusters\n', stderr: '' });
  });

  it('names what differs, and who changed it; puts it back where that is asked for', async () => {
    kubectl('us', 'scale', 'deployment/web', '--replicas=7');
    kubectl('us', 'set', 'image', 'deployment/web', 'web=nginx:1.30');
    kubectl('eu', 'delete', 'configmap/settings');
    const { exit, stdout } = await drift();
    expect(lasting(stdout)).toBe(`eu
  - ConfigMap shop/settings is missing

us
  ~ Deployment shop/web
      spec.replicas                                  wanted 2, found 7                        by kubectl (scale)
      spec.template.spec.containers[name=web].image  wanted "nginx:1.29", found "nginx:1.30"  by kubectl-set, TIME

4 objects in sync, 1 drifted, 1 missing on 2 clusters
`);
    expect(exit).toBe(2);
    const repaired = await drift('--repair', '--object', 'Deployment/shop/web');
    expect(repaired.stdout).toContain('  put back Deployment shop/web\n');
    expect(repaired.exit).toBe(2);
    expect((await drift('--repair')).exit).toBe(0);
    expect((await drift()).stdout).toBe('6 objects in sync on 2 clusters\n');
  });

  it('names what is declared no more, and what is declared since', async () => {
    inFolder({ 'federation.yaml': FEDERATION.replace('replicas: 2', 'replicas: 3') });
    const { stdout, exit } = await drift('--clusters', 'eu');
    expect(stdout).toBe(`eu
  + ConfigMap shop/settings is declared no more
  ~ Deployment shop/web
      spec.replicas  wanted 3, found 2  declared otherwise since

1 object in sync, 1 drifted, 1 orphaned on 1 cluster
`);
    expect(exit).toBe(2);
  });

  it('is one JSON document, with paths and pointers', async () => {
    inFolder({ 'federation.yaml': `${FEDERATION}${settings('{ level: debug }')}` });
    const { stdout, exit } = await drift('--format', 'json', '--clusters', 'us');
    expect(JSON.parse(stdout)).toMatchObject({
      apiVersion: 'fed8s.dev/v1',
      kind: 'Drift',
      owner: 'shop',
      clusters: [
        {
          cluster: 'us',
          outcome: 'done',
          value: {
            counts: { inSync: 2, drifted: 1 },
            orphans: 'known',
            objects: [
              {
                outcome: 'Drifted',
                object: { kind: 'ConfigMap', namespace: 'shop', name: 'settings' },
                fields: [
                  { path: 'data.level', pointer: '/data/level', wanted: 'debug', found: 'info' },
                  { path: 'data.old', difference: 'left-over', found: 'yes' },
                ],
              },
            ],
          },
        },
      ],
      problems: [],
    });
    expect(exit).toBe(2);
  });

  it('leaves fields to others by rules', async () => {
    kubectl('us', 'scale', 'deployment/web', '--replicas=7');
    expect((await drift('--ignore', 'Deployment:spec.replicas')).exit).toBe(0);
    expect((await drift('--ignore-manager', 'kubectl')).exit).toBe(0);
    expect((await drift('--ignore', 'Deployment/shop/api:/spec/replicas')).exit).toBe(2);
  });

  it('is in the page of fed8s report', async () => {
    const folder = inFolder({ 'federation.yaml': BEFORE });
    kubectl('us', 'set', 'image', 'deployment/web', 'web=nginx:1.30');
    const asked = ['-f', 'federation.yaml', '--live', '--owner', 'shop', '--kubeconfig', local.kubeconfig];
    const { exit } = await cli(['report', ...asked], { env: { FED8S_INVENTORY_ID: id } });
    expect(exit).toBe(0);
    const page = readFileSync(join(folder, 'fed8s-report.html'), 'utf8');
    expect(page).toContain('"outcome":"Drifted"');
    expect(page).toContain('kubectl-set, ');
    kubectl('us', 'set', 'image', 'deployment/web', 'web=nginx:1.29');
  });

  it('knows the others where a cluster is down', async () => {
    await local.kill('us');
    const { stdout, exit } = await drift('--request-timeout', '5');
    expect(stdout).toMatch(/^us unknown: .*\n\n3 objects in sync on 1 cluster; 1 cluster unknown\n$/);
    expect(exit).toBe(3);
    await local.restart('us');
  });

  it.each([
    [['--repair', '--watch'], 'A watch puts nothing back.'],
    [['--object', 'Deployment/shop/web'], '--object says what is put back'],
    [['--ignore', '.'], 'It must be a path'],
  ])('refuses %j', async (args, message) => {
    const { exit, stderr } = await drift(...args);
    expect(exit).toBe(1);
    expect(stderr).toContain(message);
  });
});
