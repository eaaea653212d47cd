import { LocalFleet } from '../../../lib/testing/local-fleet';
import { cli, inFolder, leaveFolders } from '../../cli/run-cli';

let local: LocalFleet;

beforeAll(async () => {
  local = await LocalFleet.start({ clusters: ['one', 'two'], controllerManager: false });
});

afterEach(leaveFolders);
afterAll(() => local.stop());

/** A Deployment that no controller looks at: it never becomes ready. */
const NEVER =
  'spec: { template: { spec: { selector: { matchLabels: { a: b } }, template: { metadata: { labels: { a: b } }, spec: { containers: [{ name: a, image: a }] } } } }, placement: { clusterSelector: {} } }';

function federation(namespace: string, more: string): string {
  const cluster = (name: string, region: string): string =>
    `apiVersion: core.kubefed.io/v1beta1\nkind: KubeFedCluster\nmetadata: { name: ${name}, namespace: kube-federation-system, labels: { region: ${region} } }\nspec: { apiEndpoint: https://example.org, secretRef: { name: x } }\n`;
  return [
    cluster('one', 'us'),
    cluster('two', 'eu'),
    `apiVersion: types.kubefed.io/v1beta1
kind: FederatedNamespace
metadata: { name: ${namespace}, namespace: ${namespace} }
spec: { placement: { clusterSelector: {} } }
`,
    more,
  ].join('---\n');
}

function deployment(namespace: string): string {
  return `apiVersion: types.kubefed.io/v1beta1\nkind: FederatedDeployment\nmetadata: { name: a, namespace: ${namespace} }\n${NEVER}\n`;
}

function configMap(namespace: string): string {
  return `apiVersion: types.kubefed.io/v1beta1\nkind: FederatedConfigMap\nmetadata: { name: a, namespace: ${namespace} }\nspec: { template: { data: { a: b } }, placement: { clusterSelector: {} } }\n`;
}

describe('fed8s apply --waves', () => {
  it('goes region by region, tells of each wave, and finds them done when it is run again', async () => {
    inFolder({ 'fed.yaml': federation('cli', configMap('cli')) });
    const call = ['apply', '-f', 'fed.yaml', '--kubeconfig', local.kubeconfig, '--owner', 'cli', '--waves', 'region'];
    const first = await cli(call);
    expect(first.stdout).toBe(
      'done wave region=eu (two)\ndone wave region=us (one)\n\n' +
        'created Namespace cli on one, two\ncreated ConfigMap cli/a on one, two\n\n4 created on 2 of 2 clusters\n',
    );
    expect(first.exit).toBe(0);
    const again = await cli([...call, '--format', 'json']);
    expect(JSON.parse(again.stdout)).toMatchObject({
      state: 'complete',
      waves: [
        { name: 'region=eu', clusters: ['two'], state: 'done', failed: [] },
        { name: 'region=us', clusters: ['one'], state: 'done', failed: [] },
      ],
    });
    // One cluster alone is in the wave in which it ever is.
    const alone = await cli([...call, '--clusters', 'one']);
    expect(alone.stdout).toBe('done wave region=us (one)\n\n2 unchanged on 1 of 1 cluster\n');
  });

  it('stops at a wave that does not become ready, and says why', async () => {
    inFolder({
      'fed.yaml': federation('never', deployment('never')),
      'cdk8s.yaml': 'app: none\nowner: never\nwaves: region\n',
    });
    const call = ['apply', '-f', 'fed.yaml', '--kubeconfig', local.kubeconfig, '--timeout', '1'];
    const result = await cli(call);
    expect(result.stdout).toContain(
      'stopped wave region=eu (two)\n    two: Deployment never/a: its controller has not seen it yet\nnot begun wave region=us (one)\n',
    );
    expect(result.stdout).toContain('not begun one: its wave has not begun\n');
    expect(result.exit).toBe(3);
    const tolerant = await cli([...call, '--max-failures', '100%']);
    expect(tolerant.stdout).toContain('went on wave region=eu (two)\n');
    expect(tolerant.stdout).toContain('went on wave region=us (one)\n');
    expect(tolerant.exit).toBe(3);
  });

  it.each([
    [['--waves', 'region=eu'], 'declares no waves'],
    [['--waves', ''], 'declares no waves'],
    [['--max-failures', 'some'], 'a number of clusters, or a percentage'],
    [['--soak', '10'], '--soak is given, and there are no waves'],
    [['--waves', 'none', '--max-failures', '1'], '--max-failures is given, and there are no waves'],
  ])('refuses %j', async (flags, why) => {
    inFolder({ 'fed.yaml': federation('bad', configMap('bad')) });
    const call = ['apply', '-f', 'fed.yaml', '--kubeconfig', local.kubeconfig, '--owner', 'bad', ...flags];
    const result = await cli(call);
    expect(result.exit).toBe(1);
    expect(result.stderr).toContain(why);
  });
});
