import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SHOP, cli, clusters, filesIn, inFolder, leaveFolders } from './run-cli';

afterEach(leaveFolders);

const ROOT = join(__dirname, '../..');
const lockOf = (file = 'fed8s.lock.json'): { outputs: Record<string, Record<string, unknown>> } =>
  JSON.parse(readFileSync(file, 'utf8')) as { outputs: Record<string, Record<string, unknown>> };

describe('the lock of fed8s synth -f', () => {
  const FLEET = clusters({ cluster1: 'eu', cluster2: 'us' });

  it('holds what is where, a section for each output folder', async () => {
    inFolder({ 'shop.yaml': SHOP, 'fleet.yaml': FLEET });
    await cli(['synth', '-f', '.', '-o', 'one']);
    const { stdout } = await cli(['synth', '-f', '.', '-o', 'two/of']);
    expect(stdout).toContain('fed8s.lock.json: written, to be committed');
    expect(stdout).not.toContain('Left alone');
    const { outputs } = lockOf();
    expect(Object.keys(outputs)).toEqual(['one', 'two/of']);
    expect(outputs.one).toEqual({
      clusters: ['cluster1', 'cluster2'],
      decisions: [],
      objects: [
        ['Deployment.apps/shop/web', 'only', 'cluster1'],
        ['Namespace//shop', 'all'],
      ],
    });
    const again = await cli(['synth', '-f', '.', '-o', 'one']);
    expect(again.stdout).not.toContain('fed8s.lock.json');
  });

  it('leaves no trace where it is not wanted, or the output folder is elsewhere', async () => {
    const elsewhere = inFolder();
    const folder = inFolder({ 'shop.yaml': SHOP, 'fleet.yaml': FLEET });
    await cli(['synth', '-f', '.', '-o', elsewhere]);
    await cli(['synth', '-f', '.', '--lock', 'none']);
    await cli(['synth', '-f', '.'], { env: { FED8S_LOCK: 'none' } });
    expect(Object.keys(filesIn(folder))).not.toContain('fed8s.lock.json');
    await cli(['synth', '-f', '.', '-o', elsewhere, '--lock', 'own.lock.json']);
    expect(Object.keys(lockOf('own.lock.json').outputs)).toHaveLength(1);
  });

  it('stops a synth that would delete what it had, before anything is written, until somebody says so', async () => {
    const folder = inFolder({ 'shop.yaml': SHOP, 'fleet.yaml': FLEET });
    await cli(['synth', '-f', '.']);
    // As `cdk8s synth` does before it runs an app.
    rmSync('dist', { recursive: true });
    writeFileSync('fleet.yaml', clusters({ cluster2: 'us' }));
    const before = readFileSync('fed8s.lock.json', 'utf8');
    const stopped = await cli(['synth', '-f', '.']);
    expect(stopped.exit).toBe(1);
    expect(stopped.stderr).toContain('error deletes-over-budget: The cluster cluster1 has left the fleet');
    expect(stopped.stderr).toContain('--allow-deletes cluster1, or FED8S_ALLOW_DELETES=cluster1 for cdk8s synth');
    expect(existsSync('dist')).toBe(false);
    expect(readFileSync('fed8s.lock.json', 'utf8')).toBe(before);
    expect(await cli(['synth', '-f', '.', '--allow-deletes', 'cluster1'])).toMatchObject({ exit: 0 });
    expect(Object.keys(filesIn(folder)).some((path) => path.startsWith('dist/cluster1'))).toBe(false);
    expect(lockOf().outputs.dist?.clusters).toEqual(['cluster2']);
  });

  it.each<[where: string, options: readonly string[], prepare: () => void]>([
    ['without a lock', ['--lock', 'none'], () => undefined],
    ['with a lock that is gone', [], () => rmSync('fed8s.lock.json')],
    ['with a lock of its own', ['--lock', 'own.lock.json'], () => undefined],
    ['in a folder with another name', ['-o', 'renamed'], () => renameSync('dist', 'renamed')],
    ['by a link to the folder', ['-o', 'link'], () => symlinkSync('dist', 'link')],
  ])('stops a synth %s by what was written, too', async (_, options, prepare) => {
    const folder = inFolder({ 'shop.yaml': SHOP, 'fleet.yaml': FLEET });
    await cli(['synth', '-f', '.']);
    prepare();
    writeFileSync('fleet.yaml', clusters({ cluster2: 'us' }));
    const before = filesIn(folder);
    const call = ['synth', '-f', 'shop.yaml', '-f', 'fleet.yaml', ...options];
    const stopped = await cli(call);
    expect(stopped.exit).toBe(1);
    expect(stopped.stderr).toContain('error deletes-over-budget: The cluster cluster1 has left the fleet');
    expect(filesIn(folder)).toEqual(before);
    expect(await cli(call, { env: { FED8S_ALLOW_DELETES: 'cluster1' } })).toMatchObject({ exit: 0 });
    expect(await cli(call)).toMatchObject({ exit: 0 });
  });

  it('compares with what either of lock and folder has', async () => {
    inFolder({ 'shop.yaml': SHOP, 'fleet.yaml': FLEET });
    await cli(['synth', '-f', '.']);
    // A branch whose folder was put back, but not its lock.
    await cli(['synth', '-f', '.', '-o', 'other', '--lock', 'none']);
    writeFileSync('fleet.yaml', clusters({ cluster2: 'us' }));
    await cli(['synth', '-f', '.', '--allow-deletes', 'cluster1']);
    rmSync('dist', { recursive: true });
    renameSync('other', 'dist');
    const { exit, stderr } = await cli(['synth', '-f', 'shop.yaml', '-f', 'fleet.yaml']);
    expect(exit).toBe(1);
    expect(stderr).toContain('The cluster cluster1 has left the fleet');
  });

  it('stops it for a selector that matches nothing any more', async () => {
    inFolder({ 'shop.yaml': SHOP, 'fleet.yaml': FLEET });
    await cli(['synth', '-f', '.']);
    writeFileSync('shop.yaml', SHOP.replace('region: eu', 'region: mars'));
    const { exit, stderr } = await cli(['synth', '-f', '.'], { env: { FED8S_MAX_DELETES: '100' } });
    expect(exit).toBe(1);
    expect(stderr).toContain('Deployment shop/web would be deleted from its last clusters (cluster1)');
  });

  it('is compared with, and not written, where it is frozen', async () => {
    inFolder({ 'shop.yaml': SHOP, 'fleet.yaml': FLEET });
    const missing = await cli(['synth', '-f', '.', '--frozen-lock']);
    expect(missing.exit).toBe(1);
    expect(missing.stderr).toContain('error lock-outdated');
    expect(existsSync('dist')).toBe(false);
    await cli(['synth', '-f', '.']);
    expect(await cli(['synth', '-f', '.', '--frozen-lock'])).toMatchObject({ exit: 0 });
    writeFileSync('fleet.yaml', clusters({ cluster1: 'eu', cluster2: 'us', cluster3: 'eu' }));
    const frozen = await cli(['synth', '-f', '.'], { env: { FED8S_LOCK_MODE: 'frozen' } });
    expect(frozen.stderr).toContain('clusters added: cluster3');
    expect(lockOf().outputs.dist?.clusters).toEqual(['cluster1', 'cluster2']);
  });

  it('goes with a warning of a consent for what is no cluster, before or after', async () => {
    inFolder({ 'shop.yaml': SHOP, 'fleet.yaml': FLEET });
    const first = await cli(['synth', '-f', '.', '--allow-deletes', 'cluster1, cluster3']);
    expect(first.exit).toBe(0);
    expect(first.stderr).toContain('warning option-ignored');
    expect(first.stderr).toContain('before or after: cluster3.');
    writeFileSync('fleet.yaml', clusters({ cluster2: 'us' }));
    const call = ['synth', '-f', 'shop.yaml', '-f', 'fleet.yaml', '--allow-deletes', 'cluster1'];
    const known = await cli(call);
    expect(known.stderr).not.toContain('option-ignored');
    expect((await cli([...call, '--warnings-as-errors'])).exit).toBe(1);
  });

  it('that cannot be written stops a synth before the tree is written', async () => {
    const folder = inFolder({ 'shop.yaml': SHOP, 'fleet.yaml': FLEET });
    const { exit, stderr } = await cli(['synth', '-f', '.', '--lock', 'nowhere/fed8s.lock.json']);
    expect(exit).toBe(1);
    expect(stderr).toContain('error write-failed: nowhere/fed8s.lock.json');
    expect(Object.keys(filesIn(folder))).toEqual(['fleet.yaml', 'shop.yaml']);
    await cli(['synth', '-f', '.']);
    const before = filesIn(folder);
    writeFileSync('fleet.yaml', clusters({ cluster1: 'eu', cluster2: 'us', cluster3: 'eu' }));
    expect(await cli(['synth', '-f', 'shop.yaml', '-f', 'fleet.yaml', '--lock', 'no/lock'])).toMatchObject({ exit: 1 });
    expect(filesIn(folder)).toEqual({ ...before, 'fleet.yaml': readFileSync('fleet.yaml', 'utf8') });
  });

  it('that has no name stops every command before anything else', async () => {
    inFolder();
    for (const call of [['synth'], ['plan'], ['report'], ['explain', 'deployment/shop/web']]) {
      const { exit, stderr } = await cli([...call, '--lock', '']);
      expect(exit).toBe(1);
      expect(stderr).toContain('error invalid-call');
    }
  });

  test.each([
    ['what is no JSON', '{ "apiVersion":', 'invalid-lock'],
    ['conflict markers', '<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> x\n', 'invalid-lock'],
    ['a newer form', '{ "apiVersion": "fed8s.dev/v2", "kind": "Lock", "outputs": {} }', 'invalid-lock'],
    ['what is no lock', '{ "apiVersion": "fed8s.dev/v1", "kind": "Tree" }', 'invalid-lock'],
  ])('is an error that loses nothing, where it holds %s', async (_, text, code) => {
    inFolder({ 'shop.yaml': SHOP, 'fleet.yaml': FLEET, 'fed8s.lock.json': text });
    for (const mode of [[], ['--refresh-lock'], ['--frozen-lock']]) {
      const { exit, stderr } = await cli(['synth', '-f', 'shop.yaml', '-f', 'fleet.yaml', ...mode]);
      expect(exit).toBe(1);
      expect(stderr).toContain(`error ${code}`);
    }
    expect(readFileSync('fed8s.lock.json', 'utf8')).toBe(text);
    expect(existsSync('dist')).toBe(false);
  });

  test.each<[string, readonly string[], string]>([
    ['both modes at once', ['--refresh-lock', '--frozen-lock'], 'refreshed and frozen at once'],
    ['no file', ['--lock', ''], 'It must be a file, or none'],
    ['no file, frozen', ['--frozen-lock', '--lock='], 'It must be a file, or none'],
    ['a number that is none', ['--max-deletes', 'many'], 'It must be a whole number'],
    ['a frozen lock where there is none', ['--frozen-lock', '--lock', 'none'], 'is to be frozen'],
  ])('is not asked for by %s', async (_, options, message) => {
    inFolder({ 'shop.yaml': SHOP, 'fleet.yaml': FLEET });
    const { exit, stderr } = await cli(['synth', '-f', 'shop.yaml', '-f', 'fleet.yaml', ...options]);
    expect(exit).toBe(1);
    expect(stderr).toContain(message);
  });
});

