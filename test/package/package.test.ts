import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { ROOT, requireFreshBuild } from '../built';

interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly files: readonly { readonly path: string; readonly mode: number }[];
}

let folder: string;
let packed: Packed;

/** A project with the packed package, and with what it stands on from our own node_modules. */
function project(name: string, ...copies: readonly string[]): string {
  const place = join(folder, name);
  for (const copy of copies) {
    const target = join(place, copy, 'node_modules/fed8s');
    mkdirSync(target, { recursive: true });
    execFileSync('tar', ['-xzf', join(folder, packed.filename), '-C', target, '--strip-components=1']);
  }
  mkdirSync(join(place, 'node_modules'), { recursive: true });
  const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { dependencies: object };
  for (const dependency of [
    ...Object.keys(dependencies),
    'cdk8s',
    'constructs',
    'typescript',
    '@types/node',
    'undici-types',
  ]) {
    const link = join(place, 'node_modules', dependency);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules', dependency), link);
  }
  return place;
}

function run(place: string, script: string): string {
  return execFileSync(process.execPath, ['-e', script], { cwd: place, encoding: 'utf8', stdio: 'pipe' });
}

beforeAll(() => {
  requireFreshBuild();
  folder = mkdtempSync(join(tmpdir(), 'fed8s-package-'));
  const said = execFileSync('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  [packed] = JSON.parse(said) as [Packed];
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the package', () => {
  it('holds the build with its types, the papers, the Go modules of a local fleet, and nothing else', () => {
    const paths = packed.files.map(({ path }) => path);
    const papers = ['ARCHITECTURE.md', 'CHANGELOG.md', 'LICENSE', 'README.md', 'package.json'];
    const modules = ['control-plane', 'kubefed', 'kwok'].map((name) => `lib/testing/go/${name}`);
    const data = modules.flatMap((path) => [`${path}/go.mod`, `${path}/go.sum`]);
    expect(paths.filter((path) => !path.startsWith('build/lib/')).sort()).toEqual([...papers, ...data].sort());
    expect(paths.filter((path) => path.startsWith('build/') && !/\.(js|d\.ts)$/.test(path))).toEqual([]);
    expect(paths.filter((path) => path.includes('generate.') || /[./]test[./]/.test(path))).toEqual([]);
    for (const path of paths.filter((one) => one.endsWith('.js'))) {
      expect(paths).toContain(path.replace(/\.js$/, '.d.ts'));
    }
  });

  it('holds no build of a file that is gone', () => {
    const gone = packed.files
      .map(({ path }) => path)
      .filter((path) => path.startsWith('build/lib/') && path.endsWith('.js'))
      .filter((path) => !existsSync(join(ROOT, path.replace('build/', '').replace(/\.js$/, '.ts'))));
    expect(gone).toEqual([]);
  });

  it('is small', () => {
    expect(packed.size).toBeLessThan(900_000);
  });

  it('names files that are there', () => {
    const { bin, exports, main, types } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      bin: Record<string, string>;
      exports: Record<string, string | Record<string, string>>;
      main: string;
      types: string;
    };
    const named = [
      main,
      types,
      ...Object.values(bin),
      ...Object.values(exports).flatMap((one) => (typeof one === 'string' ? [one] : Object.values(one))),
    ];
    const paths = packed.files.map(({ path }) => `./${path}`);
    expect(named.filter((path) => !paths.includes(path))).toEqual([]);
  });
});

