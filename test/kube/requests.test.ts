import { failedAs } from '../../lib/kube/answer';
import { openCluster } from '../../lib/kube/open-cluster';
import { closeAll, configMap, configMapRef, failureOf, openStandIn, valueOf } from './opened';
import { json, refuse } from './stand-in';

afterEach(closeAll);

const OBJECT = { ...configMap, metadata: { ...configMap.metadata, uid: 'u', resourceVersion: '1' } };

describe('a request to a stand-in of an API server', () => {
  it('goes out as the port says, and its answer comes back as it is', async () => {
    const { api, server } = await openStandIn((_, response) => json(response, 200, OBJECT));
    expect(valueOf(await api.apply(configMap, { fieldManager: 'me', dryRun: true, force: true }))).toEqual(OBJECT);
    valueOf(await api.replace(configMap, { fieldManager: 'me' }));
    valueOf(await api.patch(configMapRef, { type: 'merge', body: { data: null } }, { subresource: 'status' }));
    valueOf(await api.patch(configMapRef, { type: 'json', operations: [{ op: 'remove', path: '/data' }] }));
    valueOf(await api.delete(configMapRef, { uid: 'u', propagationPolicy: 'Orphan' }));
    const asked = server.asked.map(({ method, path, query, headers, body }) => ({
      line: `${method} ${path}?${query.toString()}`,
      type: headers['content-type'],
      body: JSON.parse(body) as unknown,
    }));
    expect(asked).toEqual([
      {
        line: 'PATCH /api/v1/namespaces/shop/configmaps/a?fieldManager=me&dryRun=All&force=true&fieldValidation=Strict',
        type: 'application/apply-patch+yaml',
        body: configMap,
      },
      { line: 'PUT /api/v1/namespaces/shop/configmaps/a?fieldManager=me', type: 'application/json', body: configMap },
      {
        line: 'PATCH /api/v1/namespaces/shop/configmaps/a/status?',
        type: 'application/merge-patch+json',
        body: { data: null },
      },
      {
        line: 'PATCH /api/v1/namespaces/shop/configmaps/a?',
        type: 'application/json-patch+json',
        body: [{ op: 'remove', path: '/data' }],
      },
      {
        line: 'DELETE /api/v1/namespaces/shop/configmaps/a?',
        type: 'application/json',
        body: {
          apiVersion: 'v1',
          kind: 'DeleteOptions',
          propagationPolicy: 'Orphan',
          preconditions: { uid: 'u' },
        },
      },
    ]);
  });

  it('asks for the metadata alone of what it has applied, and says which kind it is of', async () => {
    const { metadata } = OBJECT;
    const { api, server } = await openStandIn((_, response) =>
      json(response, 200, { apiVersion: 'meta.k8s.io/v1', kind: 'PartialObjectMetadata', metadata }),
    );
    const answer = await api.apply(configMap, { fieldManager: 'me', answer: 'metadata' });
    expect(valueOf(answer)).toEqual({ apiVersion: 'v1', kind: 'ConfigMap', metadata });
    expect(server.asked[0]?.headers.accept).toBe(
      'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json',
    );
  });

  it('keeps the path of a server that stands behind another', async () => {
    const { api, server } = await openStandIn((asked, response) =>
      asked.path.startsWith('/k8s/clusters/c-1')
        ? json(response, 200, { gitVersion: 'v1', major: '1', minor: '1' })
        : 'as usual',
    );
    expect(api.server).toBe(server.url);
    const kubeconfig = server.kubeconfig({ token: 't' }, { server: `${server.url}/k8s/clusters/c-1/` });
    const behind = valueOf(await openCluster({ kubeconfig, context: 'it' }));
    expect(valueOf(await behind.version()).gitVersion).toBe('v1');
    behind.close();
  });

  it.each(['..', '.', '', 'a/b', 'a%2fb'])(
    'is not sent for an object named %p, which would lead elsewhere',
    async (name) => {
      const { api, server } = await openStandIn();
      expect(failureOf(await api.get({ ...configMapRef, name })).kind).toBe('invalid');
      expect(failureOf(await api.get({ ...configMapRef, namespace: name })).kind).toBe('invalid');
      expect(server.asked).toEqual([]);
    },
  );

  it('is not sent for an object of a namespace that says none', async () => {
    const { api } = await openStandIn();
    const { namespace: _, ...ref } = configMapRef;
    expect(failureOf(await api.get(ref)).message).toBe('A ConfigMap lives in a namespace, and none is given.');
  });

  it('is not sent with an integer that JavaScript has rounded', async () => {
    const { api, server } = await openStandIn();
    const read = JSON.parse('{"spec":{"big":9007199254740993}}') as { readonly spec: { readonly big: number } };
    const failure = failureOf(await api.replace({ ...configMap, ...read }));
    expect(failure).toMatchObject({ kind: 'invalid', code: 'unsafe-integer' });
    expect(failure.message).toContain('/spec/big');
    expect(
      valueOf(await api.create({ ...configMap, data: { a: '9007199254740993', b: 'x1234567890123456789' } })),
    ).toEqual({
      kind: 'Fine',
    });
    expect(server.asked).toHaveLength(1);
  });

  it('reuses connections, and opens no more of them than there are requests at a time', async () => {
    const { api, server } = await openStandIn((_, response) => json(response, 200, OBJECT), { concurrency: 4 });
    await Promise.all(Array.from({ length: 40 }, () => api.get(configMapRef)));
    for (let count = 0; count < 20; count += 1) valueOf(await api.get(configMapRef));
    expect(server.asked).toHaveLength(60);
    expect(server.connections).toBeLessThanOrEqual(4);
  });

  it('waits in line where so many are under way as may be', async () => {
    let now = 0;
    let most = 0;
    const { api } = await openStandIn(
      (_, response) => {
        now += 1;
        most = Math.max(most, now);
        setImmediate(() => {
          now -= 1;
          json(response, 200, OBJECT);
        });
      },
      { concurrency: 3 },
    );
    await Promise.all(Array.from({ length: 20 }, () => api.get(configMapRef)));
    expect(most).toBeLessThanOrEqual(3);
  });
});

