import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeAll, closing, configMap, configMapRef, failureOf, openStandIn, valueOf } from './opened';
import { type Behaviour, json, refuse } from './stand-in';

afterEach(closeAll);

/** Takes one token only. */
const takes =
  (token: () => string): Behaviour =>
  ({ headers }, response) =>
    headers.authorization === `Bearer ${token()}`
      ? json(response, 200, configMap)
      : refuse(response, { code: 401, reason: 'Unauthorized', message: 'Unauthorized' });

/** Writes a plugin, as a script of sh that prints the file `credential` beside it and counts its runs. */
function plugin(folder: string, script: string): string {
  const file = join(folder, 'plugin.sh');
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

const execCredential = (status: object) =>
  JSON.stringify({ apiVersion: 'client.authentication.k8s.io/v1', kind: 'ExecCredential', status });

const exec = (command: string, rest: object = {}) => ({
  exec: { apiVersion: 'client.authentication.k8s.io/v1', command, interactiveMode: 'Never', ...rest },
});

describe('a credential of a kubeconfig, shown to a stand-in of an API server', () => {
  it('may be a token', async () => {
    const { api, server } = await openStandIn(undefined, { user: { token: 'a-token' } });
    valueOf(await api.version().then(() => api.get(configMapRef)));
    expect(server.asked[0]?.headers.authorization).toBe('Bearer a-token');
  });

  it('may be a name and a password', async () => {
    const { api, server } = await openStandIn(undefined, { user: { username: 'joe', password: 'pass' } });
    await api.get(configMapRef);
    expect(server.asked[0]?.headers.authorization).toBe(`Basic ${Buffer.from('joe:pass').toString('base64')}`);
  });

  it('may be a certificate, and a new one has connections of its own', async () => {
    const { api, server } = await openStandIn((asked, response) =>
      asked.client === 'new' ? json(response, 200, configMap) : refuse(response, { code: 401 }),
    );
    const of = async (user: string) => {
      const { certificate, key } = await server.authority.client({ user, groups: [] });
      const base64 = (text: string) => Buffer.from(text).toString('base64');
      return { 'client-certificate-data': base64(certificate), 'client-key-data': base64(key) };
    };
    server.kubeconfig(await of('new'));
    valueOf(await api.get(configMapRef));
    expect(server.asked.map(({ client }) => client)).toEqual([undefined, 'new']);
  });

  it('that no header can hold is told, and not sent', async () => {
    for (const user of [{ token: 'secret\r\nX: y' }, { token: 'a-token', as: 'joe\n' }]) {
      const { api, server } = await openStandIn(undefined, { user });
      const failure = failureOf(await api.get(configMapRef));
      expect(failure).toMatchObject({ kind: 'credential', code: 'no-credential' });
      expect(failure.message).not.toContain('secret');
      expect(server.asked).toEqual([]);
    }
  });

  it('goes as UTF-8, as kubectl sends it', async () => {
    const { api, server } = await openStandIn(undefined, { user: { token: 'a-token', as: 'jöe☃' } });
    await api.get(configMapRef);
    expect(Buffer.from(String(server.asked[0]?.headers['impersonate-user']), 'latin1').toString()).toBe('jöe☃');
  });

  it('may act as somebody else', async () => {
    const user = {
      token: 't-o-k',
      as: 'jane',
      'as-uid': '7',
      'as-groups': ['a', 'b'],
      'as-user-extra': { why: ['x'] },
    };
    const { api, server } = await openStandIn(undefined, { user });
    await api.get(configMapRef);
    expect(server.asked[0]?.headers).toMatchObject({
      'impersonate-user': 'jane',
      'impersonate-uid': '7',
      'impersonate-group': 'a, b',
      'impersonate-extra-why': 'x',
    });
  });

  it('is read again from the kubeconfig, once, when it is refused in mid-run', async () => {
    let token = 'first-token';
    const { api, server } = await openStandIn(
      takes(() => token),
      { user: { token } },
    );
    valueOf(await api.get(configMapRef));
    token = 'second-token';
    server.kubeconfig({ token });
    valueOf(await api.create(configMap));
    expect(server.asked).toHaveLength(3);
    token = 'third-token';
    expect(failureOf(await api.create(configMap))).toMatchObject({ kind: 'unauthorized', isUncertain: false });
    expect(server.asked).toHaveLength(4);
  });

  it('is read again from its file after a minute, and when it is refused', async () => {
    let token = 'first-token';
    const folder = mkdtempSync(join(tmpdir(), 'fed8s-token-'));
    closing(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'token');
    writeFileSync(file, `${token}\n`);
    const { api, server, time } = await openStandIn(
      takes(() => token),
      { user: { tokenFile: file, token: 'not this one' } },
    );
    valueOf(await api.get(configMapRef));
    token = 'second-token';
    writeFileSync(file, token);
    valueOf(await api.get(configMapRef));
    expect(server.asked).toHaveLength(3);
    writeFileSync(file, 'third-token');
    time.pass(61_000);
    token = 'third-token';
    valueOf(await api.get(configMapRef));
    expect(server.asked).toHaveLength(4);
  });

  it('is asked of a plugin once, and again when it has expired or is refused', async () => {
    let token = 'first-token';
    const { api, server, time } = await openStandIn(
      takes(() => token),
      { user: exec('./plugin.sh') },
    );
    const runs = join(server.folder, 'runs');
    plugin(server.folder, `echo run >> ${runs}; cat ${server.folder}/credential`);
    const write = (): void => {
      const expirationTimestamp = new Date(time.now() + 3_600_000).toISOString();
      writeFileSync(join(server.folder, 'credential'), execCredential({ token, expirationTimestamp }));
    };
    const count = () => readFileSync(runs, 'utf8').trim().split('\n').length;
    write();
    await Promise.all(Array.from({ length: 5 }, () => api.get(configMapRef)));
    expect(count()).toBe(1);
    token = 'second-token';
    write();
    valueOf(await api.get(configMapRef));
    expect(count()).toBe(2);
    time.pass(3_700_000);
    write();
    valueOf(await api.get(configMapRef));
    expect(count()).toBe(3);
    token = 'never';
    await Promise.all(Array.from({ length: 9 }, () => api.get(configMapRef)));
    expect(count()).toBe(4);
  });

  it('is asked of a plugin that is told of its call and, if it is to be, of the cluster', async () => {
    const user = exec('./plugin.sh', {
      env: [{ name: 'X', value: 'y' }],
      args: ['--for', 'it'],
      provideClusterInfo: true,
    });
    const { api, server } = await openStandIn(undefined, { user });
    const told = join(server.folder, 'told');
    plugin(
      server.folder,
      `echo "$X $*" > ${told}; echo "$KUBERNETES_EXEC_INFO" >> ${told}; echo '${execCredential({ token: 'tok' })}'`,
    );
    valueOf(await api.get(configMapRef));
    const [call, info = ''] = readFileSync(told, 'utf8').split('\n');
    expect(call).toBe('y --for it');
    expect(JSON.parse(info)).toMatchObject({
      kind: 'ExecCredential',
      spec: { interactive: false, cluster: { server: server.url } },
    });
  });

  it('is not looked for before it is needed', async () => {
    const { api, server } = await openStandIn(undefined, { user: exec('./plugin.sh') });
    const ran = join(server.folder, 'ran');
    plugin(server.folder, `touch ${ran}`);
    expect(existsSync(ran)).toBe(false);
    await api.get(configMapRef);
    expect(existsSync(ran)).toBe(true);
  });

  it('is waited for no longer than somebody wants it', async () => {
    const { api, server } = await openStandIn(undefined, { user: exec('./plugin.sh') });
    plugin(server.folder, 'exec sleep 60');
    const answer = api.get(configMapRef);
    setTimeout(() => api.close(), 50);
    expect(failureOf(await answer).kind).toBe('aborted');
  });
});

describe('a plugin that gives no credential', () => {
  it.each([
    ['is not there', undefined, 'is not there'],
    ['fails', 'echo "no session, log in" >&2; exit 3', 'ended with code 3: no session, log in'],
    ['prints rubbish', 'echo rubbish', 'printed what is no JSON'],
    ['prints something else', 'echo {}', 'printed no ExecCredential'],
    [
      'speaks another version',
      `echo '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1beta1"}'`,
      'another version',
    ],
    [
      'prints a token with a line break',
      `cat <<'END'\n${execCredential({ token: 'secret-token\n' })}\nEND`,
      'has a line break',
    ],
    ['prints nothing in it', `echo '${execCredential({})}'`, 'neither a token nor a certificate'],
  ])('is told of, with what to do: one that %s', async (_, script, message) => {
    const { api, server } = await openStandIn(undefined, { user: exec('./plugin.sh', { installHint: 'Ask Jane.' }) });
    if (script !== undefined) plugin(server.folder, script);
    const failure = failureOf(await api.get(configMapRef));
    expect(failure).toMatchObject({ kind: 'credential', code: 'no-credential', isUncertain: false });
    expect(failure.message).toContain(message);
    expect(failure.remedy).toBeTruthy();
    expect(server.asked).toEqual([]);
  });

  it('is quoted without what it says of its own secrets', async () => {
    const { api, server } = await openStandIn(undefined, { user: exec('./plugin.sh') });
    plugin(
      server.folder,
      `echo 'login of joe: token=s3cr3tvalue, "password": "hunter22", id 0a1b2c3d4e5f6a7b8c9d0e1f2a3b' >&2; exit 3`,
    );
    const { message } = failureOf(await api.get(configMapRef));
    expect(message).toContain('login of joe: token=');
    for (const secret of ['s3cr3tvalue', 'hunter22', '0a1b2c3d']) expect(message).not.toContain(secret);
  });

  it('cannot have a NUL in what is run', async () => {
    const { api } = await openStandIn(undefined, { user: exec('./plugin.sh', { args: ['secret\0'] }) });
    const failure = failureOf(await api.get(configMapRef));
    expect(failure).toMatchObject({ kind: 'credential', code: 'no-credential' });
    expect(failure.message).not.toContain('secret');
  });

  it('is told of where it would ask a person', async () => {
    const { api } = await openStandIn(undefined, { user: exec('./plugin.sh', { interactiveMode: 'Always' }) });
    expect(failureOf(await api.get(configMapRef)).message).toContain('asks a person each time');
  });
});
