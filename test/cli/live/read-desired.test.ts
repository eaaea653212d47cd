import { resolve } from 'node:path';
import { readDesired } from '../../../lib/cli/live/read-desired';
import { type LiveFlags } from '../../../lib/cli/live/live-options';
import { silent } from '../../../lib/cli/progress';
import { isFederationError } from '../../../lib/model/federation-error';

const EXPECTED = resolve('examples/redis-tutorial/expected');
const stream = { write: () => true };
const context = { io: { stdout: stream, stderr: stream, env: {} }, format: 'text', progress: silent } as const;
const read = (flags: LiveFlags, source: string | undefined = EXPECTED) => readDesired(source, flags, context);

async function refusalOf(flags: LiveFlags, source?: string): Promise<readonly string[]> {
  try {
    await read(flags, source);
    return [];
  } catch (error) {
    if (!isFederationError(error)) throw error;
    return error.problems.map(({ code, message }) => `${code}: ${message}`);
  }
}

describe('what a written folder declares', () => {
  it('is what every cluster is to have, by the contexts of the federation', async () => {
    const { clusters, desired, kubefedNamespace } = await read({});
    expect(clusters).toEqual([
      { name: 'cluster1', context: 'kind-cluster1' },
      { name: 'cluster2', context: 'kind-cluster2' },
    ]);
    expect(kubefedNamespace).toBe('kube-federation-system');
    expect(desired.map(({ name, manifests }) => [name, manifests.map(({ kind }) => kind)])).toEqual([
      ['cluster1', ['Namespace', 'Deployment', 'Service']],
      ['cluster2', ['Namespace', 'Deployment', 'Service']],
    ]);
  });

  it('can be asked for some clusters, by other contexts, in another namespace', async () => {
    const { clusters, desired, kubefedNamespace } = await read({
      clusters: ['cluster2'],
      context: new Map([['cluster2', 'admin@two']]),
      kubefedNamespace: 'federation',
    });
    expect(clusters).toEqual([{ name: 'cluster2', context: 'admin@two' }]);
    expect(desired.map(({ name }) => name)).toEqual(['cluster2']);
    expect(kubefedNamespace).toBe('federation');
  });

  it('is not asked for clusters that it does not have', async () => {
    expect(await refusalOf({ clusters: ['cluster3'], context: new Map([['clutser1', 'x']]) })).toEqual([
      'unknown-cluster: The call names the cluster "cluster3", which the federation does not have.',
      'unknown-cluster: The call names the cluster "clutser1", which the federation does not have.',
    ]);
  });

  it('in files of KubeFed YAML may have a lock, which holds the id of what is applied', async () => {
    const flags = { filename: ['examples/kubefed-migration/manifests'], lock: 'fed8s.lock.json' };
    const { clusters } = await readDesired(undefined, flags, context);
    expect(clusters.length).toBeGreaterThan(0);
  });

  it('is one of two sources', async () => {
    expect(await refusalOf({ filename: ['a.yaml'] })).toEqual([
      `invalid-call: Both a folder (${EXPECTED}) and -f are given.`,
    ]);
  });
});
