import { execFileSync } from 'node:child_process';
import { readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, requireFreshBuild } from '../built';
import { cli, filesIn, inFolder, leaveFolders } from './run-cli';

beforeAll(requireFreshBuild);
afterEach(leaveFolders);

/** Ten ConfigMaps, less some, on one cluster; and a Deployment on two of several. What the app is given is in the environment. */
const APP = `
const { FederatedApp, FederatedChart, FederatedConfigMap, FederatedDeployment, FederatedNamespace, KubeFedCluster } = require(${JSON.stringify(join(ROOT, 'build/lib'))});
const { OUTDIR, MAX, LESS = 0, CLUSTERS = 'a,b' } = process.env;
const app = new FederatedApp({ ...(OUTDIR && { outdir: OUTDIR }), ...(MAX && { maxDeletes: Number(MAX) }) });
const fleet = new FederatedChart(app, 'fleet');
for (const name of CLUSTERS.split(',')) new KubeFedCluster(fleet, name);
const shop = new FederatedChart(app, 'shop', { namespace: 'shop', placement: { clusterSelector: {} } });
new FederatedNamespace(shop, 'ns');
new FederatedConfigMap(shop, 'stays', { template: {}, placement: { clusters: [{ name: 'a' }, { name: 'b' }] } });
for (let n = 0; n < 20 - LESS; n += 1) new FederatedConfigMap(shop, 'm' + n, { template: {}, placement: { clusters: [{ name: 'a' }] } });
new FederatedDeployment(shop, 'web', { metadata: { name: 'web' }, placement: { count: 2 },
  template: { spec: { selector: { matchLabels: { app: 'web' } }, template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'web:1' }] } } } } });
app.synth();
`;
const CONFIG = `app: ${JSON.stringify(`"${process.execPath}" app.js`)}\n`;
const git = (...args: string[]): void =>
  void execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { stdio: 'ignore' });

describe('the budget of fed8s plan', () => {
  const tooMany = (env: Record<string, string>, ...options: string[]): Promise<boolean> =>
    cli(['plan', ...options], { env: { LESS: '1', ...env } }).then(({ stderr }) => /objects (on|over)/.test(stderr));

  it('is that of a synth: of the call, of the environment, of the app', async () => {
    inFolder({ 'app.js': APP, 'cdk8s.yaml': CONFIG });
    await cli(['synth']);
    expect(await tooMany({})).toBe(false);
    expect(await tooMany({ FED8S_MAX_DELETES: '0' })).toBe(true);
    expect(await tooMany({ MAX: '0' })).toBe(true);
    expect(await tooMany({ MAX: '1', FED8S_MAX_DELETES: '0' })).toBe(true);
    expect(await tooMany({ MAX: '0', FED8S_MAX_DELETES: '1' })).toBe(false);
    expect(await tooMany({ MAX: '0' }, '--max-deletes', '1')).toBe(false);
    expect(await tooMany({ MAX: '0', FED8S_ALLOW_DELETES: 'a' })).toBe(false);
    expect(await tooMany({ MAX: '0', FED8S_ALLOW_DELETES: 'a' }, '--allow-deletes', 'b')).toBe(true);
    const env = { LESS: '2', MAX: '0' };
    const refused = await cli(['synth', '--max-deletes', '1'], { env });
    expect(refused.stderr).toContain('2 of 23 objects on a would be deleted, and 1 may be');
  });

  it('cannot be what the environment says, where that is no number', async () => {
    inFolder({ 'app.js': APP, 'cdk8s.yaml': CONFIG });
    await cli(['synth', '--lock', 'none']);
    const { exit, stderr } = await cli(['plan'], { env: { FED8S_MAX_DELETES: 'many' } });
    expect(exit).toBe(1);
    expect(stderr).toContain('FED8S_MAX_DELETES is "many"');
  });
});

