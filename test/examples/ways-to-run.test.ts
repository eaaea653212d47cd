import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { requireFreshBuild } from '../built';
import { ROOT, expectTree, temporaryFolder, treeOf } from './expected-tree';

const node = (script: string, args: readonly string[], options: { cwd?: string; env?: Record<string, string> } = {}) =>
  execFileSync(process.execPath, [script, ...args], {
    cwd: options.cwd ?? ROOT,
    env: { ...process.env, ...options.env },
    encoding: 'utf8',
  });
const installed = (path: string): string => join(ROOT, 'node_modules', path);

describe('the examples in a process of their own', () => {
  // Here `fed8s` is what the package exports, and that is built JavaScript.
  beforeAll(requireFreshBuild);

  it('are synthesized by the real cdk8s-cli, which finds the app in cdk8s.yaml and lists the files', () => {
    const outdir = join(temporaryFolder(), 'dist');
    const said = node(installed('cdk8s-cli/bin/cdk8s'), ['synth', '--no-check-upgrade', '--output', outdir]);
    expectTree(outdir, 'redis-tutorial');
    const listed = said.split('\n').filter((line) => line.startsWith('  - '));
    expect(listed.sort()).toEqual([
      `  - ${outdir}/cluster1/00-namespaces.k8s.yaml`,
      `  - ${outdir}/cluster1/redis.k8s.yaml`,
      `  - ${outdir}/cluster2/00-namespaces.k8s.yaml`,
      `  - ${outdir}/cluster2/redis.k8s.yaml`,
    ]);
  }, 60_000);

  it.each(['redis-tutorial', 'web-shop', 'construct-library'])(
    'run under ts-node: %s',
    (example) => {
      const outdir = join(temporaryFolder(), 'dist');
      node(installed('ts-node/dist/bin.js'), ['-T', `examples/${example}/app.ts`], { env: { CDK8S_OUTDIR: outdir } });
      expectTree(outdir, example);
    },
    60_000,
  );

  it('are no different in JavaScript that plain node runs, in a folder where the package is installed', () => {
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, 'node_modules'));
    symlinkSync(ROOT, join(cwd, 'node_modules/fed8s'), 'junction');
    writeFileSync(
      join(cwd, 'app.js'),
      `const { FederatedApp, FederatedChart, FederatedNamespace, KubeFedCluster } = require('fed8s');
       const app = new FederatedApp();
       const fleet = new FederatedChart(app, 'fleet');
       new KubeFedCluster(fleet, 'cluster1');
       new KubeFedCluster(fleet, 'cluster2');
       const redis = new FederatedChart(app, 'redis', { namespace: 'redis' });
       new FederatedNamespace(redis, 'namespace', { placement: { clusters: ['cluster2'] } });
       const { files, problems } = app.synth();
       console.log(JSON.stringify({ files, problems }));`,
    );
    const said: unknown = JSON.parse(node('app.js', [], { cwd }));
    expect(said).toEqual({ files: { written: 1, unchanged: 0, removed: 0 }, problems: [] });
    const tree = treeOf(join(cwd, 'dist'));
    expect(Object.keys(tree)).toEqual(['cluster2/00-namespaces.k8s.yaml', 'fed8s.json']);
    expect(tree['cluster2/00-namespaces.k8s.yaml']).toBe(
      'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: redis\n  labels:\n    kubefed.io/managed: "true"\n',
    );
  }, 60_000);

  it('are read by the command line too: an app from cdk8s.yaml, KubeFed YAML from files', () => {
    const folder = temporaryFolder();
    const fed8s = (...args: string[]) => node('build/lib/cli/main.js', args);
    const said = fed8s('synth', '-o', join(folder, 'app'));
    // The README shows what the demo prints.
    const [, shown] = /^```\n(What goes where[\s\S]*?)```$/m.exec(readFileSync(join(ROOT, 'README.md'), 'utf8')) ?? [];
    expect(said.replaceAll(join(folder, 'app'), 'dist')).toBe(shown);
    expectTree(join(folder, 'app'), 'redis-tutorial');
    fed8s('synth', '-f', 'examples/kubefed-migration/manifests', '-o', join(folder, 'files'));
    expectTree(join(folder, 'files'), 'kubefed-migration');
  }, 60_000);
});
