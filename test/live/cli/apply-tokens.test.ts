import { clusters, federatedNamespace } from '../../builders';
import { type CliResult, cli, inFolder, leaveFolders } from '../../cli/run-cli';
import { JoinedFleet, NAMESPACE } from '../fleet/joined-fleet';

let fleet: JoinedFleet;

beforeAll(async () => {
  fleet = await JoinedFleet.start({ clusters: ['host', 'cluster1', 'cluster2'] });
  await fleet.init();
  await fleet.join('cluster1', { rbac: 'kubefed' });
  await fleet.join('cluster2', { rbac: 'kubefed' });
});

afterEach(leaveFolders);
afterAll(() => fleet.stop());

async function apply(...args: readonly string[]): Promise<CliResult> {
  const items = [...clusters('cluster1', 'cluster2'), federatedNamespace('tokens')];
  inFolder({ 'fed.json': JSON.stringify({ apiVersion: 'v1', kind: 'List', items }) });
  const env = { FED8S_INVENTORY_ID: '6f0d6c7e-6a2c-4b8e-9d5f-0a1b2c3d4e5f' };
  const call = ['apply', '-f', 'fed.json', '--owner', 'tokens', '--kubeconfig', fleet.local.kubeconfig];
  return await cli([...call, '--format', 'json', ...args], { env });
}

function token(cluster: string): string {
  return fleet.kubectl('host', 'get', 'secret', `${cluster}-token`, '-n', NAMESPACE, '-o=jsonpath={.data.token}');
}

/** Lets the host think that the token of a cluster was issued two days ago. */
function age(cluster: string): void {
  const issued = new Date(Date.now() - 172_800_000).toISOString();
  const annotation = `fed8s.dev/token-issued=${issued}`;
  fleet.kubectl('host', 'annotate', 'secret', `${cluster}-token`, '-n', NAMESPACE, '--overwrite', annotation);
}

describe('fed8s apply, of which the host is named', () => {
  it.each([
    ['by its context', ['--host-context', 'host']],
    ['since its credentials are taken', ['--credentials', 'host']],
  ])('renews the tokens that are due, %s', async (_, flags) => {
    const before = [token('cluster1'), token('cluster2')];
    age('cluster1');
    const applied = await apply(...flags);
    expect(applied).toMatchObject({ exit: 0 });
    expect(JSON.parse(applied.stdout)).toMatchObject({ renewedTokens: ['cluster1'], problems: [] });
    expect(token('cluster1')).not.toBe(before[0]);
    expect(token('cluster2')).toBe(before[1]);
  });

  it('renews none where no host is named, or nothing is to be written', async () => {
    age('cluster2');
    const before = token('cluster2');
    await apply();
    await apply('--host-context', 'host', '--dry-run', 'server');
    expect(token('cluster2')).toBe(before);
    await apply('--host-context', 'host');
    expect(token('cluster2')).not.toBe(before);
  });

  it('is done all the same where the host does not answer, and warns', async () => {
    await fleet.local.kill('host');
    try {
      const applied = await apply('--host-context', 'host');
      expect(applied).toMatchObject({ exit: 0 });
      expect(JSON.parse(applied.stdout)).toMatchObject({
        state: 'complete',
        renewedTokens: [],
        problems: [{ severity: 'warning', message: expect.stringContaining('could not be renewed') as string }],
      });
    } finally {
      await fleet.local.restart('host');
    }
  });
});
