import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cli, inFolder, leaveFolders } from './run-cli';

afterEach(leaveFolders);

/** A line of cdk8s.yaml that runs Node. */
const runs = (what: string): string => `app: ${JSON.stringify(`"${process.execPath}" ${what}`)}\n`;

/** An app that says in which environment it runs, and writes a tree as fed8s does. */
const APP = `
const fs = require('node:fs');
const { CDK8S_OUTDIR, FED8S_SEMANTICS, FED8S_SECRETS, FED8S_REPORT, REPLICAS } = process.env;
console.log('app:', require('node:path').relative('.', CDK8S_OUTDIR), FED8S_SEMANTICS, FED8S_SECRETS);
console.error('app speaks');
const object = (kind, placed, reason) => ({
  ref: { apiVersion: 'types.kubefed.io/v1beta1', kind: 'Federated' + kind, namespace: 'shop', name: 'web' },
  form: 'federated', target: { group: '', version: 'v1', kind, pluralName: 'x', scope: 'Namespaced' },
  chart: 'shop', file: 'shop.k8s.yaml',
  decisions: [
    { placed: true, reason: 'named', detail: '', clusters: placed },
    { placed: false, reason: reason ?? 'not-named', detail: '', clusters: ['a', 'b'].filter((name) => !placed.includes(name)) },
  ],
  ...(reason && { propagation: { reason: 'CheckClusters', rows: [{ status: 'ApplyOverridesFailed', clusters: ['b'] }] } }),
});
const file = CDK8S_OUTDIR + '/a/shop.k8s.yaml';
fs.mkdirSync(CDK8S_OUTDIR + '/a', { recursive: true });
const text = 'replicas: ' + REPLICAS;
const changed = !fs.existsSync(file) || fs.readFileSync(file, 'utf8') !== text;
if (changed) {
  fs.writeFileSync(file + '.tmp', text);
  fs.renameSync(file + '.tmp', file);
}
fs.writeFileSync(CDK8S_OUTDIR + '/fed8s.json', JSON.stringify({
  apiVersion: 'fed8s.dev/v1', kind: 'Tree', semantics: FED8S_SEMANTICS ?? 'strict',
  layout: { filePer: 'chart', extension: '.k8s.yaml' }, clusters: ['a', 'b'], clusterSets: {},
  objects: [object('ConfigMap', ['a']), object('Secret', ['a'], 'override-failed')],
  files: [{ path: 'shop.k8s.yaml', sha256: '', clusters: ['a'] }],
}));
fs.writeFileSync(FED8S_REPORT, JSON.stringify({
  outdir: CDK8S_OUTDIR, files: { written: changed ? 1 : 0, unchanged: changed ? 0 : 1, removed: 0 }, problems: [],
}));
`;

const withApp = (config = runs('app.js')): string => inFolder({ 'app.js': APP, 'cdk8s.yaml': config });

