import { type Problem } from '../../lib/model/problem';
import { ClusterManifests } from '../../lib/resolve/cluster-manifests';
import { type Layout, defaultLayout, isFileName, isPathBelow } from '../../lib/synth/layout';
import { type Tree, treeOf } from '../../lib/synth/tree';
import { Fleet } from './fleet';

const clusters = ['c1', 'c2'];

function layout(filePer: Layout['filePer']): Layout {
  return { filePer, extension: '.k8s.yaml' };
}

/** The paths of each cluster. */
function pathsOf(tree: Tree): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    clusters.map((name, position) => [
      name,
      tree.files.filter((file) => file.clusters.includes(position)).map(({ path }) => path),
    ]),
  );
}

function only(problems: readonly Problem[]): Problem {
  expect(problems).toHaveLength(1);
  return problems[0] as Problem;
}

describe("how a cluster's folder is cut into files", () => {
  const resolution = new Fleet(...clusters)
    .configMap('settings', { chart: 'shop' })
    .configMap('only-here', { chart: 'extra', on: ['c1'] })
    .crd('widgets', 'example.com', { chart: 'types' })
    .namespace('shop', { chart: 'shop' })
    .add(
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRole',
        metadata: { name: 'system:reader' },
        rules: [],
      },
      { chart: 'shop', on: ['c2'] },
    )
    .resolve();

  test.each<[Layout['filePer'], readonly string[], readonly string[]]>([
    ['app', ['app.k8s.yaml'], ['app.k8s.yaml']],
    [
      'chart',
      ['00-namespaces.k8s.yaml', '01-crds.k8s.yaml', 'extra.k8s.yaml', 'shop.k8s.yaml'],
      ['00-namespaces.k8s.yaml', '01-crds.k8s.yaml', 'shop.k8s.yaml'],
    ],
    [
      'resource',
      ['00-namespaces.k8s.yaml', '01-crds.k8s.yaml', 'ConfigMap.only-here.k8s.yaml', 'ConfigMap.settings.k8s.yaml'],
      [
        '00-namespaces.k8s.yaml',
        '01-crds.k8s.yaml',
        'ClusterRole.systemreader.k8s.yaml',
        'ConfigMap.settings.k8s.yaml',
      ],
    ],
    [
      'resource-in-chart-folder',
      [
        '00-namespaces.k8s.yaml',
        '01-crds.k8s.yaml',
        'extra/ConfigMap.only-here.k8s.yaml',
        'shop/ConfigMap.settings.k8s.yaml',
      ],
      [
        '00-namespaces.k8s.yaml',
        '01-crds.k8s.yaml',
        'shop/ClusterRole.systemreader.k8s.yaml',
        'shop/ConfigMap.settings.k8s.yaml',
      ],
    ],
  ])('one file per %s', (filePer, c1, c2) => {
    const tree = treeOf(resolution, layout(filePer));
    expect(tree.problems).toEqual([]);
    expect(pathsOf(tree)).toEqual({ c1, c2 });
  });

  test('the extension is what the app says', () => {
    const tree = treeOf(resolution, { filePer: 'chart', extension: '.yaml' });
    expect(tree.files.map(({ path }) => path)).toContain('shop.yaml');
  });

  test('an object that no cluster gets makes no file', () => {
    const nowhere = new Fleet(...clusters).configMap('nobody', { chart: 'lost', on: [] }).resolve();
    expect(treeOf(nowhere, defaultLayout).files).toEqual([]);
  });
});

