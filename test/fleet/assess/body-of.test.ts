import { bodyOf } from '../../../lib/fleet/assess/body-of';
import { type JsonObject } from '../../../lib/model/json';

const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's', namespace: 'shop' } };

function body(manifest: JsonObject): JsonObject {
  const made = bodyOf(manifest);
  if (made.outcome !== 'body') throw new Error(JSON.stringify(made.problems));
  return made.body;
}

function pod(container: JsonObject): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p' },
    spec: { containers: [{ name: 'c', ...container }] },
  };
}

describe('the body of a manifest', () => {
  it('has the clear text of a Secret as data, over what stands there', () => {
    const manifest = { ...secret, data: { a: 'b2xk', b: 'Yg==' }, stringData: { a: 'grün' } };
    expect(body(manifest)).toEqual({ ...secret, data: { a: 'Z3LDvG4=', b: 'Yg==' } });
  });

  it('has no data where the clear text is empty', () => {
    expect(body({ ...secret, stringData: {} })).toEqual(secret);
  });

  it('leaves out the status and what the server sets', () => {
    const metadata = { name: 'p', namespace: 'shop', labels: { a: 'b' } };
    const given = { ...metadata, uid: 'u', resourceVersion: '1', creationTimestamp: null, managedFields: [] };
    const manifest = { apiVersion: 'v1', kind: 'Pod', metadata: given, spec: {}, status: { phase: 'Running' } };
    expect(body(manifest)).toEqual({ apiVersion: 'v1', kind: 'Pod', metadata, spec: {} });
  });

  it('is in the namespace default where it names none, if its kind lives in one', () => {
    expect(body(pod({})).metadata).toEqual({ name: 'p', namespace: 'default' });
    expect(body({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'n' } }).metadata).toEqual({ name: 'n' });
    const custom = { apiVersion: 'a.dev/v1', kind: 'Widget', metadata: { name: 'w' } };
    expect(bodyOf(custom, { isNamespaced: true })).toMatchObject({ body: { metadata: { namespace: 'default' } } });
  });

  it('changes nothing of the manifest, and shares what it keeps', () => {
    const manifest = pod({});
    expect(body(manifest).spec).toBe(manifest.spec);
  });

  it.each([
    ['two variables of one name', { env: [{ name: 'A' }, { name: 'A', value: '1' }] }, 'spec.containers[name=c].env'],
    [
      'two ports of which one leaves out the protocol',
      { ports: [{ containerPort: 80 }, { containerPort: 80, protocol: 'TCP' }] },
      'containerPort=80,protocol=TCP',
    ],
  ])('is refused for %s', (_, container, where) => {
    const made = bodyOf(pod(container));
    expect(made).toMatchObject({ outcome: 'refused', problems: [{ code: 'duplicate-list-item' }] });
    if (made.outcome === 'refused') expect(made.problems[0]!.message).toContain(where.replace('[name=c]', '[0]'));
  });

  it('may have two ports that differ in the protocol', () => {
    const ports = [{ containerPort: 53 }, { containerPort: 53, protocol: 'UDP' }];
    expect(bodyOf(pod({ ports })).outcome).toBe('body');
  });
});
