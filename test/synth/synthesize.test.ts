import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { type Layout, defaultLayout, filePerValues } from '../../lib/synth/layout';
import { useLock } from '../../lib/synth/lock-use';
import { synthesize } from '../../lib/synth/synthesize';
import { readTreeIndex } from '../../lib/synth/tree-index';
import { Fleet } from './fleet';
import { TemporaryFolder, contentsOf, errorOf } from './folders';

let folder: TemporaryFolder;
let outdir: string;
beforeEach(() => {
  folder = new TemporaryFolder();
  outdir = folder.at('dist');
});
afterEach(() => {
  folder.remove();
});

describe('synthesize', () => {
  const shop = (): Fleet =>
    new Fleet('c1', 'c2')
      .configMap('settings', { chart: 'shop', overrides: { c2: [{ path: '/data/greeting', value: 'no' }] } })
      .configMap('extra', { chart: 'shop', on: ['c2'] })
      .namespace('shop');

  test('writes the exact manifests of every cluster', () => {
    const summary = synthesize(shop().resolve(), { outdir });
    expect(summary).toMatchObject({
      outdir,
      clusters: 2,
      files: { written: 4, unchanged: 0, removed: 0 },
      problems: [],
    });
    const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n';
    const configMap = (name: string, greeting: string): string =>
      `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n  namespace: shop\ndata:\n  greeting: ${greeting}\n`;
    const { 'fed8s.json': index, ...files } = contentsOf(outdir);
    expect(files).toEqual({
      'c1/00-namespaces.k8s.yaml': namespace,
      'c1/shop.k8s.yaml': configMap('settings', 'hello'),
      'c2/00-namespaces.k8s.yaml': namespace,
      'c2/shop.k8s.yaml': `${configMap('settings', '"no"')}---\n${configMap('extra', 'hello')}`,
    });
    expect(summary.bytes).toBe(Object.values(files).join('').length);
    expect(readTreeIndex(index ?? '').clusters).toEqual(['c1', 'c2']);
  });

  test('writes the same bytes into another folder, and nothing the second time', () => {
    synthesize(shop().resolve(), { outdir });
    synthesize(shop().resolve(), { outdir: folder.at('other') });
    expect(contentsOf(folder.at('other'))).toEqual(contentsOf(outdir));
    expect(synthesize(shop().resolve(), { outdir }).files).toEqual({ written: 0, unchanged: 4, removed: 0 });
  });

  test('writes only what a change touches', () => {
    synthesize(shop().resolve(), { outdir });
    const { files } = synthesize(
      shop()
        .configMap('late', { chart: 'late', on: ['c1'] })
        .resolve(),
      { outdir },
    );
    expect(files).toEqual({ written: 1, unchanged: 4, removed: 0 });
  });

  test('tells of all problems together, and writes nothing', () => {
    const resolution = new Fleet('c1')
      .configMap('lost', { chart: 'shop', on: ['c7'] })
      .configMap('a', { chart: 'Shop' })
      .configMap('b', { chart: 'shop' })
      .configMap('c', { chart: '../shop' })
      .secret('db', { stringData: { password: 'hunter2' } })
      .resolve();
    const error = errorOf(() => synthesize(resolution, { outdir, secrets: 'refuse' }));
    expect(error.problems.map(({ code }) => code)).toEqual([
      'unknown-cluster',
      'namespace-not-declared',
      'invalid-file-name',
      'file-collision',
      'secret-in-clear',
    ]);
    expect(error.message).not.toContain('hunter2');
    expect(existsSync(outdir)).toBe(false);
  });

  test('does not empty a folder, which an input that was lost on its way would do', () => {
    const outdir = folder.at('emptied');
    synthesize(new Fleet('c1').resolve(), { outdir });
    synthesize(new Fleet('c1').secret('db', { data: {} }).resolve(), { outdir });
    const before = contentsOf(outdir);
    expect(errorOf(() => synthesize(new Fleet('c1').resolve(), { outdir })).code).toBe('nothing-left');
    expect(contentsOf(outdir)).toEqual(before);
  });

  test('deletes what it wrote where no budget is given, and not where one is', () => {
    synthesize(shop().resolve(), { outdir });
    const less = new Fleet('c1').namespace('shop').resolve();
    const before = contentsOf(outdir);
    expect(errorOf(() => synthesize(less, { outdir, budget: {} })).code).toBe('deletes-over-budget');
    expect(contentsOf(outdir)).toEqual(before);
    expect(synthesize(less, { outdir }).files.removed).toBe(3);
  });

  test('writes nothing by a lock that another run has written meanwhile', () => {
    const file = folder.at('fed8s.lock.json');
    const use = () => useLock({ outdir, file, mode: 'keep' });
    const stale = use();
    synthesize(shop().resolve(), { outdir, lock: use(), budget: {} });
    const before = contentsOf(folder.path);
    const late = shop().configMap('late', { chart: 'shop' }).resolve();
    const error = errorOf(() => synthesize(late, { outdir, lock: stale, budget: {} }));
    expect(error).toMatchObject({ code: 'folder-busy', details: { origin: file } });
    expect(error.message).toContain('Another run has written the lock meanwhile');
    expect(contentsOf(folder.path)).toEqual(before);
    const known = use();
    synthesize(shop().resolve(), {
      outdir: folder.at('other'),
      lock: useLock({ outdir: folder.at('other'), file, mode: 'keep' }),
    });
    expect(synthesize(late, { outdir, lock: known, budget: {} }).lock).toEqual({ file, is: 'written' });
  });

  test('writes in spite of warnings, and hands them on', () => {
    const resolution = new Fleet('c1').secret('db', { stringData: { password: 'hunter2' } }).resolve();
    const summary = synthesize(resolution, { outdir });
    expect(summary.problems.map(({ code, severity }) => [code, severity])).toEqual([
      ['namespace-not-declared', 'warning'],
      ['secret-in-clear', 'warning'],
    ]);
    expect(summary.files.written).toBe(1);
    const { 'fed8s.json': index } = contentsOf(outdir);
    expect(index).not.toContain('hunter2');
  });

  test('warns of a stale file that was edited', () => {
    synthesize(shop().resolve(), { outdir });
    const path = folder.at('dist', 'c2', 'shop.k8s.yaml');
    const edited = `${readFileSync(path, 'utf8')}# mine\n`;
    folder.write(edited, 'dist', 'c2', 'shop.k8s.yaml');
    const summary = synthesize(new Fleet('c1', 'c2').namespace('shop').resolve(), { outdir });
    expect(summary.problems.map(({ code }) => code)).toEqual(['stale-file-edited']);
    expect(readFileSync(path, 'utf8')).toBe(edited);
  });
});