describe('a server that turns requests away', () => {
  it('is asked again after as long as it says, and a bit', async () => {
    const { api, server, time } = await openStandIn((_, response, count) =>
      count < 3
        ? refuse(response, { code: 429, reason: 'TooManyRequests' }, { 'retry-after': '2' })
        : json(response, 200, OBJECT),
    );
    valueOf(await api.create(configMap));
    expect(server.asked).toHaveLength(3);
    expect(time.slept).toEqual([2125, 2250]);
  });

  it('is understood where it names a date', async () => {
    const { api, time } = await openStandIn((_, response, count) => {
      const date = new Date(time.now() + 3000).toUTCString();
      return count < 2 ? refuse(response, { code: 503 }, { 'retry-after': date }) : json(response, 200, OBJECT);
    });
    valueOf(await api.get(configMapRef));
    expect(time.slept[0]).toBeGreaterThan(2000);
    expect(time.slept[0]).toBeLessThan(3200);
  });

  it('is left alone where it asks for more time than a request has', async () => {
    const { api, server } = await openStandIn((_, response) =>
      refuse(response, { code: 429, message: 'later' }, { 'retry-after': '3600' }),
    );
    expect(failureOf(await api.get(configMapRef))).toMatchObject({ kind: 'throttled', status: 429 });
    expect(server.asked).toHaveLength(1);
  });

  it.each([502, 503, 504])('is given up after six attempts in a storm of %d', async (code) => {
    const { api, server } = await openStandIn((_, response) => refuse(response, { code }));
    expect(failureOf(await api.get(configMapRef))).toMatchObject({
      kind: 'server-error',
      status: code,
      isUncertain: false,
    });
    expect(server.asked).toHaveLength(6);
  });

  it('is not asked a second time to create, since it may have done so: that is uncertain', async () => {
    const { api, server } = await openStandIn((_, response) => refuse(response, { code: 503 }));
    expect(failureOf(await api.create(configMap))).toMatchObject({ kind: 'server-error', isUncertain: true });
    expect(server.asked).toHaveLength(1);
    expect(failureOf(await api.create(configMap, { dryRun: true }))).toMatchObject({ isUncertain: false });
    expect(server.asked).toHaveLength(7);
  });

  it('is asked again to apply, which does the same twice', async () => {
    const { api } = await openStandIn((_, response, count) =>
      count < 2 ? refuse(response, { code: 500, message: 'etcdserver: leader changed' }) : json(response, 200, OBJECT),
    );
    valueOf(await api.apply(configMap, { fieldManager: 'me' }));
  });
});

