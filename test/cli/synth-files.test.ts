import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { SHOP, cli, clusters, filesIn, inFolder, leaveFolders } from './run-cli';

afterEach(leaveFolders);

const FLEET = clusters({ cluster1: 'eu', cluster2: 'us' });

describe('fed8s synth -f', () => {
  it('writes nothing for a warning, where that is asked for', async () => {
    const folder = inFolder({
      'f.yaml': `${clusters({ eu: 'eu' })}---
apiVersion: types.kubefed.io/v1beta1
kind: FederatedNamespace
metadata: { name: shop, namespace: shop }
spec: { placement: { clusterSelector: { matchLabels: { region: mars } } } }
`,
    });
    const { exit, stderr } = await cli(['synth', '-f', 'f.yaml', '--warnings-as-errors']);
    expect(exit).toBe(1);
    expect(stderr).toContain('error empty-placement');
    expect(Object.keys(filesIn(folder))).toEqual(['f.yaml']);
    expect(await cli(['synth', '-f', 'f.yaml'])).toMatchObject({ exit: 0 });
  });

  it('writes the folder of every cluster and says where', async () => {
    const folder = inFolder({ 'in/shop.yaml': SHOP, 'in/fleet.yaml': FLEET });
    const { exit, stdout, stderr } = await cli(['synth', '-f', 'in', '-o', 'out']);
    expect(stderr).toBe('');
    expect(exit).toBe(0);
    expect(stdout).toBe(`What goes where, and why
  OBJECT               ON                  BECAUSE                    NOT ON
  Namespace shop       cluster1, cluster2  clusterSelector {}
  Deployment shop/web  cluster1            clusterSelector region=eu  cluster2 (not-selected)

2 objects for 2 clusters, semantics strict
  out/cluster1  2 objects
  out/cluster2   1 object
out: 3 files written, 0 unchanged, 0 removed
fed8s.lock.json: written, to be committed
`);
    expect(Object.keys(filesIn(`${folder}/out`))).toEqual([
      'cluster1/00-namespaces.k8s.yaml',
      'cluster1/shop.k8s.yaml',
      'cluster2/00-namespaces.k8s.yaml',
      'fed8s.json',
    ]);
  });

  it('writes to dist where no folder is named', async () => {
    const folder = inFolder({ 'shop.yaml': SHOP, 'fleet.yaml': FLEET });
    const { exit, stdout } = await cli(['synth', '-f', 'shop.yaml', '-f', 'fleet.yaml']);
    expect(exit).toBe(0);
    expect(stdout).toContain('dist: 3 files written');
    expect(Object.keys(filesIn(folder))).toContain('dist/cluster1/shop.k8s.yaml');
  });

  it('counts what a second run leaves, changes and removes', async () => {
    inFolder({ 'shop.yaml': SHOP, 'fleet.yaml': FLEET });
    await cli(['synth', '-f', '.', '-o', 'out']);
    expect((await cli(['synth', '-f', '.', '-o', 'out'])).stdout).toContain('0 files written, 3 unchanged, 0 removed');
    writeFileSync('shop.yaml', SHOP.replace('region: eu', 'region: us').replace('replicas: 3', 'replicas: 4'));
    expect((await cli(['synth', '-f', '.', '-o', 'out'])).stdout).toContain('1 file written, 2 unchanged, 1 removed');
  });

  it('reads standard input', async () => {
    inFolder();
    const { exit, stdout } = await cli(['synth', '-f', '-', '-o', 'out'], { stdin: FLEET + SHOP });
    expect(exit).toBe(0);
    expect(stdout).toContain('2 objects for 2 clusters');
  });

  it('lists the objects that are the host\u2019s own as left alone', async () => {
    inFolder({
      'all.yaml': `${FLEET}${SHOP}---
apiVersion: v1
kind: ConfigMap
metadata: { name: own, namespace: shop }
`,
    });
    const { exit, stdout } = await cli(['synth', '-f', 'all.yaml', '-o', 'out']);
    expect(exit).toBe(0);
    expect(stdout).toContain("Left alone, 1 object of the host's own: ConfigMap shop/own\n");
  });

  it('shows the status that KubeFed would report, in kubefed semantics', async () => {
    inFolder({
      'all.yaml': `${FLEET}${SHOP}  overrides:
    - clusterName: cluster1
      clusterOverrides: [{ path: /spec/nothing/here, value: 1 }]
---
apiVersion: types.kubefed.io/v1beta1
kind: FederatedConfigMap
metadata: { name: lost, namespace: nowhere }
spec: { placement: { clusterSelector: {} } }
`,
    });
    const { exit, stdout, stderr } = await cli(['synth', '-f', '.', '-o', 'out', '--semantics', 'kubefed']);
    expect(exit).toBe(0);
    expect(stderr).toContain('warning override-failed:');
    expect(stdout).toContain('Propagation status, as KubeFed would report it\n  OBJECT ');
    expect(stdout).toContain('  FederatedConfigMap nowhere/lost  False   NamespaceNotFederated  (none)\n');
    expect(stdout).toContain(
      '  FederatedDeployment shop/web     False   CheckClusters          ApplyOverridesFailed: cluster1\n',
    );
    expect(stdout).toContain('  FederatedNamespace shop/shop     True                           cluster1, cluster2\n');
  });

  it('prints one JSON document that holds everything', async () => {
    inFolder({ 'shop.yaml': SHOP, 'fleet.yaml': FLEET });
    const { exit, stdout, stderr } = await cli([
      'synth',
      '-f',
      '.',
      '-o',
      'out',
      '--format',
      'json',
      '--semantics',
      'kubefed',
    ]);
    expect(exit).toBe(0);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual({
      apiVersion: 'fed8s.dev/v1',
      kind: 'SynthReport',
      semantics: 'kubefed',
      outdir: 'out',
      clusters: [
        { name: 'cluster1', objects: 2 },
        { name: 'cluster2', objects: 1 },
      ],
      objects: 2,
      files: { written: 3, unchanged: 0, removed: 0 },
      lock: { file: 'fed8s.lock.json', is: 'written' },
      leftAlone: [],
      decisions: [
        expect.objectContaining({ placed: true, reason: 'selected', clusters: ['cluster1', 'cluster2'] }),
        expect.objectContaining({ placed: true, reason: 'selected', clusters: ['cluster1'] }),
        expect.objectContaining({ placed: false, reason: 'not-selected', clusters: ['cluster2'] }),
      ],
      status: [
        {
          object: {
            apiVersion: 'types.kubefed.io/v1beta1',
            kind: 'FederatedNamespace',
            namespace: 'shop',
            name: 'shop',
          },
          condition: { status: 'True' },
          clusters: [{ name: 'cluster1' }, { name: 'cluster2' }],
        },
        {
          object: {
            apiVersion: 'types.kubefed.io/v1beta1',
            kind: 'FederatedDeployment',
            namespace: 'shop',
            name: 'web',
          },
          condition: { status: 'True' },
          clusters: [{ name: 'cluster1' }],
        },
      ],
      problems: [],
    });
  });

  it('takes the semantics and the secrets policy from the environment too', async () => {
    const secret = `---
apiVersion: types.kubefed.io/v1beta1
kind: FederatedSecret
metadata: { name: key, namespace: shop }
spec: { template: { data: { a: YQ== } }, placement: { clusterSelector: {} } }
`;
    inFolder({ 'all.yaml': FLEET + SHOP + secret });
    const argv = ['synth', '-f', 'all.yaml', '-o', 'out'];
    const kubefed = await cli(argv, { env: { FED8S_SEMANTICS: 'kubefed' } });
    expect(kubefed.exit).toBe(0);
    expect(kubefed.stdout).toContain('semantics kubefed');
    expect(kubefed.stderr).toContain('warning secret-in-clear:');
    const refused = await cli(argv, { env: { FED8S_SECRETS: 'refuse' } });
    expect(refused).toMatchObject({ exit: 1, stdout: '' });
    expect(refused.stderr).toContain('error secret-in-clear:');
    expect((await cli([...argv, '--secrets', 'warn'], { env: { FED8S_SECRETS: 'refuse' } })).exit).toBe(0);
    const wrong = await cli(argv, { env: { FED8S_SEMANTICS: 'loose' } });
    expect(wrong.exit).toBe(1);
    expect(wrong.stderr).toContain('error invalid-option: FED8S_SEMANTICS is "loose".');
  });

  it('hands on scope and system namespace', async () => {
    inFolder({ 'all.yaml': (FLEET + SHOP).replaceAll('kube-federation-system', 'shop') });
    const { exit, stdout, stderr } = await cli([
      'synth',
      '-f',
      '.',
      '--system-namespace',
      'shop',
      '--scope',
      'Namespaced',
    ]);
    expect(stderr).toBe('');
    expect(exit).toBe(0);
    expect(stdout).toContain('  dist/cluster1   1 object\n  dist/cluster2  0 objects\n');
  });

  it('gives an item of a List the line on which it begins', async () => {
    inFolder({
      'list.yaml': `${FLEET}---
apiVersion: v1
kind: List
items:
  - apiVersion: types.kubefed.io/v1beta1
    kind: FederatedConfigMap
    metadata: { name: a, namespace: shop }
    spec: { placement: { clusters: [{ name: cluster1 }] } }
  - apiVersion: types.kubefed.io/v1beta1
    kind: FederatedConfigMap
    metadata: { name: b, namespace: shop }
    spec: { placement: { clusters: [{ name: cluster1 }] } }
  - 7
`,
    });
    const { exit, stderr } = await cli(['synth', '-f', 'list.yaml', '-o', 'out']);
    expect(exit).toBe(1);
    expect(stderr).toContain('in: list.yaml:13, FederatedConfigMap shop/a');
    expect(stderr).toContain('in: list.yaml:17, FederatedConfigMap shop/b');
    expect(stderr).toMatch(/error not-a-manifest: .*\n {2}in: list.yaml:21\n/);
  });
});