describe('fed8s synth without -f', () => {
  it('runs the app of cdk8s.yaml, shows what it prints, and tells what it wrote', async () => {
    withApp();
    const first = await cli(['synth'], { env: { REPLICAS: '1' } });
    expect(first.stderr).toBe('app speaks\n');
    expect(first.stdout).toBe(`app: dist undefined undefined
What goes where, and why
  OBJECT              ON  BECAUSE  NOT ON
  ConfigMap shop/web  a            b (not-named)
  Secret shop/web     a            b (override-failed)

2 objects for 2 clusters, semantics strict
  dist/a  2 objects
  dist/b  0 objects
dist: 1 file written, 0 unchanged, 0 removed
`);
    expect(first.exit).toBe(0);
    const again = await cli(['synth'], { env: { REPLICAS: '1' } });
    expect(again.stdout).toContain('dist: 0 files written, 1 unchanged, 0 removed\n');
    const changed = await cli(['synth'], { env: { REPLICAS: '2' } });
    expect(changed.stdout).toContain('dist: 1 file written, 0 unchanged, 0 removed\n');
  });

  it('writes into the output of cdk8s.yaml, and rather into the one of -o', async () => {
    withApp(`${runs('app.js')}output: deploy\n`);
    expect((await cli(['synth'])).stdout).toContain('app: deploy ');
    expect((await cli(['synth', '-o', 'elsewhere'])).stdout).toContain('app: elsewhere ');
  });

  it('hands semantics and secrets policy to the app, and shows the status from its index', async () => {
    withApp();
    const { exit, stdout } = await cli(['synth', '--semantics', 'kubefed', '--secrets', 'refuse']);
    expect(exit).toBe(0);
    expect(stdout).toContain('app: dist kubefed refuse\n');
    expect(stdout).toContain('  FederatedSecret shop/web     False   CheckClusters  a; ApplyOverridesFailed: b\n');
    expect(stdout).toContain('  FederatedConfigMap shop/web  True                   a\n');
  });

  it('keeps stdout for the document where JSON was asked for', async () => {
    withApp();
    const { exit, stdout, stderr } = await cli(['synth', '--format', 'json']);
    expect(exit).toBe(0);
    expect(stderr).toContain('app: dist');
    expect(JSON.parse(stdout)).toMatchObject({ kind: 'SynthReport', outdir: 'dist', files: { written: 1 } });
  });

  it('shows why an app failed, and fails', async () => {
    inFolder({ 'cdk8s.yaml': runs('app.js'), 'app.js': 'console.error("no such region"); process.exit(7);' });
    const { exit, stdout, stderr } = await cli(['synth']);
    expect({ exit, stdout }).toEqual({ exit: 1, stdout: '' });
    expect(stderr).toContain('no such region\nerror app-failed: The app `');
    expect(stderr).toContain('ended with exit code 7.');
  });

  it('does not take an app that wrote nothing for one that did', async () => {
    inFolder({ 'cdk8s.yaml': runs('-e 0') });
    const { exit, stderr } = await cli(['synth']);
    expect(exit).toBe(1);
    expect(stderr).toMatch(
      /error app-failed: .* no FederatedApp wrote to dist\.\n {2}in: cdk8s\.yaml\n {2}do: .*FederatedApp/,
    );
  });

  it('does so neither where an older tree stands', async () => {
    const folder = withApp();
    await cli(['synth']);
    writeFileSync(join(folder, 'cdk8s.yaml'), runs('-e 0'));
    const { exit, stdout, stderr } = await cli(['synth']);
    expect({ exit, stdout }).toEqual({ exit: 1, stdout: '' });
    expect(stderr).toContain('no FederatedApp wrote to dist.');
  });

  it('nor where the app wrote to another folder', async () => {
    const folder = withApp();
    await cli(['synth']);
    writeFileSync(join(folder, 'else.js'), "process.env.CDK8S_OUTDIR = 'other'; require('./app.js');");
    writeFileSync(join(folder, 'cdk8s.yaml'), runs('else.js'));
    const { exit, stderr } = await cli(['synth']);
    expect(exit).toBe(1);
    expect(stderr).toContain('no FederatedApp wrote to dist, but to other.');
  });

  it('tells of the errors of a synth that the app has kept to itself', async () => {
    const folder = withApp();
    writeFileSync(
      join(folder, 'quiet.js'),
      'const { FederatedApp } = require(process.argv[2]); try { new FederatedApp().synth(); } catch {}',
    );
    const package_ = JSON.stringify(join(__dirname, '../../build/lib/index.js'));
    writeFileSync(join(folder, 'cdk8s.yaml'), runs(`quiet.js ${package_}`));
    const { exit, stderr } = await cli(['synth']);
    expect(exit).toBe(1);
    expect(stderr).toContain('no FederatedApp wrote to dist, as its synth failed.');
    expect(stderr).toContain('error no-clusters: ');
  });

  it('says that a command does not exist', async () => {
    inFolder({ 'cdk8s.yaml': 'app: no-such-command-anywhere\n' });
    const { exit, stderr } = await cli(['synth']);
    expect(exit).toBe(1);
    expect(stderr).toContain('error app-failed: The app `no-such-command-anywhere` ended with exit code');
  });

  it.each([
    ['there is no cdk8s.yaml', undefined, 'no-app: There is no cdk8s.yaml in the current folder.'],
    ['cdk8s.yaml names no app', 'language: typescript\n', 'no-app: cdk8s.yaml names no app.'],
    ['cdk8s.yaml names a list as output', 'app: x\noutput: []\n', 'no-app: output in cdk8s.yaml is no folder.'],
    ['cdk8s.yaml is empty', '', 'no-app: cdk8s.yaml names no app.'],
    ['cdk8s.yaml is no YAML', 'app: [\n', 'yaml-syntax: '],
    ['cdk8s.yaml is a list', '- app\n', 'no-app: cdk8s.yaml names no app.'],
    ['cdk8s.yaml has two documents', 'app: x\n---\napp: y\n', 'no-app: cdk8s.yaml has several documents.'],
    ['cdk8s.yaml is no text', 'app: a\0b\n', 'not-text: '],
    ['no shell can take the app', 'app: "a\\0b"\n', 'app-failed: The app `a\\u0000b` could not be started'],
  ])('is refused where %s', async (_what, config, message) => {
    inFolder(config === undefined ? {} : { 'cdk8s.yaml': config });
    const { exit, stderr } = await cli(['synth']);
    expect(exit).toBe(1);
    expect(stderr).toContain(`error ${message}`);
    expect(stderr).toMatch(/\n {2}in: cdk8s\.yaml/);
  });

  it('is refused with options that are for files', async () => {
    withApp();
    const { exit, stderr } = await cli(['synth', '--scope', 'Namespaced']);
    expect(exit).toBe(1);
    expect(stderr).toContain('error invalid-call: --scope and --system-namespace are for -f');
  });

  it('is refused with a source, which names the ways that there are', async () => {
    withApp();
    const { exit, stderr } = await cli(['synth', 'apps/shop']);
    expect(exit).toBe(1);
    expect(stderr).toContain('cd apps/shop && fed8s synth');
    expect(stderr).toContain('-f apps/shop');
  });

  it('refuses a damaged index of an earlier run before the app is run', async () => {
    const folder = withApp();
    await cli(['synth']);
    writeFileSync(join(folder, 'dist', 'fed8s.json'), '{');
    const { exit, stdout, stderr } = await cli(['synth']);
    expect({ exit, stdout }).toEqual({ exit: 1, stdout: '' });
    expect(stderr).toContain('error invalid-index:');
  });
});
