import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
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

describe('fed8s explain of a written folder', () => {
  const written = async (outdir: string): Promise<string> => {
    const folder = inFolder({ 'f.yaml': FEDERATION });
    expect((await cli(['synth', '-f', 'f.yaml', '-o', outdir])).exit).toBe(0);
    rmSync(join(folder, 'f.yaml'));
    return folder;
  };

  it('says by its index where an object is and by which rule, and what only the source knows', async () => {
    await written('dist');
    const { exit, stdout, stderr } = await cli(['explain', 'dist', 'configmap/shop/web']);
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    expect(stdout).toBe(`FederatedConfigMap shop/web, declared in f.yaml:15

on eu
  selected: clusterSelector region=eu

not on us
  not-selected: clusterSelector region=eu

Fields, ranks and the arithmetic of replicas are not in dist/fed8s.json: leave the folder out, or give -f, to ask the source.
`);
  });

  it.each([
    ['a name', 'dist', 'dist'],
    ['./ and a name', 'dist', './dist'],
    ['slashes', 'out/production/now', 'out/production/now'],
    ['a slash at its end', 'out/now', 'out/now/'],
    ['a name like that of an object', 'configmap/shop/web', 'configmap/shop/web'],
  ])('may be named by %s', async (_, outdir, named) => {
    await written(outdir);
    for (const call of [['us'], ['--why-not', 'us']]) {
      const { exit, stdout } = await cli(['explain', named, 'configmap/shop/web', ...call, '--format', 'json']);
      expect({ exit, ...(JSON.parse(stdout) as object) }).toEqual({
        exit: 0,
        apiVersion: 'fed8s.dev/v1',
        kind: 'Explanation',
        object: { apiVersion: 'types.kubefed.io/v1beta1', kind: 'FederatedConfigMap', namespace: 'shop', name: 'web' },
        origin: 'f.yaml:15',
        clusters: [{ cluster: 'us', placed: false, reason: 'not-selected', detail: 'clusterSelector region=eu' }],
        problems: [],
      });
    }
  });

  it('may be the current folder', async () => {
    process.chdir(join(await written('dist'), 'dist'));
    expect((await cli(['explain', '.', 'configmap/shop/web'])).stdout).toContain('not-selected');
  });

  it('is told from an object by what it holds, and by what is named after it', async () => {
    const folder = await written('configmap/shop/web');
    writeFileSync(join(folder, 'f.yaml'), FEDERATION);
    const { stdout } = await cli(['explain', 'configmap/shop/web', '-f', 'f.yaml']);
    expect(stdout).toContain('/data/a  "1" -> "2"');
    rmSync(join(folder, 'configmap/shop/web/fed8s.json'));
    expect((await cli(['explain', 'configmap/shop/web', 'eu', '-f', 'f.yaml'])).exit).toBe(0);
  });

  it('says the same as its source', async () => {
    const folder = await written('dist');
    writeFileSync(join(folder, 'f.yaml'), FEDERATION);
    for (const object of ['configmap/shop/web', 'namespace/shop', 'FederatedConfigMap/web']) {
      const [byIndex, bySource] = await Promise.all(
        [['dist'], ['-f', 'f.yaml']].map(async (source) => {
          const { stdout } = await cli(['explain', ...source, object, '--format', 'json']);
          const { clusters, ...rest } = JSON.parse(stdout) as { clusters: Record<string, unknown>[] };
          return {
            ...rest,
            clusters: clusters.map(({ cluster, placed, reason, detail }) => ({ cluster, placed, reason, detail })),
          };
        }),
      );
      expect(byIndex).toEqual(bySource);
    }
  });

  it.each([
    ['a folder that is not there', ['./dits', 'configmap/shop/web'], 'error no-tree: There is no folder ./dits.'],
    ['one without ./', ['dits', 'configmap/shop/web'], 'error no-tree: There is no folder dits.'],
    ['a file', ['dist/fed8s.json', 'configmap/shop/web'], 'error no-tree: There is no folder dist/fed8s.json.'],
    ['a folder without an index', ['dist/eu', 'configmap/shop/web'], 'error no-tree: dist/eu has no fed8s.json.'],
    ['no object', ['dist'], 'error invalid-call: No object of dist is asked for.'],
    ['an object that is not there', ['dist', 'configmap/shop/wbe'], 'Did you mean configmap/shop/web?'],
    ['a cluster that is not there', ['dist', 'configmap/shop/web', 'uk'], 'error unknown-cluster: '],
    [
      'two clusters',
      ['dist', 'configmap/shop/web', 'eu', 'us'],
      'error invalid-call: After the object configmap/shop/web',
    ],
    [
      'a source besides',
      ['dist', 'configmap/shop/web', '-f', 'f.yaml', '--semantics', 'kubefed'],
      'error invalid-call: -f, --semantics cannot go with the folder dist,',
    ],
  ])('is refused for %s', async (_, args, message) => {
    await written('dist');
    const { exit, stdout, stderr } = await cli(['explain', ...args]);
    expect({ exit, stdout }).toEqual({ exit: 1, stdout: '' });
    expect(stderr).toContain(message);
  });

  it.each([
    ['damaged', (text: string) => text.slice(0, -9), 'fed8s.json cannot be read'],
    ['newer', (text: string) => text.replace('fed8s.dev/v1', 'fed8s.dev/v2'), 'this fed8s reads fed8s.dev/v1'],
    ['no index', () => '{}', 'it is no index of a tree'],
    [
      'silent about a cluster',
      (text: string) => text.replace(/,\n\{"placed":false[^\n]*/, ''),
      'fed8s.json does not say whether configmap/shop/web is on us.',
    ],
  ])('is refused where its index is %s', async (_, change, message) => {
    const file = join(await written('dist'), 'dist/fed8s.json');
    writeFileSync(file, change(readFileSync(file, 'utf8')));
    const { exit, stdout, stderr } = await cli(['explain', 'dist', 'configmap/shop/web']);
    expect({ exit, stdout }).toEqual({ exit: 1, stdout: '' });
    expect(stderr).toContain('error invalid-index: ');
    expect(stderr).toContain(message);
  });

  it('stands in the help', async () => {
    const { stdout } = await cli(['explain', '--help']);
    expect(stdout).toContain('Usage: fed8s explain [options] [folder] <object> [cluster]');
    expect(stdout).toMatch(/\n {2}folder +a folder that fed8s has written/);
    expect(stdout).toMatch(/\n {2}cluster +one cluster/);
  });
});