describe('two owners of one file', () => {
  test('a chart named like the file of the Namespaces', () => {
    const resolution = new Fleet(...clusters)
      .namespace('shop', { chart: 'shop', origin: 'shop/ns' })
      .configMap('settings', { chart: '00-namespaces', origin: '00-namespaces/settings' })
      .resolve();
    const problem = only(treeOf(resolution, defaultLayout).problems);
    expect(problem).toMatchObject({ code: 'file-collision', severity: 'error' });
    expect(problem.message).toContain('shop/ns');
    expect(problem.message).toContain('00-namespaces/settings');
    expect(problem.message).toContain('2 clusters');
    expect(problem.remedy).toContain('Rename');
  });

  test('such a chart is fine where there are no Namespaces', () => {
    const resolution = new Fleet(...clusters).configMap('settings', { chart: '00-namespaces' }).resolve();
    expect(treeOf(resolution, defaultLayout).problems).toEqual([]);
  });

  test('a chart named like the file of the CustomResourceDefinitions', () => {
    const resolution = new Fleet(...clusters)
      .crd('widgets', 'example.com', { chart: 'types' })
      .configMap('settings', { chart: '01-crds' })
      .resolve();
    expect(only(treeOf(resolution, defaultLayout).problems).code).toBe('file-collision');
  });

  test('charts that differ only in case, which macOS and Windows take for one', () => {
    const resolution = new Fleet(...clusters)
      .configMap('a', { chart: 'Shop', origin: 'Shop/a', on: ['c2'] })
      .configMap('b', { chart: 'shop', origin: 'shop/b' })
      .resolve();
    const problem = only(treeOf(resolution, defaultLayout).problems);
    expect(problem).toMatchObject({ code: 'file-collision', cluster: 'c2', origin: 'shop/b' });
    expect(problem.message).toContain('Shop.k8s.yaml and shop.k8s.yaml');
    expect(problem.message).toContain('Shop/a');
  });

  test('folders of charts that differ only in case', () => {
    const resolution = new Fleet(...clusters)
      .configMap('a', { chart: 'Shop' })
      .configMap('b', { chart: 'shop' })
      .resolve();
    const problem = only(treeOf(resolution, layout('resource-in-chart-folder')).problems);
    expect(problem.message).toContain('chart Shop');
    expect(problem.message).toContain('chart shop');
  });

  test('a folder of a chart and a file of one name', () => {
    const resolution = new Fleet(...clusters)
      .namespace('shop', { chart: 'shop' })
      .configMap('a', { chart: '00-namespaces.k8s.yaml' })
      .resolve();
    expect(only(treeOf(resolution, layout('resource-in-chart-folder')).problems).code).toBe('file-collision');
  });

  test('objects of one kind and name in two namespaces, one file a resource', () => {
    const resolution = new Fleet(...clusters)
      .configMap('settings', { chart: 'a', origin: 'a/settings' }, 'blue')
      .configMap('settings', { chart: 'b', origin: 'b/settings' }, 'green')
      .resolve();
    const problem = only(treeOf(resolution, layout('resource')).problems);
    expect(problem.message).toContain('ConfigMap blue/settings (a/settings), ConfigMap green/settings (b/settings)');
    expect(problem.remedy).toContain('FILE_PER_CHART');
    expect(problem.object).toMatchObject({ name: 'settings', namespace: 'green' });
    expect(treeOf(resolution, layout('resource-in-chart-folder')).problems).toEqual([]);
  });

  test('objects whose names meet once colons are taken out', () => {
    const role = (name: string): object => ({
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name },
      rules: [],
    });
    const resolution = new Fleet(...clusters)
      .add(role('node:reader'), { chart: 'rbac' })
      .add(role('nodereader'), { chart: 'rbac' })
      .resolve();
    expect(only(treeOf(resolution, layout('resource')).problems).code).toBe('file-collision');
  });

  test('objects that never meet on a cluster may share a name', () => {
    const resolution = new Fleet(...clusters)
      .configMap('settings', { chart: 'a', on: ['c1'] }, 'blue')
      .configMap('settings', { chart: 'b', on: ['c2'] }, 'green')
      .resolve();
    expect(treeOf(resolution, layout('resource')).problems).toEqual([]);
  });

  test('all collisions are told together, many rivals of one name as one', () => {
    const fleet = new Fleet(...clusters).configMap('x', { chart: 'x' }, 'ns').configMap('x', { chart: 'x' }, 'other');
    for (let number = 0; number < 9; number += 1) fleet.configMap('y', { chart: 'y' }, `ns-${number}`);
    const { problems } = treeOf(fleet.resolve(), layout('resource'));
    expect(problems.map(({ code }) => code)).toEqual(['file-collision', 'file-collision']);
    expect(problems[1]?.message).toContain('and 4 more');
  });
});

describe('names that lead astray', () => {
  test.each(['..', 'a/b', 'Eu-West', '', 'a\\b', '.hidden', 'x'.repeat(64)])('cluster %j is refused', (name) => {
    const resolution = new Fleet('c1').configMap('settings', { chart: 'shop' }).resolve();
    const renamed = { ...resolution, clusters: [new ClusterManifests({ name, cluster: 0 }, [], [])] };
    expect(only(treeOf(renamed, defaultLayout).problems)).toMatchObject({
      code: 'invalid-cluster-name',
      cluster: name,
    });
  });

  test.each(['..', '../../etc/passwd', 'a/b', '/etc', 'a\\b', '', '.fed8s', 'with space', 'nul\0', 'x'.repeat(250)])(
    'chart %j is refused',
    (chart) => {
      for (const filePer of ['chart', 'resource-in-chart-folder'] as const) {
        const resolution = new Fleet('c1').configMap('s'.repeat(250), { chart, origin: 'here' }).resolve();
        expect(only(treeOf(resolution, layout(filePer)).problems)).toMatchObject({
          code: 'invalid-file-name',
          origin: 'here',
        });
      }
    },
  );

  test('an object whose file name no file system takes is refused', () => {
    const resolution = new Fleet('c1').configMap('n'.repeat(250), { chart: 'shop' }).resolve();
    expect(only(treeOf(resolution, layout('resource')).problems).code).toBe('invalid-file-name');
    expect(treeOf(resolution, layout('chart')).problems).toEqual([]);
  });

  test.each(['/../x.yaml', '\\x', '.ya ml', '\0', '.', '.yaml.'])('extension %j is refused', (extension) => {
    const resolution = new Fleet('c1').configMap('settings', { chart: 'shop' }).resolve();
    expect(only(treeOf(resolution, { filePer: 'chart', extension }).problems).code).toBe('invalid-option');
  });

  test('names of files and paths below a folder', () => {
    expect(['shop.k8s.yaml', '_cluster', '00-namespaces', '-x'].every(isFileName)).toBe(true);
    expect(['', '.', '..', '.git', 'a/b', 'a\\b', 'c:', 'ä', 'a\n'].some(isFileName)).toBe(false);
    expect(['a/b', 'a'].every(isPathBelow)).toBe(true);
    expect(['/a', 'a/', 'a//b', 'a/../b', './a', '../a', 'a/.git/config'].some(isPathBelow)).toBe(false);
  });
});
