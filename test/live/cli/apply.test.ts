import { existsSync, readFileSync } from 'node:fs';
import { LocalFleet } from '../../../lib/testing/local-fleet';
import { cli, inFolder, leaveFolders } from '../../cli/run-cli';

let local: LocalFleet;

beforeAll(async () => {
  local = await LocalFleet.start({ clusters: ['one', 'two'], controllerManager: false });
});

afterEach(leaveFolders);
afterAll(() => local.stop());

function federation(namespace: string, value: string): string {
  const cluster = (name: string): string =>
    `apiVersion: core.kubefed.io/v1beta1\nkind: KubeFedCluster\nmetadata: { name: ${name}, namespace: kube-federation-system }\nspec: { apiEndpoint: https://example.org, secretRef: { name: x } }\n`;
  return [
    cluster('one'),
    cluster('two'),
    `apiVersion: types.kubefed.io/v1beta1
kind: FederatedNamespace
metadata: { name: ${namespace}, namespace: ${namespace} }
spec: { placement: { clusterSelector: {} } }
`,
    `apiVersion: types.kubefed.io/v1beta1
kind: FederatedConfigMap
metadata: { name: settings, namespace: ${namespace} }
spec:
  template: { data: { key: ${value} } }
  placement: { clusterSelector: {} }
`,
  ].join('---\n');
}

describe('fed8s apply', () => {
  it('applies KubeFed YAML, tells what it has done, and keeps the id of its inventories in the lock', async () => {
    inFolder({ 'fed.yaml': federation('cli', 'a') });
    const call = ['apply', '-f', 'fed.yaml', '--kubeconfig', local.kubeconfig, '--owner', 'cli'];
    const dry = await cli([...call, '--dry-run=server']);
    expect(dry.stdout).toContain('created Namespace cli on one, two\n');
    expect(dry.exit).toBe(2);
    expect(existsSync('fed8s.lock.json')).toBe(false);
    const first = await cli(call);
    expect(first.stdout).toBe(
      'created Namespace cli on one, two\ncreated ConfigMap cli/settings on one, two\n\n4 created on 2 of 2 clusters\n',
    );
    expect(first.exit).toBe(0);
    expect(JSON.parse(readFileSync('fed8s.lock.json', 'utf8'))).toMatchObject({
      inventories: { cli: expect.any(String) as unknown },
    });
    const again = await cli([...call, '--dry-run=server']);
    expect(again).toMatchObject({ exit: 0, stdout: '4 unchanged on 2 of 2 clusters\n' });
    const json = await cli([...call, '--format', 'json']);
    expect(JSON.parse(json.stdout)).toMatchObject({
      kind: 'ApplyReport',
      owner: 'cli',
      state: 'complete',
      clusters: [{ cluster: 'one', outcome: 'done' }, { cluster: 'two' }],
      problems: [],
    });
  });

  it('ends with 3 where a cluster is down, and with 1 where it is not told who applies', async () => {
    inFolder({ 'fed.yaml': federation('down', 'a') });
    const nobody = await cli(['apply', '-f', 'fed.yaml', '--kubeconfig', local.kubeconfig]);
    expect(nobody.exit).toBe(1);
    expect(nobody.stderr).toContain('error invalid-owner');
    expect(existsSync('fed8s.lock.json')).toBe(false);
    await local.kill('two');
    const down = await cli(['apply', '-f', 'fed.yaml', '--kubeconfig', local.kubeconfig, '--owner', 'down']);
    await local.restart('two');
    expect(down.exit).toBe(3);
    expect(down.stdout).toContain('created ConfigMap down/settings on one\nunknown two: ');
    expect(down.stdout).toContain('2 created on 1 of 2 clusters\n');
  });

  it('refuses another repository that calls itself the same', async () => {
    inFolder({ 'fed.yaml': federation('same', 'a') });
    const call = ['apply', '-f', 'fed.yaml', '--kubeconfig', local.kubeconfig, '--owner', 'same'];
    await cli(call);
    inFolder({ 'fed.yaml': federation('same', 'b') });
    const other = await cli(call);
    expect(other.stderr).toContain('error inventory-foreign');
    expect(other.exit).toBe(3);
  });
});
