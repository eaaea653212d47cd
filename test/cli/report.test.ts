import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { SHOP, cli, clusters, inFolder, leaveFolders } from './run-cli';

const FLEET = clusters({ eu: 'eu', us: 'us' });
const WRONG = SHOP.replace('region: eu', 'region: eu, "a b": x');
const report = (...args: string[]) => cli(['report', '-f', 'f.yaml', ...args]);

/** The data that stands in a page. */
function dataIn(file: string): { objects: { name: string }[]; problems: { code: string }[]; plan: unknown } {
  const [, text = ''] = /id="data">(.*?)<\/script>/s.exec(readFileSync(file, 'utf8')) ?? [];
  return JSON.parse(text) as ReturnType<typeof dataIn>;
}

afterEach(leaveFolders);

describe('fed8s report', () => {
  it('writes one file, and says so', async () => {
    const folder = inFolder({ 'f.yaml': FLEET + SHOP });
    expect(await report()).toEqual({
      exit: 0,
      stdout: 'fed8s-report.html: written, 2 objects on 2 clusters\n',
      stderr: '',
    });
    expect(readdirSync(folder).sort()).toEqual(['f.yaml', 'fed8s-report.html']);
    expect(dataIn('fed8s-report.html')).toMatchObject({
      objects: [{ name: 'shop' }, { name: 'web' }],
      plan: 'not-asked',
    });
    expect(await report()).toMatchObject({ stdout: 'fed8s-report.html: unchanged, 2 objects on 2 clusters\n' });
  });

  it('says it as JSON', async () => {
    inFolder({ 'f.yaml': FLEET + SHOP });
    const { exit, stdout } = await report('-o', 'page.html', '--format', 'json');
    expect({ exit, ...(JSON.parse(stdout) as object) }).toEqual({
      exit: 0,
      apiVersion: 'fed8s.dev/v1',
      kind: 'FederationReport',
      semantics: 'strict',
      file: 'page.html',
      state: 'written',
      objects: 2,
      clusters: 2,
      problems: [],
    });
  });

  it('shows what would change of a folder, and leaves it to plan to count it', async () => {
    inFolder({ 'f.yaml': FLEET + SHOP });
    await cli(['synth', '-f', 'f.yaml']);
    writeFileSync('f.yaml', FLEET + SHOP.replace('region: eu', 'region: us'));
    expect(await report('--against', 'dist')).toMatchObject({ exit: 0, stderr: '' });
    expect(dataIn('fed8s-report.html').plan).toMatchObject({
      against: 'dist',
      created: 1,
      deleted: 1,
      changes: [{ action: 'move', object: 'Deployment shop/web', clusters: [0, 1], to: [1, 1] }],
    });
  });

  it('shows what would change of a commit, in a folder of any name', async () => {
    inFolder({ 'f.yaml': FLEET + SHOP });
    const git = (...args: string[]): void =>
      void execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { stdio: 'ignore' });
    await cli(['synth', '-f', 'f.yaml', '-o', 'out']);
    git('init', '-q');
    git('add', '.');
    git('commit', '-qm', 'a');
    writeFileSync('f.yaml', FLEET + SHOP.replace('replicas: 3', 'replicas: 4'));
    expect(await report('--against', 'HEAD', '--tree', 'out')).toMatchObject({ exit: 0 });
    expect(dataIn('fed8s-report.html').plan).toMatchObject({ against: 'HEAD', updated: 1, deleted: 0 });
  });

  it('writes the page in spite of errors, which are in it, and ends with 1', async () => {
    inFolder({ 'f.yaml': FLEET + SHOP });
    await cli(['synth', '-f', 'f.yaml']);
    writeFileSync('f.yaml', FLEET + WRONG);
    const { exit, stdout, stderr } = await report('--against', 'dist');
    expect({ exit, stdout }).toEqual({
      exit: 1,
      stdout: 'fed8s-report.html: written, 2 objects on 2 clusters, with 1 error\n',
    });
    const { problems, plan } = dataIn('fed8s-report.html');
    expect(problems).toHaveLength(1);
    expect(stderr).toContain(`error ${problems[0]?.code ?? ''}:`);
    // What is missing because of an error is nothing that anybody deletes.
    expect(plan).toBe('has-errors');
  });

  it('writes over its own page, behind a link as well, and over an empty file', async () => {
    inFolder({ 'f.yaml': FLEET + SHOP, 'page.html': '' });
    symlinkSync('page.html', 'link.html');
    expect(await report('-o', 'page.html')).toMatchObject({ exit: 0 });
    writeFileSync('f.yaml', FLEET + SHOP.replace('replicas: 3', 'replicas: 4'));
    expect(await report('-o', 'link.html')).toMatchObject({ exit: 0 });
    expect(readFileSync('page.html', 'utf8')).toContain('<title>fed8s report</title>');
  });

  it.each([
    ['a source', () => 'f.yaml', 'f.yaml is no page that fed8s report wrote.'],
    [
      'a page of somebody else',
      () => (writeFileSync('p.html', '<!doctype html>\n<title>Mine</title>\n'), 'p.html'),
      'p.html is no page',
    ],
    ['a pipe without a reader', () => (execFileSync('mkfifo', ['pipe']), 'pipe'), 'pipe is no regular file.'],
    ['a device', () => '/dev/null', '/dev/null is no regular file.'],
  ])('does not write over %s, which it says before anything else', async (_, make, message) => {
    const folder = inFolder({ 'f.yaml': 'no: manifest' });
    const output = make();
    const before = readFileSync('f.yaml', 'utf8');
    const { exit, stdout, stderr } = await report('-o', output, '--against', 'nowhere');
    expect({ exit, stdout }).toEqual({ exit: 1, stdout: '' });
    expect(stderr).toContain(`error foreign-file: ${message}`);
    expect(stderr.match(/^error/gm)).toHaveLength(1);
    expect(readFileSync('f.yaml', 'utf8')).toBe(before);
    expect(readdirSync(folder)).not.toContain('fed8s-report.html');
  });

  it.each([
    [['--against', 'nowhere'], 'no-earlier-tree'],
    [['-o', ''], 'invalid-call'],
    [['-o', '.'], 'write-failed'],
  ])('writes nothing where the call is wrong: %j', async (args, code) => {
    inFolder({ 'f.yaml': FLEET + SHOP });
    const { exit, stdout, stderr } = await report(...args);
    expect({ exit, stdout }).toEqual({ exit: 1, stdout: '' });
    expect(stderr).toContain(`error ${code}:`);
    expect(existsSync('fed8s-report.html')).toBe(false);
  });
});