describe('bad input to fed8s synth -f', () => {
  const refused = async (files: Readonly<Record<string, string>>, ...argv: readonly string[]): Promise<string> => {
    inFolder(files);
    const { exit, stdout, stderr } = await cli(['synth', '-o', 'out', ...argv]);
    expect({ exit, stdout }).toEqual({ exit: 1, stdout: '' });
    expect(stderr).not.toContain('    at ');
    return stderr;
  };

  it('tells all errors of all files at once, each with its place and remedy', async () => {
    const stderr = await refused(
      {
        'in/1.yaml': 'kind: [unclosed\n',
        'in/2.yaml': 'apiVersion: v1\nkind: ConfigMap\nkind: Secret\n',
        'in/3.yaml': `${FLEET}${SHOP.replace('replicas: 3', 'replicas: 9007199254740993')}`,
      },
      '-f',
      'in',
    );
    expect(stderr).toMatch(/error yaml-syntax: .*\n {2}in: in\/1\.yaml:\d.*\n {2}do: /);
    expect(stderr).toMatch(/error duplicate-key: .*\n {2}in: in\/2\.yaml:3.*\n {2}do: /);
    expect(stderr).toMatch(/error unsafe-integer: .*\n {2}in: in\/3\.yaml:\d+.*\n {2}do: /);
    expect(stderr).toMatch(/\n3 errors\n$/);
  });

  it('does not tell what only follows from a file that it could not read', async () => {
    const stderr = await refused({ 'fleet.yaml': ':\n\t- [', 'shop.yaml': SHOP }, '-f', '.');
    expect(stderr).toContain('error yaml-syntax:');
    expect(stderr).not.toContain('no-clusters');
  });

  it.each([
    ['a file that is not there', {}, 'nowhere.yaml', 'unreadable-file'],
    ['an empty file', { 'empty.yaml': '' }, 'empty.yaml', 'empty-file'],
    ['a folder without YAML', { 'docs/README.md': '#' }, 'docs', 'no-manifest-files'],
    ['a list as a document', { 'list.yaml': '- a\n' }, 'list.yaml', 'not-a-manifest'],
    ['an object that is no manifest', { 'a.yaml': 'name: x\n' }, 'a.yaml', 'not-a-manifest'],
  ])('refuses %s', async (_what, files, path, code) => {
    expect(await refused(files, '-f', path)).toMatch(new RegExp(`error ${code}: .*\\n {2}in: ${path}.*\\n {2}do: `));
  });

  it('refuses a file of 100 MB without reading it', async () => {
    inFolder();
    writeFileSync('big.yaml', Buffer.alloc(100_000_000, 'a: b\n'));
    const { exit, stderr } = await cli(['synth', '-f', 'big.yaml']);
    expect(exit).toBe(1);
    expect(stderr).toMatch(/error file-too-large: .*\n {2}in: big\.yaml/);
  });

  it('refuses a folder that may not be read', async () => {
    inFolder();
    mkdirSync('secret');
    chmodSync('secret', 0);
    const { exit, stderr } = await cli(['synth', '-f', 'secret']);
    expect(exit).toBe(1);
    // Root may read every folder, and finds nothing in this one.
    expect(stderr).toMatch(process.getuid?.() === 0 ? /error no-manifest-files:/ : /error unreadable-file:/);
    chmodSync('secret', 0o700);
  });

  it('refuses an output folder that is a file', async () => {
    expect(await refused({ 'all.yaml': FLEET + SHOP, out: 'mine\n' }, '-f', 'all.yaml')).toContain(
      'error output-not-a-folder:',
    );
  });

  it('refuses an output folder that it did not make', async () => {
    expect(await refused({ 'all.yaml': FLEET + SHOP, 'out/mine.txt': 'x' }, '-f', 'all.yaml')).toContain(
      'error foreign-folder:',
    );
  });

  it('says that there are no clusters, and not that each of them is unknown', async () => {
    const stderr = await refused(
      { 'a.yaml': SHOP.replace('clusterSelector: {}', 'clusters: [{ name: a }]') },
      '-f',
      '.',
    );
    expect(stderr).toContain('error no-clusters:');
    expect(stderr).not.toContain('unknown-cluster');
  });

  it('refuses a source beside -f', async () => {
    expect(await refused({ 'a.yaml': FLEET }, 'folder', '-f', 'a.yaml')).toContain(
      'error invalid-call: Both a source (folder) and -f are given.',
    );
  });

  it('refuses an output folder without a name', async () => {
    expect(await refused({ 'a.yaml': FLEET + SHOP }, '-f', 'a.yaml', '-o', '')).toContain(
      'error invalid-call: -o names',
    );
  });

  it('tells errors as JSON where that was asked for', async () => {
    inFolder({ 'shop.yaml': SHOP });
    const { exit, stdout, stderr } = await cli(['synth', '-f', 'shop.yaml', '--format', 'json']);
    expect({ exit, stderr }).toEqual({ exit: 1, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({
      kind: 'SynthReport',
      problems: [{ code: 'no-clusters', severity: 'error' }],
    });
  });

  it('spells out control characters of the input, which could do anything to a terminal', async () => {
    const stderr = await refused(
      {
        'a.yaml': `${FLEET}---\napiVersion: core.kubefed.io/v1beta1\nkind: KubeFedCluster\nmetadata: { name: "x\\e[2J" }\n`,
      },
      '-f',
      'a.yaml',
    );
    expect(stderr).toContain('error invalid-cluster-name:');
    expect(stderr).not.toContain('\u001b');
  });
});
