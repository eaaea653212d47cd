import { execFileSync } from 'node:child_process';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cli, clusters, inFolder, leaveFolders } from './run-cli';

const namespace = `---
apiVersion: types.kubefed.io/v1beta1
kind: FederatedNamespace
metadata: { name: shop, namespace: shop }
spec: { placement: { clusterSelector: {} } }
`;

const configMap = (name: string, value: string, placement = '{ clusterSelector: {} }'): string => `---
apiVersion: types.kubefed.io/v1beta1
kind: FederatedConfigMap
metadata: { name: ${name}, namespace: shop }
spec: { template: { data: { a: "${value}" } }, placement: ${placement} }
`;

const FLEET = clusters({ eu: 'eu', us: 'us' });

/** A folder with YAML and the tree that was made of it. */
async function written(yaml: string): Promise<string> {
  const folder = inFolder({ 'f.yaml': yaml });
  expect(await cli(['synth', '-f', 'f.yaml'])).toMatchObject({ exit: 0 });
  return folder;
}

const changed = (folder: string, yaml: string): void => writeFileSync(join(folder, 'f.yaml'), yaml);
const plan = (...args: string[]) => cli(['plan', '-f', 'f.yaml', ...args]);
const git = (...args: string[]): void =>
  void execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { stdio: 'ignore' });

afterEach(leaveFolders);