describe('a connection that breaks', () => {
  it('is opened again for what may be repeated', async () => {
    const { api, server } = await openStandIn((_, response, count) => {
      if (count < 2) response.socket?.destroy();
      else json(response, 200, OBJECT);
    });
    valueOf(await api.get(configMapRef));
    expect(server.asked).toHaveLength(2);
  });

  it('leaves a create uncertain', async () => {
    const { api, server } = await openStandIn((_, response) => void response.socket?.destroy());
    expect(failureOf(await api.create(configMap))).toMatchObject({ kind: 'unreachable', isUncertain: true });
    expect(server.asked).toHaveLength(1);
  });

  it('in the middle of an answer makes it malformed', async () => {
    const { api } = await openStandIn((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      response.write('{"kind":"ConfigMap",', () => response.socket?.destroy());
    });
    expect(failureOf(await api.get(configMapRef))).toMatchObject({ kind: 'malformed' });
    expect(failureOf(await api.create(configMap))).toMatchObject({ kind: 'malformed', isUncertain: true });
  });

  it('does not come about where nobody listens, and nothing is uncertain then', async () => {
    const { api, server } = await openStandIn();
    const { port } = server;
    await server.stop();
    const failure = failureOf(await api.create(configMap));
    expect(failure).toMatchObject({ kind: 'unreachable', isUncertain: false });
    expect(failure.message).toBe(`https://127.0.0.1:${String(port)}: nobody listens there (connection refused).`);
  });

  it('is not trusted where the certificate is not of the CA, or for another name', async () => {
    const other = await openStandIn();
    const ca = Buffer.from(other.server.authority.certificate).toString('base64');
    const { api } = await openStandIn(undefined, { cluster: { 'certificate-authority-data': ca } });
    expect(failureOf(await api.version())).toMatchObject({ kind: 'unreachable', isUncertain: false });
    const named = await openStandIn(undefined, { cluster: { 'tls-server-name': 'elsewhere.test' } });
    expect(failureOf(await named.api.version()).message).toContain('its certificate is for another name');
  });

  it('is trusted under another name where the kubeconfig says so, and in any case where it says that', async () => {
    const named = await openStandIn(undefined, { cluster: { 'tls-server-name': 'stand-in.test' } });
    expect(valueOf(await named.api.health()).status).toBe(200);
    const insecure = { 'certificate-authority-data': null, 'insecure-skip-tls-verify': true };
    const { api } = await openStandIn(undefined, { cluster: insecure });
    expect(valueOf(await api.health()).status).toBe(200);
  });
});

describe('a server that is slow', () => {
  it('has so much time to answer, and a write is uncertain then', async () => {
    const { api, server } = await openStandIn(() => undefined, { timeoutMs: 150 });
    expect(failureOf(await api.get(configMapRef))).toMatchObject({
      kind: 'timeout',
      message: `${server.url}: an answer did not come within 150 ms.`,
    });
    expect(failureOf(await api.create(configMap))).toMatchObject({ kind: 'timeout', isUncertain: true });
    expect(server.asked).toHaveLength(2);
  });

  it('has no more time for a body that drips', async () => {
    const drips: NodeJS.Timeout[] = [];
    const { api } = await openStandIn(
      (_, response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        drips.push(setInterval(() => response.write(' '), 20));
      },
      { timeoutMs: 200 },
    );
    expect(failureOf(await api.get(configMapRef)).message).toContain('the whole answer did not come within 200 ms');
    drips.forEach(clearInterval);
  });

  it('holds nobody up who stops', async () => {
    const stop = new AbortController();
    let isAsked: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => (isAsked = resolve));
    const { api } = await openStandIn(() => isAsked(), { signal: stop.signal, concurrency: 1 });
    const first = api.create(configMap);
    const second = api.create(configMap);
    await asked;
    stop.abort();
    expect(failureOf(await first)).toMatchObject({ kind: 'aborted', isUncertain: true });
    expect(failureOf(await second)).toMatchObject({ kind: 'aborted', isUncertain: false });
    expect(failureOf(await api.get(configMapRef)).kind).toBe('aborted');
  });

  it('holds nobody up who closes', async () => {
    let isAsked: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => (isAsked = resolve));
    const { api } = await openStandIn(() => isAsked());
    const answer = api.get(configMapRef);
    await asked;
    api.close();
    expect(failureOf(await answer).kind).toBe('aborted');
  });
});

describe('an answer that is not from an API server', () => {
  it.each([
    ['a page that says 200', 200, 'text/html', '<html>welcome</html>', 'malformed'],
    ['a page that says 404, which is not that an object is missing', 404, 'text/html', '<html>', 'malformed'],
    ['a text that says 404', 404, 'text/plain', 'default backend - 404', 'malformed'],
    ['a page that says 403', 403, 'text/html', '<html>blocked</html>', 'malformed'],
    ['a way elsewhere', 302, 'text/html', '<html>', 'malformed'],
    ['JSON that is cut off', 200, 'application/json', '{"kind":"Con', 'malformed'],
    ['JSON that is no object', 200, 'application/json', '[]', 'malformed'],
    ['JSON under another name', 200, 'text/plain', '{}', 'malformed'],
    ['nothing', 200, undefined, '', 'malformed'],
  ])('is malformed: %s', async (_, status, type, body, kind) => {
    const { api } = await openStandIn((__, response) => {
      response.writeHead(status, { ...(type !== undefined && { 'content-type': type }) }).end(body);
    });
    expect(failureOf(await api.get(configMapRef)).kind).toBe(kind);
    expect(failedAs(await api.list(configMapRef), 'malformed')).toBe(true);
  });

  it('is malformed where it is a list of something else, and never empty', async () => {
    const { api } = await openStandIn((_, response) => json(response, 200, { kind: 'ConfigMap', metadata: {} }));
    expect(failureOf(await api.list(configMapRef)).kind).toBe('malformed');
  });

  it('is a value for whoever asks for health', async () => {
    const { api } = await openStandIn((_, response) => void response.writeHead(500).end('[-]etcd failed'));
    expect(valueOf(await api.health())).toEqual({ status: 500, body: '[-]etcd failed' });
  });
});
