import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import { multiRegion } from '../../examples/multi-region/multi-region';
import { requireFreshBuild } from '../built';
import { cli } from '../cli/run-cli';
import { resolve } from '../../lib/resolve/resolve';
import { EXAMPLES, ROOT, UPDATE, expectOrUpdateTree, runApp, temporaryFolder, treeOf } from './expected-tree';

const EXAMPLE = join(EXAMPLES, 'multi-region');

/** Expects what stands beside the example, or takes over what was said. */
function expectOrUpdateFile(said: string, name: string): void {
  const path = join(EXAMPLE, name);
  if (UPDATE) writeFileSync(path, said);
  expect(said).toBe(readFileSync(path, 'utf8'));
}

/** As a user stands in the folder of the example, with what the last run has left there. */
function inExample(): { readonly folder: string; readonly leave: () => void } {
  const folder = temporaryFolder();
  const home = process.cwd();
  const run = `"${process.execPath}" "${join(ROOT, 'node_modules/ts-node/dist/bin.js')}" -T "${join(EXAMPLE, 'app.ts')}"`;
  writeFileSync(join(folder, 'cdk8s.yaml'), `app: ${JSON.stringify(run)}\n`);
  cpSync(join(EXAMPLE, 'fed8s.lock.json'), join(folder, 'fed8s.lock.json'));
  cpSync(join(EXAMPLE, 'expected'), join(folder, 'dist'), { recursive: true });
  process.chdir(folder);
  return { folder, leave: () => void process.chdir(home) };
}

describe('examples/multi-region', () => {
  it('writes the tree that stands beside it', () => {
    expectOrUpdateTree(runApp('multi-region'), 'multi-region');
  });

  it('puts the API on two clusters in each region, with as many replicas as asked for', () => {
    const tree = treeOf(join(EXAMPLE, 'expected'));
    const replicas = Object.entries(tree).flatMap(([path, text]) => {
      if (!path.endsWith('shop.k8s.yaml')) return [];
      const manifests = loadAll(text) as { kind: string; metadata: { name: string }; spec: { replicas: number } }[];
      const api = manifests.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'api');
      return api === undefined ? [] : [[path.slice(0, 2), api.spec.replicas] as const];
    });
    expect(replicas.map(([region]) => region)).toEqual(['eu', 'eu', 'us', 'us']);
    expect(replicas.reduce((sum, [, number]) => sum + number, 0)).toBe(18);
  });

  it('moves what it must where a cluster is drained, and nothing else', () => {
    const before = resolve(multiRegion().federation());
    const after = resolve(multiRegion({ drained: ['us-east-1'] }).federation(), { locked: before.choices });
    const moved = [...before.choices].flatMap(([key, clusters]) => {
      const now = after.choices.get(key);
      return [...clusters.keys()].filter((name) => now?.has(name) !== true).map((name) => `${key} ${name}`);
    });
    expect(moved.length).toBeGreaterThan(0);
    expect(moved.every((one) => one.endsWith(' us-east-1'))).toBe(true);
  });

  describe('on the command line', () => {
    beforeAll(requireFreshBuild);

    it('synthesizes what is there already, by its lock', async () => {
      const { folder, leave } = inExample();
      const { exit, stdout, stderr } = await cli(['synth', '--frozen-lock']);
      leave();
      expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
      expect(stdout).toContain('dist: 0 files written, 11 unchanged, 0 removed');
      expect(readFileSync(join(folder, 'fed8s.lock.json'))).toEqual(readFileSync(join(EXAMPLE, 'fed8s.lock.json')));
    }, 60_000);

    it('explains where the API is', async () => {
      const { leave } = inExample();
      const { exit, stdout } = await cli(['explain', 'deployment/shop/api']);
      leave();
      expect(exit).toBe(0);
      expectOrUpdateFile(stdout, 'explanation.txt');
    }, 60_000);

    it('plans what draining a cluster would change', async () => {
      const { leave } = inExample();
      const { exit, stdout } = await cli(['plan'], { env: { DRAIN: 'us-east-1' } });
      leave();
      expect(exit).toBe(2);
      expectOrUpdateFile(stdout, 'plan.txt');
    }, 60_000);
  });
});