describe('fed8s plan', () => {
  it('says that nothing changes, and ends with 0', async () => {
    await written(FLEET + namespace + configMap('web', '1'));
    expect(await plan()).toEqual({ exit: 0, stdout: 'Nothing changes.\n', stderr: '' });
  });

  it('says what changes, writes nothing, and ends with 2', async () => {
    const folder = await written(
      FLEET + namespace + configMap('web', '1') + configMap('other', '1', '{ clusters: [{ name: eu }] }'),
    );
    const before = readdirSync(join(folder, 'dist'), { recursive: true });
    changed(
      folder,
      FLEET +
        namespace +
        configMap('web', '2') +
        configMap('other', '1', '{ clusters: [{ name: us }] }') +
        configMap('new', '1'),
    );
    expect(await plan()).toEqual({
      exit: 2,
      stderr: '',
      stdout: `+ create ConfigMap shop/new on eu, us
> move ConfigMap shop/other from eu to us
~ update ConfigMap shop/web on eu, us
    data.a: "1" -> "2"

3 created, 2 updated, 1 deleted on 2 of 2 clusters
`,
    });
    expect(readdirSync(join(folder, 'dist'), { recursive: true })).toEqual(before);
  });

  it('compares with what a commit has of the folder, also one that is not there any more', async () => {
    const folder = await written(FLEET + namespace + configMap('web', '1'));
    git('init', '-q');
    git('add', '.');
    git('commit', '-qm', 'first');
    changed(folder, FLEET + namespace + configMap('web', '2'));
    await cli(['synth', '-f', 'f.yaml']);
    expect(await plan()).toMatchObject({ exit: 0 });
    const against = await plan('--against', 'HEAD');
    expect(against).toMatchObject({ exit: 2, stderr: '' });
    expect(against.stdout).toContain('~ update ConfigMap shop/web on eu, us\n    data.a: "1" -> "2"\n');
    rmSync(join(folder, 'dist'), { recursive: true });
    expect(await plan('--against', 'HEAD')).toEqual(against);
  });

  it('sees what was edited by hand', async () => {
    const folder = await written(FLEET + namespace + configMap('web', '1'));
    const file = join(folder, 'dist/eu/shop.k8s.yaml');
    writeFileSync(file, 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: web, namespace: shop }\ndata: { a: x }\n');
    expect((await plan()).stdout).toContain('~ update ConfigMap shop/web on eu\n');
  });

  it('stops where a cluster has left, until that is allowed', async () => {
    const folder = await written(FLEET + namespace + configMap('web', '1'));
    changed(folder, clusters({ eu: 'eu' }) + namespace + configMap('web', '1'));
    const { exit, stdout, stderr } = await plan();
    expect(exit).toBe(1);
    expect(stdout).toContain('leaves the fleet: us\n');
    expect(stderr).toContain(
      'error deletes-over-budget: The cluster us has left the fleet, and its 2 objects would be deleted.',
    );
    expect(stderr).toContain('--allow-deletes us, or FED8S_ALLOW_DELETES=us for cdk8s synth.');
    expect(await plan('--allow-deletes', 'us')).toMatchObject({ exit: 2, stderr: '' });
  });

  it('prints JSON, and Markdown in which nothing of the input means anything', async () => {
    const folder = await written(FLEET + namespace + configMap('web', '1'));
    changed(folder, FLEET + namespace + configMap('web', '`</code>` [x](y)'));
    const json = JSON.parse((await plan('--format', 'json')).stdout) as object;
    expect(json).toMatchObject({
      apiVersion: 'fed8s.dev/v1',
      kind: 'Plan',
      changes: [{ action: 'update', clusters: ['eu', 'us'], fields: [{ path: 'data.a', before: '1' }] }],
    });
    const { stdout, exit } = await plan('--markdown');
    expect(exit).toBe(2);
    expect(stdout).toBe(`### fed8s plan

0 created, 2 updated, 0 deleted on 2 of 2 clusters

- **update** \`ConfigMap shop/web\` \`on eu, us\`
  - \`\` data.a: "1" -> "\`</code>\` [x](y)" \`\`
`);
  });

  it('says in Markdown what it has cut', async () => {
    const many = Array.from({ length: 1500 }, (_, index) => configMap(`web-${index}`, 'x'.repeat(60))).join('');
    const folder = await written(FLEET + namespace);
    changed(folder, FLEET + namespace + many);
    const { stdout } = await plan('--markdown');
    expect(stdout.length).toBeLessThan(65_536);
    expect(stdout).toMatch(/_\d+ more changes do not fit here; `fed8s plan` shows them\._\n$/);
  });

  it('says in Markdown how many refusals it has cut, which are told in full elsewhere', async () => {
    const names = Array.from({ length: 400 }, (_, index) => [`c${index}-${'x'.repeat(50)}`, 'eu'] as const);
    const folder = await written(FLEET + clusters(Object.fromEntries(names)) + namespace + configMap('web', '1'));
    const gone = Array.from({ length: 900 }, (_, index) => configMap(`web-${index}`, 'x'.repeat(60))).join('');
    changed(folder, FLEET + namespace + gone);
    const { stdout, exit } = await plan('--markdown');
    const { problems } = JSON.parse((await plan('--format', 'json')).stdout) as { problems: object[] };
    expect(exit).toBe(1);
    expect(stdout.length).toBeLessThan(65_536);
    const cut = /_(\d+) more problems do not fit here; `fed8s plan --format json` shows them\._/.exec(stdout)?.[1];
    const shown = stdout.match(/\*\*error\*\*/g)?.length ?? 0;
    expect(shown).toBeGreaterThan(10);
    expect(shown + Number(cut)).toBe(problems.length);
    expect(stdout).toContain('- **create** `ConfigMap shop/web-');
    expect(stdout).toMatch(/more changes do not fit here; `fed8s plan` shows them\._\n$/);
  });

  it.each([
    ['a file', 'dist/eu/shop.k8s.yaml', 'The earlier tree has no file eu/shop.k8s.yaml'],
    ['its index', 'dist/fed8s.json', 'dist has no fed8s.json'],
  ])('does not wait for a pipe that stands in place of %s of the earlier tree', async (_, path, message) => {
    const folder = await written(FLEET + namespace + configMap('web', '1'));
    rmSync(join(folder, path));
    execFileSync('mkfifo', [join(folder, path)]);
    const { exit, stderr } = await plan();
    expect(exit).toBe(1);
    expect(stderr).toContain(`error no-earlier-tree: ${message}`);
  });

  it('warns of a consent for what is no cluster, before or after', async () => {
    const folder = await written(FLEET + namespace + configMap('web', '1'));
    changed(folder, clusters({ eu: 'eu' }) + namespace + configMap('web', '1'));
    const { exit, stderr } = await plan('--allow-deletes', 'us,eu,su,');
    expect(exit).toBe(2);
    expect(stderr).toContain('warning option-ignored: Deletions are allowed (--allow-deletes, FED8S_ALLOW_DELETES)');
    expect(stderr).toContain('on what is no cluster, before or after: su.');
    expect(await plan('--allow-deletes', 'us,su', '--warnings-as-errors')).toMatchObject({ exit: 1, stdout: '' });
  });

  it.each([
    [
      'no tree',
      ['--against', 'nothing'],
      'error no-earlier-tree: There is no folder nothing, and no commit of that name.',
    ],
    ['a folder without an index', ['--against', '.'], 'error no-earlier-tree: . has no fed8s.json.'],
    ['a name that is an option', ['--against=--output=x'], 'error no-earlier-tree: '],
    ['a budget that is no number', ['--max-deletes', 'x'], 'It must be a whole number.'],
  ])('is refused for %s', async (_, args, message) => {
    inFolder({ 'f.yaml': FLEET + namespace });
    const { exit, stdout, stderr } = await plan(...args);
    expect({ exit, stdout }).toEqual({ exit: 1, stdout: '' });
    expect(stderr).toContain(message);
  });

  it('stops at a warning, where that is asked for', async () => {
    await written(FLEET + namespace + configMap('web', '1', '{ clusterSelector: { matchLabels: { region: mars } } }'));
    expect(await plan()).toMatchObject({
      exit: 0,
      stderr: expect.stringContaining('warning empty-placement') as string,
    });
    const { exit, stderr } = await plan('--warnings-as-errors');
    expect(exit).toBe(1);
    expect(stderr).toContain('error empty-placement');
  });

  it('is refused for an input that is wrong, before anything is compared', async () => {
    const folder = await written(FLEET + namespace + configMap('web', '1'));
    changed(folder, FLEET + namespace + configMap('web', '1', '{ clusters: [{ name: uk }] }'));
    const { exit, stdout, stderr } = await plan();
    expect({ exit, stdout }).toEqual({ exit: 1, stdout: '' });
    expect(stderr).toContain('error unknown-cluster: ');
  });
});
