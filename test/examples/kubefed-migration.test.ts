import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import { run } from '../../lib/cli/run';
import { expectOrUpdateTree, temporaryFolder, treeOf } from './expected-tree';

// As a user types it: messages and fed8s.json name files by it.
const MANIFESTS = 'examples/kubefed-migration/manifests';

interface Manifest {
  readonly kind: string;
  readonly spec: { readonly replicas: number };
}

async function synth(...options: string[]) {
  const outdir = join(temporaryFolder(), 'dist');
  const said = { stdout: '', stderr: '' };
  const exit = await run(['synth', '-f', MANIFESTS, '-o', outdir, ...options], {
    stdout: { write: (text) => (said.stdout += text) },
    stderr: { write: (text) => (said.stderr += text) },
    env: { NO_COLOR: '1' },
  });
  return { outdir, exit, ...said };
}

describe('examples/kubefed-migration', () => {
  it('writes the tree that stands beside it, and has nothing to complain of', async () => {
    const { outdir, exit, stderr } = await synth();
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    expectOrUpdateTree(outdir, 'kubefed-migration');
  });

  it('gives every cluster by the semantics of KubeFed what it gives by its own', async () => {
    const filesOf = ({ outdir }: { readonly outdir: string }) => {
      const { 'fed8s.json': _, ...files } = treeOf(outdir);
      return files;
    };
    const kubefed = filesOf(await synth('--semantics', 'kubefed'));
    expect(Object.keys(kubefed)).toHaveLength(6);
    expect(kubefed).toEqual(filesOf(await synth()));
  });

  it('names what is the host’s own, and what KubeFed would report', async () => {
    const { stdout } = await synth('--semantics', 'kubefed');
    expect(stdout).toContain('Namespace tickets, ConfigMap tickets/on-call');
    expect(stdout).toMatch(/FederatedCronJob tickets\/nightly-report +True +hamburg\n/);
  });

  it('divides twelve replicas as KubeFed’s planner does', async () => {
    const tree = treeOf((await synth()).outdir);
    const replicas = ['hamburg', 'lisbon', 'toronto'].map((cluster) => {
      const manifests = loadAll(tree[`${cluster}/tickets.k8s.yaml`] ?? '') as Manifest[];
      return manifests.find(({ kind }) => kind === 'Deployment')?.spec.replicas;
    });
    expect(replicas).toEqual([5, 2, 5]);
  });
});
