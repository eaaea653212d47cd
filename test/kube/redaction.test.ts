import { writeFileSync, chmodSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { SecretMask } from '../../lib/kube/http/secret-mask';
import { closeAll, openStandIn, configMap, configMapRef } from './opened';
import { type Behaviour, refuse } from './stand-in';

afterEach(closeAll);

const SECRET = 'hunter2-hunter2-hunter2';
const FORMS = [SECRET, Buffer.from(SECRET).toString('base64'), Buffer.from(`joe:${SECRET}`).toString('base64')];

const secretObject = {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 's', namespace: 'shop' },
  data: { pass: Buffer.from(SECRET).toString('base64') },
};

/** Everything that can be shown of a value, as a crash would show it. */
const shown = (value: unknown) =>
  inspect(value, { depth: 20, showHidden: true, getters: true }) + JSON.stringify(value);

/** Says back what it was sent, in all ways that there are to refuse. */
const echo =
  (code: number): Behaviour =>
  ({ headers, body }, response) =>
    refuse(response, {
      code,
      message: `${headers.authorization ?? ''} sent ${body}`,
      details: { causes: [{ message: `Proxy said ${headers.authorization ?? ''}`, field: 'data' }] },
    });

describe('a secret', () => {
  it.each([
    ['a token', { token: SECRET }],
    ['a password', { username: 'joe', password: SECRET }],
  ])('is seen nowhere, neither in what fails nor in what can be printed: %s', async (_, user) => {
    for (const code of [400, 401, 403, 404, 409, 410, 413, 422, 429, 500, 503]) {
      const { api } = await openStandIn(echo(code), { user });
      const outcomes = [
        await api.get(configMapRef),
        await api.create(configMap),
        await api.apply(secretObject, { fieldManager: 'me' }),
        await api.patch({ ...configMapRef, kind: 'Secret' }, { type: 'merge', body: { stringData: { a: SECRET } } }),
        await api.list(configMapRef),
      ];
      for (const form of FORMS) expect(shown([api, outcomes])).not.toContain(form);
      api.close();
    }
  });

  it('of a server that cannot be reached, and of a proxy, is seen nowhere', async () => {
    const proxy = `http://joe:${SECRET}@127.0.0.1:1`;
    const { api } = await openStandIn(undefined, { user: { token: SECRET }, cluster: { 'proxy-url': proxy } });
    for (const form of FORMS) expect(shown([api, await api.version()])).not.toContain(form);
  });

  it('that a plugin says in anger is seen nowhere', async () => {
    const user = { exec: { command: './plugin.sh', args: [SECRET], env: [{ name: 'PASS', value: SECRET }] } };
    const { api, server } = await openStandIn(undefined, { user });
    const file = join(server.folder, 'plugin.sh');
    writeFileSync(file, '#!/bin/sh\necho "cannot log in with $PASS and $1, nor Bearer abcdefgh12345" >&2; exit 1\n');
    chmodSync(file, 0o755);
    const failure = await api.version();
    for (const form of [...FORMS, 'abcdefgh12345']) expect(shown([api, failure])).not.toContain(form);
    expect(shown(failure)).toContain('cannot log in with (secret)');
  });

  it('that looks like one is masked, whoever says it', () => {
    const mask = new SecretMask();
    expect(mask.mask('Authorization: Bearer abc.def-ghi at http://joe:pw@proxy:1/x')).toBe(
      'Authorization: Bearer (secret) at http://proxy:1/x',
    );
    expect(mask.mask('token eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJrIn0.c2ln here')).toBe('token (secret) here');
  });
});