describe('the installed package', () => {
  it('loads neither Pulumi nor a Kubernetes client nor the page', () => {
    const loaded = run(
      project('loading', '.'),
      "require('fed8s'); require('fed8s/model'); console.log(Object.keys(require.cache).join('\\n'))",
    );
    expect(loaded).toContain(join('fed8s', 'build', 'lib', 'index.js'));
    expect(loaded.split('\n').filter((path) => /pulumi|client-node|commander|lib.report/.test(path))).toEqual([]);
  });

  it('fed8s/model loads no cdk8s', () => {
    const loaded = run(
      project('model', '.'),
      "require('fed8s/model'); console.log(Object.keys(require.cache).join('\\n'))",
    );
    expect(loaded.split('\n').filter((path) => /cdk8s|constructs/.test(path))).toEqual([]);
  });

  it('finds the Go modules of a local fleet', () => {
    const place = project('modules', '.');
    const script =
      "require('fed8s/testing').findBinaries(['etcd'], { build: 'never', env: { XDG_CACHE_HOME: '/nowhere', PATH: '' } })";
    expect(run(place, `${script}.catch(({ code }) => console.log(code))`)).toBe('missing-binary\n');
  });

  it('keeps what is inside to itself', () => {
    const place = project('inside', '.');
    expect(() => run(place, "require('fed8s/build/lib/resolve/resolve')")).toThrow(/ERR_PACKAGE_PATH_NOT_EXPORTED/);
  });

  it.each([
    ['node16', ts.ModuleKind.Node16, ts.ModuleResolutionKind.Node16],
    ['bundler', ts.ModuleKind.ESNext, ts.ModuleResolutionKind.Bundler],
  ])(
    'has types that a %s project finds',
    (name, module, moduleResolution) => {
      const place = project(`types-${name}`, '.');
      const file = join(place, 'app.ts');
      writeFileSync(
        file,
        `import { FederatedApp, FederatedDeployment, isFederationError } from 'fed8s';
         import { type Resolution, resolve } from 'fed8s/model';
         import { LocalFleet, type LocalFleetOptions } from 'fed8s/testing';
         export const start = (options: LocalFleetOptions): Promise<LocalFleet> => LocalFleet.start(options);
         export const resolution: Resolution = new FederatedApp().resolve();
         export type Props = ConstructorParameters<typeof FederatedDeployment>[2];
         export const wrong: Props = { template: { spec: { replicas: 1 } } };
         console.log(resolve.length, isFederationError(undefined));`,
      );
      const program = ts.createProgram([file], {
        strict: true,
        noEmit: true,
        types: ['node'],
        typeRoots: [join(place, 'node_modules/@types')],
        target: ts.ScriptTarget.ES2023,
        module,
        moduleResolution,
      });
      const errors = ts
        .getPreEmitDiagnostics(program)
        .filter(({ file: where }) => where?.fileName.includes('fed8s') ?? true);
      expect(errors.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([]);
    },
    60_000,
  );

  it('works with a second copy of itself in the tree: a library with its own, in an app with another', () => {
    const place = project('two-copies', '.', 'library');
    cpSync(join(ROOT, 'examples/construct-library/library'), join(place, 'library/source'), { recursive: true });
    const { outputText } = ts.transpileModule(readFileSync(join(place, 'library/source/redis-cache.ts'), 'utf8'), {
      compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2023 },
    });
    writeFileSync(join(place, 'library/redis-cache.js'), outputText);
    const said = run(
      place,
      `const { FederatedApp, FederatedChart, FederatedNamespace, KubeFedCluster, isFederationError } = require('fed8s');
       const { RedisCache } = require('./library/redis-cache.js');
       const app = new FederatedApp();
       const fleet = new FederatedChart(app, 'fleet');
       new KubeFedCluster(fleet, 'one', { labels: { region: 'eu' } });
       new KubeFedCluster(fleet, 'two');
       const chart = new FederatedChart(app, 'web', { namespace: 'web', placement: { clusterSelector: {} } });
       new FederatedNamespace(chart, 'ns');
       new RedisCache(chart, 'cache', { memory: (cluster) => (cluster.name === 'one' ? 64 : 32) });
       const resolution = app.resolve();
       const other = require(require.resolve('fed8s', { paths: ['./library'] }));
       let caught;
       try { new other.KubeFedCluster(fleet, '..'); } catch (error) { caught = error; }
       console.log(JSON.stringify({
         copies: Object.keys(require.cache).filter((path) => path.endsWith('lib/index.js') && path.includes('fed8s')).length,
         errors: resolution.problems.filter(({ severity }) => severity === 'error'),
         kinds: resolution.clusters.map(({ manifests }) => manifests.map(({ kind }) => kind)),
         differ: app.synthYaml('one') !== app.synthYaml('two'),
         known: isFederationError(caught) && !(caught instanceof require('fed8s').FederationError),
       }));`,
    );
    const result = JSON.parse(said) as {
      copies: number;
      errors: unknown[];
      kinds: string[][];
      differ: boolean;
      known: boolean;
    };
    expect(result).toMatchObject({ copies: 2, errors: [], differ: true, known: true });
    expect(result.kinds[0]).toEqual(result.kinds[1]);
    expect(result.kinds[0]).toContain('Namespace');
  });
});
