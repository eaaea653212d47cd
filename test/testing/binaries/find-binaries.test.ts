import { appendFileSync, existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type FindBinariesOptions, findBinaries } from '../../../lib/testing/binaries/find-binaries';
import { missingPrograms } from '../../../lib/testing/binaries/missing-programs';
import { fakeGo, newFolder, program, removeFolders, SYSTEM_PATH } from '../programs';

const OURS = 'Kubernetes v1.37.9';

let folder: string;
let cache: string;
let said: string[];

/** An environment without programs of a fleet; `go` is a fake. */
function options({
  path = [],
  env = {},
}: { readonly path?: readonly string[]; readonly env?: NodeJS.ProcessEnv } = {}): FindBinariesOptions {
  return {
    env: { XDG_CACHE_HOME: cache, PATH: [...path, SYSTEM_PATH].join(delimiter), ...env },
    progress: { say: (sentence) => said.push(sentence), step: () => undefined },
  };
}

function calls(go: string): string[] {
  const file = join(go, 'calls');
  return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [];
}

beforeEach(() => {
  folder = newFolder();
  cache = join(folder, 'cache');
  said = [];
});

afterAll(removeFolders);

describe('a binary is looked for', () => {
  it('in KUBEBUILDER_ASSETS first, and taken from there as it is', async () => {
    const path = program(join(folder, 'assets'), 'kube-apiserver', 'Kubernetes v1.20.0');
    program(join(folder, 'bin'), 'kube-apiserver', OURS);
    const found = await findBinaries(
      ['kube-apiserver'],
      options({ env: { KUBEBUILDER_ASSETS: join(folder, 'assets') }, path: [join(folder, 'bin')] }),
    );
    expect(found.path('kube-apiserver')).toBe(path);
  });

  it('in the cache next, before the PATH', async () => {
    const go = fakeGo(join(folder, 'go'));
    await findBinaries(['etcd'], options({ path: [go] }));
    program(join(folder, 'bin'), 'etcd', 'etcd Version: 3.7.0');
    const found = await findBinaries(['etcd'], options({ path: [join(folder, 'bin')] }));
    expect(found.path('etcd').startsWith(join(cache, 'fed8s'))).toBe(true);
  });

  it('on the PATH, where it is of the right version', async () => {
    const path = program(join(folder, 'bin'), 'kube-apiserver', OURS);
    const found = await findBinaries(['kube-apiserver'], options({ path: [join(folder, 'bin')] }));
    expect(found.path('kube-apiserver')).toBe(path);
  });

  it('one by one: what KUBEBUILDER_ASSETS lacks is taken from elsewhere', async () => {
    program(join(folder, 'assets'), 'etcd', '');
    const path = program(join(folder, 'bin'), 'kubectl', 'Client Version: v1.37.0');
    const found = await findBinaries(
      ['etcd', 'kubectl'],
      options({ env: { KUBEBUILDER_ASSETS: join(folder, 'assets') }, path: [join(folder, 'bin')] }),
    );
    expect(found.path('kubectl')).toBe(path);
  });

  it('and a KWOK counts only with its stages', async () => {
    program(join(folder, 'assets'), 'kwok', '');
    const assets = { env: { KUBEBUILDER_ASSETS: join(folder, 'assets') } };
    await expect(findBinaries(['kwok'], { ...options(assets), build: 'never' })).rejects.toThrow(/kwok-stages/);
    program(join(folder, 'assets/kwok-stages'), 'stage.yaml', '');
    expect((await findBinaries(['kwok'], options(assets))).kwokStages).toHaveLength(1);
  });
});

describe('a binary that is nowhere', () => {
  it('is named, with how to get it and what works without it, if there is no go', async () => {
    const failure = findBinaries(['kube-apiserver', 'etcd'], options({ env: { PATH: join(folder, 'nothing') } }));
    await expect(failure).rejects.toMatchObject({ code: 'missing-binary' });
    await expect(failure).rejects.toThrow(
      /needs kube-apiserver, etcd, which are not here:[^]*KUBEBUILDER_ASSETS is not set; not built yet[^]*not on the PATH[^]*no `go` on the PATH[^]*go\.dev[^]*works without them/,
    );
  });

  it('is named with the version that was found instead', async () => {
    program(join(folder, 'bin'), 'kube-apiserver', 'Kubernetes v1.29.1');
    await expect(
      findBinaries(['kube-apiserver'], { ...options({ path: [join(folder, 'bin')] }), build: 'never' }),
    ).rejects.toThrow(/is version 1\.29\.1, not 1\.37/);
  });

  it('is not built where nobody wants that', async () => {
    const go = fakeGo(join(folder, 'go'));
    await expect(findBinaries(['etcd'], { ...options({ path: [go] }), build: 'never' })).rejects.toThrow(
      /npx fed8s-local-fleet build/,
    );
    expect(calls(go)).toEqual([]);
  });

  it('is built with all of its module, once, with sentences about it', async () => {
    const go = fakeGo(join(folder, 'go'));
    const found = await findBinaries(['kubectl', 'etcd'], options({ path: [go] }));
    expect(existsSync(found.path('kubectl'))).toBe(true);
    expect(calls(go).map((call) => call.split(' ').at(-1))).toEqual([
      'k8s.io/kubernetes/cmd/kubectl',
      'go.etcd.io/etcd/server/v3',
    ]);
    expect(said).toEqual([expect.stringMatching(/^Building kube-apiserver.*12 min/), expect.stringMatching(/^Built /)]);
    await findBinaries(['kube-scheduler'], options({ path: [go] }));
    expect(calls(go)).toHaveLength(2);
  });

  it('is built with KWOK’s stages beside it', async () => {
    const found = await findBinaries(['kwok'], options({ path: [fakeGo(join(folder, 'go'))] }));
    expect(found.kwokStages).toHaveLength(5);
  });

  it('is built once by two that want it at the same time', async () => {
    const go = fakeGo(join(folder, 'go'));
    await Promise.all([
      findBinaries(['hyperfed'], options({ path: [go] })),
      findBinaries(['hyperfed'], options({ path: [go] })),
    ]);
    expect(calls(go)).toHaveLength(1);
    expect(said).toContainEqual(expect.stringMatching(/^Another process is building hyperfed/));
  });

  it('says what go said where the build fails, and leaves nothing in the cache', async () => {
    const go = fakeGo(join(folder, 'go'), { fails: true });
    const failure = findBinaries(['hyperfed'], options({ path: [go] }));
    await expect(failure).rejects.toMatchObject({ code: 'build-failed' });
    await expect(failure).rejects.toThrow(/hyperfed could not be built[^]*no space left on device/);
    expect(readdirSync(join(cache, 'fed8s'))).toEqual([]);
  });
});

describe('a damaged cache', () => {
  it.each([
    ['a program that is longer', (path: string) => appendFileSync(path, 'x')],
    ['a program that is gone', (path: string) => rmSync(path)],
    ['no checksums', (path: string) => rmSync(join(path, '../checksums.json'))],
  ])('with %s is built again, with a sentence', async (_, damage) => {
    const go = fakeGo(join(folder, 'go'));
    const { path } = await findBinaries(['hyperfed'], options({ path: [go] }));
    damage(path('hyperfed'));
    expect(await missingPrograms(options({ path: [go] }).env)).toContain('hyperfed');
    said = [];
    await findBinaries(['hyperfed'], options({ path: [go] }));
    expect(said[0]).toMatch(/is not as it was built: the programs of its folder are built again/);
    expect(calls(go)).toHaveLength(2);
    expect(readFileSync(path('hyperfed'), 'utf8')).toBe('#!/bin/sh\n');
  });
});
