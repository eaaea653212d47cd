import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readdirSync } from 'node:fs';
import { buildPackage } from './built-package';
import { SHOP, clusters, filesIn, inFolder, leaveFolders } from './run-cli';

const built = buildPackage();

afterEach(leaveFolders);
afterAll(() => built.remove());

const fed8s = (argv: readonly string[], input = '') =>
  spawnSync(process.execPath, [built.bin, ...argv], { encoding: 'utf8', input });

describe('the installed command', () => {
  it('starts with a line that makes it a program', () => {
    const main = filesIn(`${built.folder}/build/lib/cli`)['main.js'];
    expect(main).toMatch(/^#!\/usr\/bin\/env node\n/);
  });

  it('prints the version of its package', () => {
    expect(fed8s(['--version'])).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string,
    });
  });

  it('reads standard input to its end, and exits with 0, or with 1 for wrong input', () => {
    inFolder();
    const good = fed8s(['synth', '-f', '-'], clusters({ cluster1: 'eu' }) + SHOP);
    expect(good).toMatchObject({ status: 0, stderr: '' });
    expect(good.stdout).toContain('dist: 2 files written');
    const bad = fed8s(['synth', '-f', '-'], SHOP);
    expect(bad).toMatchObject({ status: 1, stdout: '' });
    expect(bad.stderr).toContain('error no-clusters:');
  });

  it('runs an app of constructs', () => {
    const folder = inFolder({
      'cdk8s.yaml': `app: ${JSON.stringify(`"${process.execPath}" app.js`)}\n`,
      'app.js': `
const { FederatedApp, FederatedChart, FederatedConfigMap, FederatedNamespace, KubeFedCluster } = require(${JSON.stringify(built.folder)});
const app = new FederatedApp();
const fleet = new FederatedChart(app, 'fleet');
new KubeFedCluster(fleet, 'cluster1');
new KubeFedCluster(fleet, 'cluster2');
const shop = new FederatedChart(app, 'shop', { namespace: 'shop', placement: { clusterSelector: {} } });
new FederatedNamespace(shop, 'ns');
new FederatedConfigMap(shop, 'config', { template: { data: { a: 'b' } }, placement: { clusters: ['cluster2'] } });
app.synth();
`,
    });
    const { status, stdout, stderr } = fed8s(['synth', '-o', 'out', '--semantics', 'kubefed']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain(
      '2 objects for 2 clusters, semantics kubefed\n  out/cluster1   1 object\n  out/cluster2  2 objects\n',
    );
    expect(Object.keys(filesIn(`${folder}/out`))).toContain('cluster2/shop.k8s.yaml');
  });

  it('stops the app when it is stopped, and leaves nothing behind', async () => {
    const folder = inFolder({
      'cdk8s.yaml': `app: ${JSON.stringify(`exec "${process.execPath}" app.js`)}\n`,
      'app.js': "console.log('started ' + process.pid); setInterval(() => {}, 1000);",
    });
    const child = spawn(process.execPath, [built.bin, 'synth'], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, TMPDIR: folder },
    });
    let told = '';
    child.stderr.on('data', (bytes: Buffer) => (told += bytes.toString()));
    const started = await new Promise<string>((done) =>
      child.stdout.once('data', (bytes: Buffer) => done(bytes.toString())),
    );
    child.kill('SIGTERM');
    const status = await new Promise((done) => child.once('close', done));
    expect(status).toBe(1);
    expect(told).toContain('was ended by SIGTERM');
    expect(() => process.kill(Number(started.replace('started ', '')), 0)).toThrow('ESRCH');
    expect(readdirSync(folder).filter((name) => /^fed8s-(?!locks)/.test(name))).toEqual([]);
  });

  const full = '/dev/full';
  (existsSync(full) ? it : it.skip)('tells where its output finds no room', () => {
    inFolder({ 'a.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: { name: a }\n' });
    const output = openSync(full, 'w');
    const { status, stderr } = spawnSync(process.execPath, [built.bin, 'federate', '-f', 'a.yaml'], {
      encoding: 'utf8',
      stdio: ['ignore', output, 'pipe'],
    });
    closeSync(output);
    expect(status).toBe(1);
    expect(stderr).toContain('error write-failed: Standard output cannot be written: ENOSPC');
    expect(stderr).not.toContain('    at ');
  });

  it('is quiet when who reads it stops reading', async () => {
    const many = Array.from(
      { length: 5000 },
      (_, i) => `---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: c${i}, namespace: a }\n`,
    );
    inFolder({ 'many.yaml': many.join('') });
    const child = spawn(process.execPath, [built.bin, 'federate', '-f', 'many.yaml', '-c'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let told = '';
    child.stderr.on('data', (bytes: Buffer) => (told += bytes.toString()));
    child.stdout.once('data', () => child.stdout.destroy());
    const status = await new Promise((done) => child.once('close', done));
    expect({ status, told }).toEqual({ status: 0, told: '' });
  });
});
