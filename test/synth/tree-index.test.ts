import { FederationBuilder } from '../../lib/model/federation-builder';
import { resolve } from '../../lib/resolve/resolve';
import { type Resolution } from '../../lib/resolve/resolution';
import { HashedFiles } from '../../lib/synth/hashed-files';
import { defaultLayout } from '../../lib/synth/layout';
import { Rendering } from '../../lib/synth/rendering';
import { treeOf } from '../../lib/synth/tree';
import { readTreeIndex } from '../../lib/synth/tree-index';
import { treeIndexText } from '../../lib/synth/tree-index-text';
import { Fleet } from './fleet';
import { errorOf } from './folders';

function indexOf(resolution: Resolution): string {
  const tree = treeOf(resolution, defaultLayout);
  const rendering = new Rendering(resolution, tree);
  const contents = new HashedFiles();
  resolution.clusters.forEach((_, position) => {
    for (const file of rendering.filesOf(position)) contents.add(file, position);
  });
  return treeIndexText(resolution, tree, contents.sorted());
}

function names(count: number): readonly string[] {
  return Array.from({ length: count }, (_, number) => `c${String(number).padStart(4, '0')}`);
}

describe('the index of a folder', () => {
  const resolution = new Fleet('c1', 'c2', 'c3')
    .namespace('shop', { origin: 'shop/ns' })
    .configMap('settings', {
      chart: 'shop',
      on: ['c1', 'c2'],
      origin: 'shop/settings',
      overrides: { c2: [{ path: '/data/greeting', value: 'hallo' }] },
    })
    .resolve();

  test('says by which contexts clusters are reached, where the federation does', () => {
    const builder = new FederationBuilder();
    for (const metadata of [{ name: 'c1', annotations: { 'fed8s.dev/context': 'admin@c1' } }, { name: 'c2' }]) {
      builder.add({ apiVersion: 'core.kubefed.io/v1beta1', kind: 'KubeFedCluster', metadata });
    }
    const text = indexOf(resolve(builder.build()));
    expect(text).toContain('"contexts": {\n"c1": "admin@c1"\n},\n');
    expect(readTreeIndex(text).contexts).toEqual(new Map([['c1', 'admin@c1']]));
    expect(readTreeIndex(indexOf(resolution)).contexts).toEqual(new Map());
    const foreign = errorOf(() => readTreeIndex(text.replace('"c1": "admin', '"c9": "admin')));
    expect(foreign.message).toContain('contexts names "c9", which is no cluster');
  });

  test('says what is there and why', () => {
    const index = readTreeIndex(indexOf(resolution));
    expect(index).toMatchObject({ semantics: 'strict', layout: defaultLayout, clusters: ['c1', 'c2', 'c3'] });
    expect(index.objects).toMatchObject([
      { ref: { apiVersion: 'v1', kind: 'Namespace', name: 'shop' }, form: 'plain', file: '00-namespaces.k8s.yaml' },
      {
        ref: { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'shop', name: 'settings' },
        form: 'plain',
        target: { group: '', version: 'v1', kind: 'ConfigMap', pluralName: 'configmaps', scope: 'Namespaced' },
        namespace: 'shop',
        chart: 'shop',
        file: 'shop.k8s.yaml',
        origin: 'shop/settings',
      },
    ]);
    expect(index.files.map(({ path, clusters }) => [path, clusters])).toEqual([
      ['00-namespaces.k8s.yaml', ['c1', 'c2', 'c3']],
      ['shop.k8s.yaml', ['c1']],
      ['shop.k8s.yaml', ['c2']],
    ]);
    expect(new Set(index.files.map(({ sha256 }) => sha256)).size).toBe(3);
  });

  test('holds every decision of the resolution', () => {
    const read = readTreeIndex(indexOf(resolution)).objects.flatMap(({ ref, decisions }) =>
      decisions.flatMap(({ placed, reason, detail, clusters }) =>
        clusters.map((cluster) => ({ object: ref, cluster, placed, reason, detail })),
      ),
    );
    const byKey = (list: readonly object[]): readonly string[] =>
      list.map((one) => JSON.stringify(one, Object.keys(one).sort())).sort();
    expect(read).toHaveLength(6);
    expect(byKey(read)).toEqual(byKey([...resolution.decisions]));
  });

  test('has one entry a line, and no line for a second cluster that fares like the first', () => {
    const lines = indexOf(resolution).split('\n');
    for (const line of lines.filter((one) => one.startsWith('{"path"'))) {
      expect(JSON.parse(line.replace(/,$/, ''))).toHaveProperty('sha256');
    }
    const shop = (count: number): number =>
      indexOf(new Fleet(...names(count)).namespace('shop').configMap('settings', { chart: 'shop' }).resolve()).split(
        '\n',
      ).length - count;
    expect(shop(40)).toBe(shop(3));
  });

  test('grows with objects plus clusters, not with their product', () => {
    const size = (clusters: number, objects: number): number => {
      const fleet = new Fleet(...names(clusters)).namespace('shop');
      const half = names(clusters).filter((_, position) => position % 2 === 0);
      for (let number = 0; number < objects; number += 1) {
        fleet.configMap(`settings-${1000 + number}`, { chart: 'shop', ...(number % 2 === 0 && { on: half }) });
      }
      return indexOf(fleet.resolve()).length;
    };
    const step = size(50, 50) - size(50, 25);
    expect(size(400, 50) - size(400, 25)).toBeLessThan(1.1 * step);
  });

  test('is the same whatever the order in which the clusters were declared', () => {
    const build = (...clusters: readonly string[]): string =>
      indexOf(new Fleet(...clusters).configMap('settings', { chart: 'shop' }).resolve());
    expect(build('c2', 'c1', 'c3')).toBe(build('c1', 'c2', 'c3'));
  });

  test('leaves out the folders of an absolute origin', () => {
    const text = indexOf(
      new Fleet('c1').configMap('settings', { chart: 'shop', origin: '/somewhere/deep/a.yaml:3' }).resolve(),
    );
    expect(text).not.toContain('somewhere');
    expect(readTreeIndex(text).objects[0]?.origin).toBe('a.yaml:3');
  });

  test('holds what KubeFed would report where all is not well', () => {
    const builder = new FederationBuilder();
    for (const name of ['c1', 'c2']) {
      builder.add({
        apiVersion: 'core.kubefed.io/v1beta1',
        kind: 'KubeFedCluster',
        metadata: { name },
        ...(name === 'c2' && { status: { conditions: [{ type: 'Ready', status: 'False' }] } }),
      });
    }
    const federated = (kind: string, name: string): object => ({
      apiVersion: 'types.kubefed.io/v1beta1',
      kind,
      metadata: { name, namespace: 'shop' },
      spec: { template: {}, placement: { clusterSelector: {} } },
    });
    builder.add(federated('FederatedNamespace', 'shop')).add(federated('FederatedConfigMap', 'settings'));
    const index = readTreeIndex(indexOf(resolve(builder.build(), { semantics: 'kubefed' })));
    expect(index.semantics).toBe('kubefed');
    expect(index.objects.map(({ propagation }) => propagation)).toEqual([
      { reason: 'CheckClusters', rows: [{ status: 'ClusterNotReady', clusters: ['c2'] }] },
      { reason: 'CheckClusters', rows: [{ status: 'ClusterNotReady', clusters: ['c2'] }] },
    ]);
  });
});