it('is not for commands that only look at KubeFed YAML', async () => {
  inFolder({ 'shop.yaml': SHOP, 'fleet.yaml': clusters({ cluster1: 'eu' }) });
  for (const command of [['plan'], ['explain', 'deployment/shop/web'], ['report']]) {
    const { exit, stderr } = await cli([...command, '-f', 'shop.yaml', '-f', 'fleet.yaml', '--lock', 'x.json']);
    expect(exit).toBe(1);
    expect(stderr).toContain('--lock and --refresh-lock are for an app');
  }
});

it.each(['plan', 'explain'])('%s does not pass over options of files in silence', async (command) => {
  inFolder({ 'cdk8s.yaml': 'app: node app.js' });
  const { exit, stderr } = await cli([command, ...(command === 'explain' ? ['a/b'] : []), '--scope', 'Cluster']);
  expect(exit).toBe(1);
  expect(stderr).toContain('--scope and --system-namespace are for -f');
});

/** Two of the clusters of the environment are chosen for a Deployment of four replicas. */
const APP = `
const { FederatedApp, FederatedChart, FederatedDeployment, FederatedNamespace, KubeFedCluster } = require(${JSON.stringify(join(ROOT, 'build/lib'))});
const app = new FederatedApp();
const fleet = new FederatedChart(app, 'fleet');
for (const name of process.env.CLUSTERS.split(',')) new KubeFedCluster(fleet, name);
const shop = new FederatedChart(app, 'shop', { namespace: 'shop', placement: { clusterSelector: {} } });
new FederatedNamespace(shop, 'ns');
new FederatedDeployment(shop, 'web', {
  metadata: { name: 'web' },
  template: { spec: { replicas: 4, selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'web:1' }] } } } },
  placement: { count: 2 },
  replicas: { strategy: 'divided' },
});
app.synth();
`;