describe('what is written', () => {
  const clusters = Array.from({ length: 24 }, (_, number) => `c${10 + number}`);
  const subset = fc.subarray(clusters);
  const objects = fc.array(fc.record({ on: subset, overridden: subset, chart: fc.constantFrom('a', 'b') }), {
    minLength: 1,
    maxLength: 6,
  });

  test('reads back as what each cluster gets, however clusters differ and files are cut', () => {
    fc.assert(
      fc.property(objects, fc.constantFrom(...filePerValues), (placed, filePer) => {
        const own = new TemporaryFolder();
        try {
          const fleet = new Fleet(...clusters);
          placed.forEach(({ on, overridden, chart }, number) => {
            const overrides = overridden
              .filter((cluster) => on.includes(cluster))
              .map((cluster) => [cluster, [{ path: '/data/greeting', value: `of ${cluster}: ä€😀` }]] as const);
            fleet.configMap(`settings-${number}`, { chart, on, overrides: Object.fromEntries(overrides) });
          });
          const resolution = fleet.resolve();
          const layout: Layout = { ...defaultLayout, filePer };
          synthesize(resolution, { outdir: own.path, layout });
          const { 'fed8s.json': index, ...files } = contentsOf(own.path);
          for (const { name, manifests } of resolution.clusters) {
            const read = Object.entries(files)
              .filter(([path]) => path.startsWith(`${name}/`) && !path.endsWith('/'))
              .flatMap(([, text]) => parseAllDocuments(text).map((document) => document.toJS() as unknown));
            const byText = (list: readonly unknown[]): readonly string[] =>
              list.map((one) => JSON.stringify(one)).sort();
            expect(byText(read)).toEqual(byText(manifests));
          }
          const indexed = readTreeIndex(index ?? '').files.flatMap(({ path, clusters: names }) =>
            names.map((name) => `${name}/${path}`),
          );
          const written = Object.keys(files).filter((path) => !path.endsWith('/'));
          expect(indexed.sort()).toEqual(written.sort());
        } finally {
          own.remove();
        }
      }),
      { numRuns: 30 },
    );
  });
});
