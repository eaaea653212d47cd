import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, requireFreshBuild } from '../built';
import { cli, inFolder, leaveFolders } from './run-cli';

const FEDERATION = `
apiVersion: core.kubefed.io/v1beta1
kind: KubeFedCluster
metadata: { name: eu, labels: { region: eu } }
---
apiVersion: core.kubefed.io/v1beta1
kind: KubeFedCluster
metadata: { name: us, labels: { region: us } }
---
apiVersion: types.kubefed.io/v1beta1
kind: FederatedNamespace
metadata: { name: shop, namespace: shop }
spec: { placement: { clusterSelector: {} } }
---
apiVersion: types.kubefed.io/v1beta1
kind: FederatedConfigMap
metadata: { name: web, namespace: shop }
spec:
  template: { data: { a: "1" } }
  placement: { clusterSelector: { matchLabels: { region: eu } } }
  overrides:
    - clusterName: eu
      clusterOverrides: [{ path: /data/a, value: "2" }]
`;

const APP = `
const { FederatedApp, FederatedChart, FederatedConfigMap, FederatedNamespace, KubeFedCluster } = require(${JSON.stringify(join(ROOT, 'build/lib/index.js'))});
const app = new FederatedApp({ semantics: 'kubefed' });
const fleet = new FederatedChart(app, 'fleet');
new KubeFedCluster(fleet, 'eu');
const shop = new FederatedChart(app, 'shop', { namespace: 'shop', placement: { clusterSelector: {} } });
new FederatedNamespace(shop, 'ns');
const web = new FederatedConfigMap(shop, 'web', { metadata: { name: 'web' }, template: { metadata: { annotations: { a: 'b' } }, data: { a: '1' } } });
web.override.everywhere().set((c) => c.data.a, '2');
app.synth();
`;

afterEach(leaveFolders);

describe('fed8s explain', () => {
  beforeAll(requireFreshBuild);

  it('says for every cluster why, and what is different there', async () => {
    inFolder({ 'f.yaml': FEDERATION });
    const { exit, stdout, stderr } = await cli(['explain', '-f', 'f.yaml', 'configmap/shop/web']);
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    expect(stdout).toBe(`FederatedConfigMap shop/web, declared in f.yaml:15

on eu
  selected: clusterSelector region=eu
  /data/a  "1" -> "2"  by replace /data/a

not on us
  not-selected: clusterSelector region=eu
  region=eu does not hold: the cluster has us
`);
  });

  it('says why not, as text and as JSON', async () => {
    inFolder({ 'f.yaml': FEDERATION });
    const call = ['explain', '-f', 'f.yaml', 'configmap/shop/web', '--why-not', 'us'];
    const { stdout } = await cli(call);
    expect(stdout).toContain('not on us\n  not-selected');
    expect(stdout).not.toContain('on eu\n');
    const json = JSON.parse((await cli([...call, '--format', 'json'])).stdout) as object;
    expect(json).toMatchObject({
      apiVersion: 'fed8s.dev/v1',
      kind: 'Explanation',
      clusters: [{ cluster: 'us', placed: false, conditions: [{ condition: 'region=eu', found: 'us', holds: false }] }],
      problems: [],
    });
  });

  it('asks the app of cdk8s.yaml, by the semantics of the app, and writes nothing', async () => {
    const folder = inFolder({
      'app.js': APP,
      'cdk8s.yaml': `app: ${JSON.stringify(`"${process.execPath}" app.js`)}\n`,
    });
    const { exit, stdout, stderr } = await cli(['explain', 'configmap/shop/web', 'eu']);
    expect(exit).toBe(0);
    expect(stderr).toContain('warning annotations-dropped');
    expect(stdout).toBe(`FederatedConfigMap shop/web, declared in shop/web

on eu
  selected: clusterSelector {}
  /data/a  "1" -> "2"  by set data.a for every cluster (shop/web)
`);
    expect(readdirSync(folder).sort()).toEqual(['app.js', 'cdk8s.yaml']);
  });

  it.each([
    ['an object that is not there', ['configmap/shop/wbe'], 'error unknown-object: '],
    ['a cluster that is not there', ['configmap/shop/web', 'uk'], 'error unknown-cluster: '],
    [
      'two clusters',
      ['configmap/shop/web', 'eu', '--why-not', 'us'],
      'error invalid-call: Two clusters are asked for, eu and us.',
    ],
    ['no object', [], "error invalid-call: Missing required argument 'object'."],
  ])('is refused for %s', async (_, args, message) => {
    inFolder({ 'f.yaml': FEDERATION });
    const { exit, stdout, stderr } = await cli(['explain', '-f', 'f.yaml', ...args]);
    expect({ exit, stdout }).toEqual({ exit: 1, stdout: '' });
    expect(stderr).toContain(message);
  });

  it('says that an app has handed nothing on', async () => {
    inFolder({ 'cdk8s.yaml': `app: ${JSON.stringify(`"${process.execPath}" -e 0`)}\n` });
    const { exit, stderr } = await cli(['explain', 'configmap/shop/web']);
    expect(exit).toBe(1);
    expect(stderr).toContain('error app-failed: ');
    expect(stderr).toContain('but no FederatedApp was put to work.');
  });
});
