import { type ToAssess, assessObject } from '../../../lib/fleet/assess/assess-object';
import { type Answer, type ApiFailure, ok } from '../../../lib/kube/answer';
import { type Json, type JsonObject } from '../../../lib/model/json';
import { US, declaredWeb, webEditedByHand } from './web';

const time = '2026-01-01T00:00:00Z';

interface Entry {
  readonly manager?: string;
  readonly operation?: string;
  readonly subresource?: string;
  readonly fields: JsonObject;
}

/** A ConfigMap as it lives, whose fields have these owners. */
function living(data: JsonObject, ...entries: readonly Entry[]): JsonObject {
  const managedFields = entries.map(({ manager = US, operation = 'Apply', subresource, fields }) => ({
    manager,
    operation,
    apiVersion: 'v1',
    time,
    fieldsType: 'FieldsV1',
    fieldsV1: { 'f:data': { '.': {}, ...fields } },
    ...(subresource !== undefined && { subresource }),
  }));
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c', namespace: 'shop', managedFields }, data };
}

function declared(data: JsonObject): JsonObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c', namespace: 'shop' }, data };
}

const failure = (kind: ApiFailure['kind']): Answer<never> => ({
  outcome: 'failed',
  failure: { kind, message: kind, causes: [], isUncertain: false },
});

/** A server that merges what is sent into what lives, and counts how often it was asked. */
function assess(body: JsonObject, live: JsonObject | undefined, rest: Partial<ToAssess> = {}) {
  const asked: { body: JsonObject; force: boolean }[] = [];
  const result = assessObject({
    body,
    live,
    fieldManager: US,
    dryRun: (sent, force) => {
      asked.push({ body: sent, force });
      return Promise.resolve(ok({ ...live, data: { ...(live?.data as JsonObject), ...(sent.data as JsonObject) } }));
    },
    ...rest,
  });
  return { result, asked };
}

describe('an object', () => {
  it('that lives as declared is in sync, and no server is asked', async () => {
    const { result, asked } = assess(declared({ a: '1' }), living({ a: '1', b: '2' }, { fields: { 'f:a': {} } }));
    expect(await result).toMatchObject({ outcome: 'in-sync', held: 'by-us', shared: [] });
    expect(asked).toEqual([]);
  });

  it('that is not there is missing', async () => {
    expect(await assess(declared({}), undefined).result).toMatchObject({
      outcome: 'missing',
      send: { force: 'not-needed' },
    });
  });

  it('that waits for its finalizers is being deleted', async () => {
    const live = { ...living({}), metadata: { deletionTimestamp: time } };
    expect(await assess(declared({}), live).result).toEqual({ outcome: 'deleting', since: time });
  });

  it('that a person has edited has drifted, with the author, and is put back by force', async () => {
    const live = living(
      { a: '9' },
      { fields: {} },
      { manager: 'kubectl-edit', operation: 'Update', fields: { 'f:a': {} } },
    );
    const { result, asked } = assess(declared({ a: '1' }), live);
    expect(await result).toEqual({
      outcome: 'drifted',
      held: 'by-us',
      proof: { proof: 'confirmed' },
      fields: [
        {
          path: 'data.a',
          pointer: '/data/a',
          at: ['data', 'a'],
          difference: 'value',
          wanted: '1',
          found: '9',
          author: { manager: 'kubectl-edit', operation: 'Update', time },
        },
      ],
      send: { body: declared({ a: '1' }), force: 'needed' },
    });
    expect(asked).toEqual([{ body: declared({ a: '1' }), force: true }]);
  });

  it('of which a field was removed has drifted, by nobody who is known', async () => {
    const { result } = assess(declared({ a: '1' }), living({}, { fields: {} }));
    const found = await result;
    expect(found).toMatchObject({ outcome: 'drifted', fields: [{ path: 'data.a', wanted: '1' }] });
    expect(found).not.toHaveProperty('fields.0.author');
  });

  it('that is declared otherwise since names ourselves', async () => {
    const { result } = assess(declared({ a: '2' }), living({ a: '1' }, { fields: { 'f:a': {} } }));
    expect(await result).toMatchObject({ fields: [{ author: { manager: US } }], send: { force: 'not-needed' } });
  });

  it('that a server takes for the same is in sync', async () => {
    const live = living({ a: '9' }, { fields: {} });
    const { result, asked } = assess(declared({ a: '1' }), live, { dryRun: () => Promise.resolve(ok(live)) });
    expect((await result).outcome).toBe('in-sync');
    expect(asked).toEqual([]);
  });

  it.each<[ApiFailure['kind'], string, object]>([
    ['forbidden', 'has drifted, which nobody confirms', { outcome: 'drifted', proof: { proof: 'unconfirmed' } }],
    ['admission', 'has drifted, which nobody confirms', { outcome: 'drifted', proof: { proof: 'unconfirmed' } }],
    ['unreachable', 'is unknown', { outcome: 'unknown', failure: { kind: 'unreachable' } }],
  ])('whose dry run fails as %s %s', async (kind, _, expected) => {
    const live = living({ a: '9' }, { fields: {} });
    const { result } = assess(declared({ a: '1' }), live, { dryRun: () => Promise.resolve(failure(kind)) });
    expect(await result).toMatchObject(expected);
  });
});