describe('the lock of an app', () => {
  const config = `app: ${JSON.stringify(`"${process.execPath}" app.js`)}\n`;
  const synth = (names: string, ...options: string[]) => cli(['synth', ...options], { env: { CLUSTERS: names } });
  const chosen = (): readonly unknown[] => lockOf().outputs.dist?.decisions as readonly unknown[];
  const KEY = 'FederatedDeployment.types.kubefed.io/shop/web';

  it('keeps what was chosen where clusters come, which a fresh choice would not', async () => {
    inFolder({ 'app.js': APP, 'cdk8s.yaml': config });
    await synth('a,b');
    expect(chosen()).toEqual([
      [KEY, 'a', 2],
      [KEY, 'b', 2],
    ]);
    const many = 'a,b,c,d,e,f,g,h';
    expect((await synth(many)).stdout).toContain('fed8s.lock.json: written');
    expect(chosen()).toEqual([
      [KEY, 'a', 2],
      [KEY, 'b', 2],
    ]);
    const explained = await cli(['explain', 'deployment/shop/web'], { env: { CLUSTERS: many } });
    expect(explained.stdout).toContain('was there before');
    expect(explained.stdout).toContain('/spec/replicas: 4 divided');
    const planned = await cli(['plan'], { env: { CLUSTERS: many } });
    expect(planned).toMatchObject({ exit: 0 });
    const { exit, stderr } = await synth(many, '--refresh-lock');
    // The budget holds for it as well.
    expect([exit, stderr.includes('deletes-over-budget')]).toEqual([0, false]);
    expect(chosen()).not.toEqual([
      [KEY, 'a', 2],
      [KEY, 'b', 2],
    ]);
  });

  it('keeps an object where it is whose clusters are chosen for the first time', async () => {
    const named = APP.replace('{ count: 2 }', "{ clusters: ['e', 'f'] }").replace(/ {2}replicas: \{ strategy.*\n/, '');
    inFolder({ 'app.js': named, 'cdk8s.yaml': config });
    await synth('a,b,c,d,e,f,g');
    expect(chosen()).toEqual([]);
    writeFileSync('app.js', APP);
    expect(await synth('a,b,c,d,e,f,g')).toMatchObject({ exit: 0 });
    expect(chosen()).toEqual([
      [KEY, 'e', 2],
      [KEY, 'f', 2],
    ]);
  });

  it('is read by plan, explain and report, and written by none of them', async () => {
    inFolder({ 'app.js': APP, 'cdk8s.yaml': config });
    await synth('a,b');
    const before = readFileSync('fed8s.lock.json', 'utf8');
    const env = { CLUSTERS: 'a,b,c,d' };
    await cli(['plan'], { env });
    await cli(['explain', 'deployment/shop/web'], { env });
    await cli(['report'], { env });
    expect(readFileSync('fed8s.lock.json', 'utf8')).toBe(before);
    writeFileSync('fed8s.lock.json', '{');
    for (const command of [['plan'], ['explain', 'deployment/shop/web'], ['report']]) {
      const { exit, stderr } = await cli(command, { env });
      expect(exit).toBe(1);
      expect(stderr).toContain('invalid-lock');
    }
  });

  it('guards an app that has no lock, by what it wrote', async () => {
    inFolder({ 'app.js': APP, 'cdk8s.yaml': config });
    await synth('a,b,c', '--lock', 'none');
    const lost = await synth('a,c', '--lock', 'none');
    expect(lost.exit).toBe(1);
    expect(lost.stderr).toContain('deletes-over-budget: The cluster b has left the fleet');
    expect((await synth('a,c', '--lock', 'none', '--allow-deletes', 'b', '--max-deletes', '9')).exit).toBe(0);
  });

  it('guards an app whose folder cdk8s has emptied, with the same words', async () => {
    inFolder({ 'app.js': APP, 'cdk8s.yaml': config });
    await synth('a,b,c');
    rmSync('dist', { recursive: true });
    mkdirSync('dist');
    const lost = await synth('a,c');
    expect(lost).toMatchObject({ exit: 1, stdout: expect.not.stringContaining('What goes where') as unknown });
    expect(lost.stderr).toContain('deletes-over-budget: The cluster b has left the fleet');
    expect((await synth('a,c', '--allow-deletes', 'b', '--max-deletes', '9')).exit).toBe(0);
  });
});
