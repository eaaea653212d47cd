import { existsSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, type IResolver, Include, Lazy, Names, type ResolutionContext, YamlOutputType } from 'cdk8s';
import * as kplus from 'cdk8s-plus-33';
import {
  FederatedApp,
  type FederatedAppProps,
  FederatedChart,
  FederatedConfigMap,
  FederatedNamespace,
  KubeFedCluster,
  federate,
} from '../../lib/index';
import { thrown } from '../resolve/thrown';

function folder(): string {
  return join(mkdtempSync(join(tmpdir(), 'fed8s-app-')), 'dist');
}

function filesIn(outdir: string): string[] {
  return readdirSync(outdir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(outdir.length + 1))
    .sort();
}

function shop(props: FederatedAppProps = {}): { app: FederatedApp; chart: FederatedChart } {
  const app = new FederatedApp({ outdir: folder(), ...props });
  new KubeFedCluster(new FederatedChart(app, 'fleet'), 'c1');
  const chart = new FederatedChart(app, 'shop', { namespace: 'shop', placement: { clusterSelector: {} } });
  new FederatedNamespace(chart, 'ns');
  new FederatedConfigMap(chart, 'config', { metadata: { name: 'config' }, template: { data: { a: 'b' } } });
  return { app, chart };
}

describe('a FederatedApp', () => {
  it.each([
    [YamlOutputType.FILE_PER_APP, ['c1/app.k8s.yaml']],
    [YamlOutputType.FILE_PER_CHART, ['c1/00-namespaces.k8s.yaml', 'c1/shop.k8s.yaml']],
    [YamlOutputType.FILE_PER_RESOURCE, ['c1/00-namespaces.k8s.yaml', 'c1/ConfigMap.config.k8s.yaml']],
    [
      YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE,
      ['c1/00-namespaces.k8s.yaml', 'c1/shop/ConfigMap.config.k8s.yaml'],
    ],
  ])('cuts its files by yamlOutputType %s', (yamlOutputType, files) => {
    const { app } = shop({ yamlOutputType });
    app.synth();
    expect(filesIn(app.outdir)).toEqual([...files, 'fed8s.json']);
  });

  it('takes CDK8S_OUTDIR, and an extension of its own', () => {
    const outdir = folder();
    process.env.CDK8S_OUTDIR = outdir;
    try {
      const app = new FederatedApp({ outputFileExtension: '.yml' });
      new KubeFedCluster(new FederatedChart(app, 'fleet'), 'c1');
      const chart = new FederatedChart(app, 'shop', { placement: { clusterSelector: {} } });
      new ApiObject(chart, 'one', { apiVersion: 'v1', kind: 'ConfigMap' });
      app.synth();
      expect(filesIn(outdir)).toEqual(['c1/shop.yml', 'fed8s.json']);
    } finally {
      delete process.env.CDK8S_OUTDIR;
    }
  });

  it('orders what depends on each other over charts, and gives no file an index', () => {
    const { app, chart } = shop({ yamlOutputType: YamlOutputType.FILE_PER_APP });
    const last = new FederatedChart(app, 'a-last', { namespace: 'shop', placement: { clusterSelector: {} } });
    const late = new ApiObject(last, 'late', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'late' } });
    chart.node.findChild('config').node.addDependency(late);
    app.synth();
    const text = readFileSync(join(app.outdir, 'c1/app.k8s.yaml'), 'utf8');
    expect([...text.matchAll(/^kind: (.*)$/gm)].map(([, kind]) => kind)).toEqual(['Namespace', 'Secret', 'ConfigMap']);
  });

  it('tells everything that is wrong at once, and then writes nothing', () => {
    const { app, chart } = shop();
    chart.node.addValidation({ validate: () => ['a rule of the house', 'another'] });
    new FederatedConfigMap(chart, 'astray', { template: {}, placement: { clusters: ['nowhere'] } });
    new ApiObject(chart, 'date', { apiVersion: 'v1', kind: 'ConfigMap', data: new Date(0) });
    const loop: Record<string, unknown> = {};
    loop.self = loop;
    new ApiObject(chart, 'loop', { apiVersion: 'v1', kind: 'ConfigMap', data: loop });
    new ApiObject(chart, 'number', { apiVersion: 'v1', kind: 'ConfigMap', data: { a: NaN, b: 2 ** 53, c: '\ud800' } });
    new ApiObject(chart, 'unknown', { apiVersion: 'example.com/v1', kind: 'Widget' });
    const a = new ApiObject(chart, 'a', { apiVersion: 'v1', kind: 'Secret' });
    const b = new ApiObject(chart, 'b', { apiVersion: 'v1', kind: 'Secret' });
    a.addDependency(b);
    b.addDependency(a);
    const error = thrown(() => app.synth());
    expect(new Set(error.problems.map(({ code }) => code))).toEqual(
      new Set([
        'construct-validation',
        'unknown-cluster',
        'unserializable-value',
        'cyclic-value',
        'unsafe-integer',
        'lone-surrogate',
        'unknown-scope',
        'dependency-cycle',
      ]),
    );
    for (const { remedy, origin } of error.problems) {
      expect(remedy).not.toBe('');
      expect(origin).toMatch(/^shop/);
    }
    expect(error.message).toContain('a rule of the house');
    expect(existsSync(app.outdir)).toBe(false);
  });

  it('resolves tokens of cdk8s, and by resolvers of its own', () => {
    class Shout implements IResolver {
      public resolve(context: ResolutionContext): void {
        if (context.value === 'shout') context.replaceValue('SHOUT');
      }
    }
    const { app, chart } = shop({ resolvers: [new Shout()] });
    new FederatedConfigMap(chart, 'tokens', {
      template: { data: { lazy: Lazy.any({ produce: () => 'late' }) as string, shout: 'shout' } },
    });
    expect(app.synthYaml('c1')).toMatch(/lazy: late\n {2}shout: SHOUT/);
  });

  it('takes objects of cdk8s-plus and an Include as they are, named as cdk8s names them', () => {
    const { app, chart } = shop();
    const deployment = new kplus.Deployment(chart, 'web', { containers: [{ image: 'web:1', portNumber: 80 }] });
    deployment.exposeViaService();
    const file = join(folder(), '..', 'plain.yaml');
    writeFileSync(file, 'apiVersion: v1\nkind: Secret\nmetadata: { name: included }\ntype: Opaque\n');
    federate(new Include(chart, 'file', { url: file }), { placement: { clusters: [] } });
    const resolution = app.resolve();
    expect(resolution.problems).toEqual([]);
    const manifests = resolution.clusters[0]?.manifests ?? [];
    expect(manifests.map(({ kind }) => kind)).toEqual(['Namespace', 'ConfigMap', 'Deployment', 'Service']);
    const web = manifests.find(({ kind }) => kind === 'Deployment');
    expect(web?.metadata).toMatchObject({ name: Names.toDnsLabel(ApiObject.of(deployment)), namespace: 'shop' });
    expect(JSON.stringify(web)).not.toContain('kubefed.io/managed');
  });

  it.each(['FED8S_SEMANTICS', 'FED8S_SECRETS'])('refuses a %s that it does not know', (variable) => {
    process.env[variable] = 'maybe';
    try {
      expect(thrown(() => new FederatedApp()).code).toBe('invalid-option');
    } finally {
      // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- a variable of the environment
      delete process.env[variable];
    }
  });
});