describe('a field that another claims', () => {
  const live = living(
    { a: '9', b: '9' },
    { fields: {} },
    { manager: 'argocd', fields: { 'f:a': {} } },
    { manager: 'kubectl-edit', operation: 'Update', fields: { 'f:b': {} } },
  );

  it('is a conflict, and is left out of what is sent', async () => {
    expect(await assess(declared({ a: '1', b: '1' }), live).result).toMatchObject({
      outcome: 'conflict',
      fields: [{ path: 'data.a', author: { manager: 'argocd', operation: 'Apply' } }],
      drifted: [{ path: 'data.b', author: { manager: 'kubectl-edit' } }],
      send: { body: declared({ b: '1' }), force: 'needed' },
    });
  });

  it('is taken where that is forced', async () => {
    const { result } = assess(declared({ a: '1', b: '1' }), live, { isForced: (path) => path[1] === 'a' });
    expect(await result).toMatchObject({
      outcome: 'drifted',
      send: { body: declared({ a: '1', b: '1' }), force: 'needed' },
    });
  });

  it('with the same value is shared', async () => {
    const both = living({ a: '1' }, { fields: { 'f:a': {} } }, { manager: 'fed8s/b-2', fields: { 'f:a': {} } });
    expect(await assess(declared({ a: '1' }), both).result).toMatchObject({
      outcome: 'in-sync',
      shared: [{ manager: 'fed8s/b-2' }],
    });
  });
});

describe('an autoscaler', () => {
  const scaled = (manager: string): JsonObject => {
    const text = JSON.stringify(webEditedByHand).replace(
      '"manager":"kubectl","operation"',
      `"manager":"${manager}","operation"`,
    );
    return JSON.parse(text) as JsonObject;
  };
  const merged =
    (live: JsonObject): ToAssess['dryRun'] =>
    (body) =>
      Promise.resolve(ok({ ...live, ...body }));
  const outcomeOf = async (manager: string, rest: Partial<ToAssess> = {}) => {
    const live = scaled(manager);
    return assess(declaredWeb, live, { dryRun: merged(live), ...rest }).result;
  };

  it('claims the replicas', async () => {
    expect(await outcomeOf('kube-controller-manager')).toMatchObject({
      outcome: 'conflict',
      fields: [{ path: 'spec.replicas', wanted: 2, found: 7, author: { subresource: 'scale' } }],
    });
  });

  it('does not, where a person has scaled', async () => {
    const found = await outcomeOf('kubectl');
    expect(found).toMatchObject({ outcome: 'drifted' });
    expect(found).toHaveProperty('fields.0.path', 'spec.replicas');
  });

  it.each([
    ['its manager', { manager: 'kube-controller-manager' }],
    ['the path', { kind: 'Deployment.apps', path: 'spec.replicas' }],
    ['the pointer', { namespace: 'def*', path: '/spec/replicas' }],
  ])('is left alone by a rule of %s, and its field is not sent', async (_, rule) => {
    const found = await outcomeOf('kube-controller-manager', { ignore: [rule] });
    expect(found.outcome).toBe('drifted');
    if (found.outcome !== 'drifted') return;
    expect(found.fields.map(({ path }) => path)).not.toContain('spec.replicas');
    expect(found.send.body.spec).not.toHaveProperty('replicas');
  });
});

describe('a field that is left to others', () => {
  it('is sent as it lives where only we have it, so that it does not fall back to its default', async () => {
    const live = living({ a: '7' }, { fields: { 'f:a': {} } });
    const sent = async (data: Record<string, Json>) => {
      const found = await assess(declared(data), live, { ignore: [{ path: 'data.a' }] }).result;
      return found.outcome === 'in-sync' ? found.send.body : found;
    };
    expect(await sent({ a: '1' })).toEqual(declared({ a: '7' }));
    expect(await sent({})).toEqual(declared({ a: '7' }));
  });
});
