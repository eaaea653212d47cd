import { existsSync, readFileSync } from 'node:fs';
import { openCluster } from '../../../lib/kube/open-cluster';
import { type ClusterApi } from '../../../lib/kube/cluster-api';
import { LocalFleet } from '../../../lib/testing/local-fleet';
import { cli, inFolder, leaveFolders } from '../../cli/run-cli';

let local: LocalFleet;
let one: ClusterApi;

beforeAll(async () => {
  local = await LocalFleet.start({ clusters: ['one', 'two'] });
  const opened = await openCluster({ kubeconfig: local.kubeconfig, context: 'one' });
  if (opened.outcome === 'failed') throw new Error(opened.failure.message);
  one = opened.value;
});

afterEach(leaveFolders);
afterAll(async () => {
  one.close();
  await local.stop();
});

const cluster = (name: string): string => `apiVersion: core.kubefed.io/v1beta1
kind: KubeFedCluster
metadata: { name: ${name}, namespace: kube-federation-system }
`;

const federated = (
  kind: string,
  { name, namespace, template, on }: { name: string; namespace: string; template: string; on: string },
): string => `apiVersion: types.kubefed.io/v1beta1
kind: Federated${kind}
metadata: { name: ${name}, namespace: ${namespace} }
spec: { template: ${template}, placement: ${on} }
`;

/** A namespace on both clusters, a ConfigMap, and a Secret. */
function federation(namespace: string, value: string, on = '{ clusterSelector: {} }'): string {
  return [
    cluster('one'),
    cluster('two'),
    federated('Namespace', { name: namespace, namespace, template: '{}', on: '{ clusterSelector: {} }' }),
    federated('ConfigMap', { name: 'settings', namespace, template: `{ data: { key: ${value} } }`, on }),
    federated('Secret', { name: 'token', namespace, template: '{ stringData: { token: hunter2 } }', on }),
  ].join('---\n');
}

const connection = (): readonly string[] => ['-f', 'fed.yaml', '--kubeconfig', local.kubeconfig];

describe('fed8s plan --live', () => {
  it('says what an apply would do, and writes nothing: no object, no lock', async () => {
    inFolder({ 'fed.yaml': federation('fresh', 'a') });
    const planned = await cli(['plan', '--live', ...connection(), '--owner', 'fresh']);
    expect(planned).toMatchObject({ exit: 2, stderr: '' });
    expect(planned.stdout).toBe(`+ create ConfigMap fresh/settings on one, two
+ create Namespace fresh on one, two
+ create Secret fresh/token on one, two

joins the fleet: one, two
6 created, 0 updated, 0 deleted on 2 of 2 clusters
`);
    expect(existsSync('fed8s.lock.json')).toBe(false);
    expect(await one.get({ apiVersion: 'v1', kind: 'Namespace', name: 'fresh' })).toMatchObject({
      outcome: 'failed',
      failure: { kind: 'not-found' },
    });
  });

  it('tells what was changed by hand, without the values of Secrets, and nothing where all is as declared', async () => {
    inFolder({ 'fed.yaml': federation('hand', 'a') });
    await cli(['apply', ...connection(), '--owner', 'hand']);
    const quiet = await cli(['plan', '--live', ...connection(), '--owner', 'hand']);
    expect(quiet).toMatchObject({ exit: 0, stdout: 'Nothing changes.\n' });
    const patch = (kind: string, name: string, data: Record<string, string>) =>
      one.patch({ apiVersion: 'v1', kind, namespace: 'hand', name }, { type: 'merge', body: { data } });
    await patch('ConfigMap', 'settings', { key: 'b', foreign: 'x' });
    await patch('Secret', 'token', { token: Buffer.from('swordfish').toString('base64') });
    const planned = await cli(['plan', '--live', ...connection(), '--owner', 'hand']);
    expect(planned.exit).toBe(2);
    expect(planned.stdout).toContain('~ update ConfigMap hand/settings on one\n    data.key: "b" -> "a"\n');
    expect(planned.stdout).toContain('~ update Secret hand/token on one\n    data.token: ');
    expect(planned.stdout).not.toContain(Buffer.from('swordfish').toString('base64'));
    expect(planned.stdout).not.toContain(Buffer.from('hunter2').toString('base64'));
  });

  it('tells what would be adopted, and what would be left to others', async () => {
    inFolder({ 'fed.yaml': federation('adopt', 'a') });
    const labels = { 'kubefed.io/managed': 'true' };
    await one.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'adopt', labels } });
    const there = (name: string, key: string) => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name, namespace: 'adopt', labels },
      data: { key },
    });
    await one.create(there('settings', 'other'), { fieldManager: 'somebody' });
    const planned = await cli(['plan', '--live', ...connection(), '--owner', 'adopt']);
    expect(planned.stdout).toContain('= adopt Namespace adopt on one\n');
    expect(planned.stdout).toMatch(/! conflict ConfigMap adopt\/settings on one: it lives, is not ours/);
    expect(planned.stdout).toContain('+ create ConfigMap adopt/settings on two\n');
  });

  it('knows nothing of a cluster that is down, and plans the rest', async () => {
    inFolder({ 'fed.yaml': federation('down', 'a') });
    await local.kill('two');
    const planned = await cli(['plan', '--live', ...connection(), '--owner', 'down']);
    await local.restart('two');
    expect(planned.exit).toBe(3);
    expect(planned.stdout).toMatch(/^\? unknown two: /m);
    expect(planned.stdout).toContain('+ create ConfigMap down/settings on one\n');
  });
});

