import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { kubeconfigFiles } from '../../lib/kube/kubeconfig/kubeconfig-files';
import { readKubeconfig } from '../../lib/kube/kubeconfig/read-kubeconfig';
import { openCluster } from '../../lib/kube/open-cluster';
import { failureOf, valueOf } from './opened';

let folder: string;

beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'fed8s-kubeconfig-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

const config = ({ cluster = '{server: "https://x"}', user = '{token: t}', context = '{cluster: c, user: u}' } = {}) => `
apiVersion: v1
kind: Config
clusters: [{name: c, cluster: ${cluster}}]
users: [{name: u, user: ${user}}]
contexts: [{name: it, context: ${context}}]
`;

describe('a kubeconfig that cannot be used', () => {
  it.each([
    ['is no YAML', 'a: [secret-token', 'invalid-kubeconfig', 'is no YAML: line 1'],
    ['is something else', 'kind: Pod', 'invalid-kubeconfig', 'not an object of the kind Config'],
    ['is a text', 'hello', 'invalid-kubeconfig', 'not an object of the kind Config'],
    ['has no context at all', '', 'unknown-context', 'has no context "it"'],
    ['has no list of contexts', 'contexts: 1', 'invalid-kubeconfig', 'contexts is no list'],
    ['has an entry without a name', 'contexts: [{context: {}}]', 'invalid-kubeconfig', 'contexts[0] has no name'],
    ['has no such context', config().replace('name: it', 'name: its'), 'unknown-context', 'has no context "it"'],
    ['has a context without a cluster', config({ context: '{user: u}' }), 'invalid-kubeconfig', 'names no cluster'],
    ['has a context without a user', config({ context: '{cluster: c}' }), 'invalid-kubeconfig', 'names no user'],
    [
      'names a cluster that is not there',
      config({ context: '{cluster: d, user: u}' }),
      'invalid-kubeconfig',
      'names the cluster "d", which is not there',
    ],
    [
      'names a user that is not there',
      config({ context: '{cluster: c, user: v}' }),
      'invalid-kubeconfig',
      'names the user "v", which is not there',
    ],
    ['has a cluster without a server', config({ cluster: 'null' }), 'invalid-kubeconfig', 'has no server'],
    [
      'has a server that is no URL',
      config({ cluster: '{server: "ftp://x"}' }),
      'invalid-kubeconfig',
      'no URL of http or https',
    ],
    [
      'has a CA that is none',
      config({ cluster: '{server: "https://x", certificate-authority-data: aGVsbG8=}' }),
      'invalid-kubeconfig',
      'is no certificate',
    ],
    [
      'has a CA that is no base64',
      config({ cluster: '{server: "https://x", certificate-authority-data: "%%"}' }),
      'invalid-kubeconfig',
      'is no base64',
    ],
    [
      'names a CA file that is not there',
      config({ cluster: '{server: "https://x", certificate-authority: ca.crt}' }),
      'invalid-kubeconfig',
      'names a file that cannot be read (ENOENT',
    ],
    [
      'has a proxy that is none',
      config({ cluster: '{server: "https://x", proxy-url: "ftp://p"}' }),
      'invalid-kubeconfig',
      'proxy-url of a cluster is none',
    ],
    [
      'has a certificate without a key',
      config({ user: '{client-certificate-data: aGVsbG8=}' }),
      'invalid-kubeconfig',
      'only one of client-certificate and client-key',
    ],
    ['has a number for a token', config({ user: '{token: 123456}' }), 'invalid-kubeconfig', 'is no text'],
    [
      'names a token file that is not there',
      config({ user: '{tokenFile: t}' }),
      'invalid-kubeconfig',
      'tokenFile names a file that cannot be read',
    ],
  ])('is told of in one sentence, with what to do: one that %s', async (_, text, code, message) => {
    const kubeconfig = write('config', text);
    const failure = failureOf(await openCluster({ kubeconfig, context: 'it' }));
    expect(failure).toMatchObject({ kind: 'credential', code });
    expect(failure.message).toContain(message);
    expect(failure.message).toContain(kubeconfig);
    expect(failure.message).toMatch(/^[A-Z].*\.$/);
    expect(failure.message).not.toContain('secret-token');
    expect(failure.remedy).toMatch(/^[A-Z].*[.?]$/);
  });

  it('is told of where it is not there, or not a file', async () => {
    const missing = failureOf(await openCluster({ kubeconfig: join(folder, 'nowhere'), context: 'it' }));
    expect(missing).toMatchObject({
      code: 'no-kubeconfig',
      message: `There is no kubeconfig: ${folder}/nowhere is not there.`,
    });
    expect(failureOf(await openCluster({ kubeconfig: folder, context: 'it' })).code).toBe('invalid-kubeconfig');
  });

  it('has a password in a URL, which would be lost in silence', async () => {
    const kubeconfig = write('config', config({ cluster: '{server: "https://joe:secret@x"}' }));
    const failure = failureOf(await openCluster({ kubeconfig, context: 'it' }));
    expect(failure).toMatchObject({ kind: 'credential', code: 'invalid-kubeconfig' });
    expect(JSON.stringify(failure)).not.toContain('joe');
  });

  it('names a file of a token with nothing in it', async () => {
    write('token', ' \n');
    const kubeconfig = write('config', config({ user: '{tokenFile: token}' }));
    expect(failureOf(await openCluster({ kubeconfig, context: 'it' })).message).toContain('a file that is empty');
  });

  it('may be written with merge keys, as kubectl reads them', async () => {
    const kubeconfig = write('config', `x: &x {cluster: c, user: u}\n${config({ context: '{<<: *x}' })}`);
    expect(valueOf(await openCluster({ kubeconfig, context: 'it' })).server).toBe('https://x');
  });

  it('is helped with where a context is only misspelt', async () => {
    const kubeconfig = write('config', config());
    expect(failureOf(await openCluster({ kubeconfig, context: 'It' })).remedy).toContain('Did you mean "it"?');
    expect(failureOf(await openCluster({ kubeconfig, context: 'cluster1' })).remedy).toContain('It has it.');
  });

  it('has a key that is none: that is told at the first request', async () => {
    const key = '{client-certificate-data: aGVsbG8=, client-key-data: aGVsbG8=}';
    const api = valueOf(await openCluster({ kubeconfig: write('config', config({ user: key })), context: 'it' }));
    expect(failureOf(await api.version())).toMatchObject({ kind: 'credential' });
  });
});

describe('the files of a kubeconfig', () => {
  it('are the named one, those of KUBECONFIG, or that of the user', () => {
    const env = { KUBECONFIG: `/a${delimiter}${delimiter}/b`, HOME: '/home/joe' };
    expect(kubeconfigFiles('/named', env)).toEqual({ files: ['/named'], isNamed: true });
    expect(kubeconfigFiles(undefined, env)).toEqual({ files: ['/a', '/b'], isNamed: false });
    expect(kubeconfigFiles(undefined, { HOME: '/home/joe' }).files).toEqual(['/home/joe/.kube/config']);
  });

  it('are merged so that the first to say something holds, and those that are not there do not count', () => {
    const first = write('a', `${config()}current-context: it\n`);
    const second = write(
      'b',
      `${config({ cluster: '{server: "https://other"}' }).replace('name: it', 'name: more')}current-context: more\n`,
    );
    const { contexts, clusters, currentContext } = valueOf(
      readKubeconfig({ files: [join(folder, 'no'), first, second], isNamed: false }),
    );
    expect([...contexts.keys()]).toEqual(['it', 'more']);
    expect(clusters.get('c')?.value.server).toBe('https://x');
    expect(currentContext).toBe('it');
  });
});
