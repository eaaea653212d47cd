import { lstatSync, mkdirSync, readFileSync, readdirSync, symlinkSync } from 'node:fs';
import { load, loadAll } from 'js-yaml';
import { cli, clusters, filesIn, inFolder, leaveFolders } from './run-cli';

afterEach(leaveFolders);

const WEB = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop, annotations: { team: a } }
spec: { replicas: 3 }
---
apiVersion: v1
kind: Secret
metadata: { name: web-token-x7k2p, namespace: shop }
type: kubernetes.io/service-account-token
`;

describe('fed8s federate', () => {
  it('prints Federated objects, each behind a line of dashes, and tells on stderr what it left out', async () => {
    inFolder({ 'web.yaml': WEB });
    const { exit, stdout, stderr } = await cli(['federate', '-f', 'web.yaml', '--contents']);
    expect(exit).toBe(0);
    expect(stdout).toBe(`---
apiVersion: types.kubefed.io/v1beta1
kind: FederatedNamespace
metadata:
  name: shop
  namespace: shop
spec:
  template: {}
  placement:
    clusterSelector:
      matchLabels: {}
---
apiVersion: types.kubefed.io/v1beta1
kind: FederatedDeployment
metadata:
  name: web
  namespace: shop
spec:
  template:
    metadata:
      annotations:
        team: a
    spec:
      replicas: 3
  placement:
    clusterSelector:
      matchLabels: {}
`);
    expect(stderr).toBe(`Left out, 1 object:
  Secret shop/web-token-x7k2p  token-secret  a token of one cluster
`);
  });

  it('gives what synth takes', async () => {
    const folder = inFolder({ 'web.yaml': WEB, 'fleet.yaml': clusters({ cluster1: 'eu' }) });
    const { stdout } = await cli(['federate', '-f', 'web.yaml', '-c']);
    const { exit, stderr } = await cli(['synth', '-f', '-', '-f', 'fleet.yaml', '-o', 'out'], { stdin: stdout });
    expect(stderr).toBe('');
    expect(exit).toBe(0);
    expect(load(filesIn(`${folder}/out`)['cluster1/shop.k8s.yaml'] ?? '')).toEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: {
        name: 'web',
        namespace: 'shop',
        annotations: { team: 'a' },
        labels: { 'kubefed.io/managed': 'true' },
      },
      spec: { replicas: 3 },
    });
  });

  it('does what kubefedctl does in kubefed semantics', async () => {
    inFolder({ 'web.yaml': WEB });
    const { exit, stdout, stderr } = await cli(['federate', '-f', 'web.yaml', '--semantics', 'kubefed', '-n', 'other']);
    expect(exit).toBe(0);
    expect(loadAll(stdout)).toMatchObject([
      { kind: 'FederatedDeployment', spec: { template: { spec: { replicas: 3 } } } },
      { kind: 'FederatedSecret' },
    ]);
    expect(stdout).not.toContain('annotations');
    expect(stderr).toContain('warning annotations-dropped:');
    expect(stderr).toContain('warning option-ignored:');
  });

  it('reads standard input and puts objects without a namespace into that of -n', async () => {
    inFolder();
    const { exit, stdout } = await cli(['federate', '-f', '-', '-n', 'shop', '-c'], {
      stdin: 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n',
    });
    expect(exit).toBe(0);
    expect(loadAll(stdout)).toMatchObject([
      { kind: 'FederatedNamespace', metadata: { name: 'shop' } },
      { kind: 'FederatedConfigMap', metadata: { name: 'a', namespace: 'shop' } },
    ]);
  });

  it('prints one JSON document', async () => {
    inFolder({ 'web.yaml': WEB });
    const { exit, stdout, stderr } = await cli(['federate', '-f', 'web.yaml', '--contents', '--format', 'json']);
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({
      apiVersion: 'fed8s.dev/v1',
      kind: 'FederateReport',
      semantics: 'strict',
      manifests: [{ kind: 'FederatedNamespace' }, { kind: 'FederatedDeployment' }],
      leftOut: [{ object: { kind: 'Secret', name: 'web-token-x7k2p' }, reason: 'token-secret', origin: 'web.yaml:6' }],
      problems: [],
    });
  });

  it('writes a file whole, leaves it alone when nothing changed, and follows a link', async () => {
    const folder = inFolder({ 'web.yaml': WEB, 'real/out.yaml': 'old' });
    symlinkSync('real/out.yaml', 'out.yaml');
    const argv = ['federate', '-f', 'web.yaml', '-c', '-o', 'out.yaml'];
    expect((await cli(argv)).stdout).toBe('out.yaml: 2 objects, written\n');
    expect((await cli(argv)).stdout).toBe('out.yaml: 2 objects, unchanged\n');
    expect(lstatSync('out.yaml').isSymbolicLink()).toBe(true);
    expect(readFileSync('real/out.yaml', 'utf8')).toMatch(/^---\napiVersion: types/);
    expect(readdirSync(`${folder}/real`)).toEqual(['out.yaml']);
    expect(JSON.parse((await cli([...argv, '--format', 'json'])).stdout)).toMatchObject({
      file: 'out.yaml',
      state: 'unchanged',
    });
  });

  it.each([
    ['a folder', 'folder', 'folder is a folder'],
    ['a file below a file', 'web.yaml/out.yaml', 'web.yaml/out.yaml cannot be'],
    ['a file in a folder that is not there', 'none/out.yaml', 'none/out.yaml cannot be'],
  ])('refuses to write to %s', async (_what, output, message) => {
    inFolder({ 'web.yaml': WEB });
    mkdirSync('folder');
    const { exit, stdout, stderr } = await cli(['federate', '-f', 'web.yaml', '-c', '-o', output]);
    expect({ exit, stdout }).toEqual({ exit: 1, stdout: '' });
    expect(stderr).toContain(`error write-failed: ${message}`);
  });

  it('needs files', async () => {
    inFolder();
    const { exit, stderr } = await cli(['federate']);
    expect(exit).toBe(1);
    expect(stderr).toContain('error invalid-call: federate needs plain YAML');
  });

  it('prints nothing but what is wrong where anything is', async () => {
    inFolder({ 'a.yaml': `${WEB}---\napiVersion: v1\nkind: ConfigMap\nmetadata: {}\n`, 'b.yaml': 'a: 1\na: 2\n' });
    const { exit, stdout, stderr } = await cli(['federate', '-f', '.', '-n', 'shop']);
    expect({ exit, stdout }).toEqual({ exit: 1, stdout: '' });
    expect(stderr).toMatch(/error invalid-name: .*\n {2}in: a\.yaml:11, /);
    expect(stderr).toMatch(/error duplicate-key: .*\n {2}in: b\.yaml:2/);
  });
});