describe('an index that cannot be trusted', () => {
  const text = indexOf(new Fleet('c1', 'c2').configMap('settings', { chart: 'shop' }).resolve());
  type Fields = Record<string, unknown>;
  const changed = (change: (json: Fields) => void): string => {
    const json = JSON.parse(text) as Fields;
    change(json);
    return JSON.stringify(json);
  };
  const item = (json: Fields, list: string): Fields => (json[list] as Fields[])[0] as Fields;

  test('is read as it is when nothing is wrong with it', () => {
    expect(readTreeIndex(changed(() => undefined))).toEqual(readTreeIndex(text));
  });

  test('is read in spite of fields that a later fed8s may add', () => {
    const later = changed((json) => {
      json.more = true;
      item(json, 'objects').more = [1];
      item(json, 'files').more = {};
    });
    expect(readTreeIndex(later)).toEqual(readTreeIndex(text));
  });

  test.each<[string, string]>([
    ['an empty file', ''],
    ['half a file', text.slice(0, text.length / 2)],
    ['a merge conflict', `<<<<<<< ours\n${text}=======\n${text}>>>>>>> theirs\n`],
    ['a list', '[]'],
    ['null', 'null'],
    ['other JSON', '{"apiVersion":"v1","kind":"List"}'],
    ['no objects', changed((json) => delete json.objects)],
    ['no files', changed((json) => delete json.files)],
    ['unknown semantics', changed((json) => (json.semantics = 'loose'))],
    ['an unknown layout', changed((json) => (json.layout = { filePer: 'whim', extension: '' }))],
    ['a cluster that climbs', changed((json) => (json.clusters = ['..']))],
    ['a path that climbs', changed((json) => (item(json, 'files').path = '../../x'))],
    ['an absolute path', changed((json) => (item(json, 'files').path = '/etc/passwd'))],
    ['a path into a hidden folder', changed((json) => (item(json, 'files').path = '.git/config'))],
    ['a path with a backslash', changed((json) => (item(json, 'files').path = '..\\x'))],
    ['a file of an unknown cluster', changed((json) => (item(json, 'files').clusters = ['c9']))],
    ['a file without a hash', changed((json) => delete item(json, 'files').sha256)],
    ['a cluster set that is none', changed((json) => (json.clusterSets = { x: 'all' }))],
    ['an object without a form', changed((json) => delete item(json, 'objects').form)],
    ['an object without a target', changed((json) => delete item(json, 'objects').target)],
    ['a decision of no meaning', changed((json) => (item(json, 'objects').decisions = [{}]))],
  ])('%s is invalid-index', (_, broken) => {
    const error = errorOf(() => readTreeIndex(broken));
    expect(error.code).toBe('invalid-index');
    expect(error.remedy).toContain('fed8s.json');
  });

  test('one of a newer form says so', () => {
    const error = errorOf(() => readTreeIndex(changed((json) => (json.apiVersion = 'fed8s.dev/v2'))));
    expect(error.code).toBe('invalid-index');
    expect(error.message).toContain('fed8s.dev/v2');
    expect(error.remedy).toContain('newer');
  });
});