describe('fed8s apply --plan', () => {
  const save = (owner: string) =>
    cli(['plan', '--live', ...connection(), '--owner', owner, '--save', 'plan.json', '--max-deletes', '9']);
  const carryOut = (owner: string) =>
    cli(['apply', ...connection(), '--owner', owner, '--plan', 'plan.json', '--max-deletes', '9']);

  it('does what the plan says', async () => {
    inFolder({ 'fed.yaml': federation('kept', 'a') });
    expect((await save('kept')).exit).toBe(2);
    expect(readFileSync('plan.json', 'utf8')).not.toContain('hunter2');
    const applied = await carryOut('kept');
    expect(applied).toMatchObject({ exit: 0, stderr: '' });
    expect(applied.stdout).toContain('6 created on 2 of 2 clusters\n');
    const twice = await carryOut('kept');
    expect(twice.exit).toBe(1);
    expect(twice.stderr).toContain('error plan-outdated');
  });

  it.each<[what: string, key: string, write: () => Promise<unknown>]>([
    [
      'a field',
      'settings',
      () =>
        one.patch(
          { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'world-settings', name: 'settings' },
          { type: 'merge', body: { data: { key: 'hand' } } },
        ),
    ],
    [
      'a Secret, of which the plan has no values',
      'token',
      () =>
        one.patch(
          { apiVersion: 'v1', kind: 'Secret', namespace: 'world-token', name: 'token' },
          { type: 'merge', body: { data: { token: 'aGFuZA==' } } },
        ),
    ],
  ])('does nothing where %s has changed since', async (_, key, write) => {
    const owner = `world-${key}`;
    const text = federation(owner, 'a');
    inFolder({ 'fed.yaml': text });
    await cli(['apply', ...connection(), '--owner', owner]);
    const lock = readFileSync('fed8s.lock.json', 'utf8');
    inFolder({
      'fed.yaml': text.replace('key: a', 'key: b').replace('hunter2', 'hunter3'),
      'fed8s.lock.json': lock,
    });
    expect((await save(owner)).exit).toBe(2);
    await write();
    const refused = await carryOut(owner);
    expect(refused.exit).toBe(1);
    expect(refused.stderr).toContain('error plan-outdated');
    const two = await openCluster({ kubeconfig: local.kubeconfig, context: 'two' });
    if (two.outcome === 'failed') throw new Error(two.failure.message);
    const untouched = await two.value.get({ apiVersion: 'v1', kind: 'ConfigMap', namespace: owner, name: 'settings' });
    two.value.close();
    expect(untouched).toMatchObject({ outcome: 'ok', value: { data: { key: 'a' } } });
  });

  it('is for the owner that made the plan', async () => {
    inFolder({ 'fed.yaml': federation('mine', 'a') });
    await save('mine');
    const refused = await carryOut('yours');
    expect(refused.exit).toBe(1);
    expect(refused.stderr).toContain('The plan plan.json is of mine, and yours is to apply it.');
  });
});