describe('where an app writes is where it is looked for', () => {
  const many = 'a,b,c,d,e,f,g,h';

  it.each<[what: string, config: string, env: Readonly<Record<string, string>>]>([
    ['of cdk8s.yaml', `${CONFIG}output: out/of\n`, {}],
    ['of the app itself', CONFIG, { OUTDIR: 'out/of' }],
    ['of the app itself, before that of cdk8s.yaml', `${CONFIG}output: other\n`, { OUTDIR: 'out/of' }],
  ])('by the output folder %s', async (_, config, env) => {
    inFolder({ 'app.js': APP, 'cdk8s.yaml': config });
    // Told from outside where the app writes, `fed8s synth` refuses; as `cdk8s synth` runs it, it does not.
    execFileSync(process.execPath, ['app.js'], { env: { ...process.env, CDK8S_OUTDIR: 'out/of', ...env } });
    git('init', '-q');
    git('add', '.');
    git('commit', '-qm', 'a');
    expect(Object.keys((JSON.parse(readFileSync('fed8s.lock.json', 'utf8')) as { outputs: object }).outputs)).toEqual([
      'out/of',
    ]);
    for (const against of [[], ['--against', 'HEAD'], ['--against', 'HEAD', '-o', join(process.cwd(), 'out/of')]]) {
      // The lock keeps the Deployment where it is, which a fresh choice among more clusters would not.
      const { stdout, stderr } = await cli(['plan', ...against], { env: { ...env, CLUSTERS: many } });
      expect(stderr).toBe('');
      expect(stdout).toContain('+ create Namespace shop on c, d, e, f and 2 more');
      expect(stdout).not.toContain('Deployment');
    }
    const explained = await cli(['explain', 'deployment/shop/web'], { env: { ...env, CLUSTERS: many } });
    expect(explained.stdout).toContain('was there before');
    for (const tree of [[], ['--tree', join(process.cwd(), 'out/of')]]) {
      expect(await cli(['report', '--against', 'HEAD', ...tree], { env: { ...env } })).toMatchObject({ exit: 0 });
    }
  });

  it('says what it has not found, and how to name it', async () => {
    inFolder({ 'app.js': APP, 'cdk8s.yaml': `${CONFIG}output: out\n` });
    git('init', '-q');
    git('add', '.');
    git('commit', '-qm', 'a');
    const { stderr } = await cli(['plan', '--against', 'HEAD']);
    expect(stderr).toContain(`error no-earlier-tree: HEAD has no ${join('out', 'fed8s.json')}.`);
    expect(stderr).toContain('plan: -o, report: --tree');
  });
});

describe('a lock that is to be refreshed', () => {
  it.each<[how: string, options: readonly string[], env: Readonly<Record<string, string>>]>([
    ['by an option', ['--refresh-lock'], {}],
    ['by the environment', [], { FED8S_LOCK_MODE: 'refresh' }],
  ])('%s is shown as it would be by plan, explain and report, which do not write it', async (_, options, mode) => {
    const folder = inFolder({ 'app.js': APP, 'cdk8s.yaml': CONFIG });
    await cli(['synth']);
    const before = filesIn(folder);
    const env = { CLUSTERS: 'a,b,c,d,e,f,g,h', ...mode };
    expect((await cli(['plan', ...options], { env })).stdout).toContain('> move Deployment shop/web');
    expect((await cli(['explain', 'deployment/shop/web', ...options], { env })).stdout).not.toContain('was there');
    await cli(['report', '--against', 'dist', ...options], { env });
    expect(readFileSync('fed8s-report.html', 'utf8')).toMatch(/"action":"move","object":"Deployment shop\/web"/);
    rmSync('fed8s-report.html');
    expect(filesIn(folder)).toEqual(before);
  });

  it('and one that is frozen is kept by those that write nothing', async () => {
    inFolder({ 'app.js': APP, 'cdk8s.yaml': CONFIG });
    await cli(['synth']);
    const env = { CLUSTERS: 'a,b,c,d,e,f,g,h', FED8S_LOCK_MODE: 'frozen' };
    expect((await cli(['plan'], { env })).stdout).not.toContain('Deployment');
    renameSync('fed8s.lock.json', 'moved.lock.json');
    expect((await cli(['plan'], { env })).exit).not.toBe(1);
  });
});
