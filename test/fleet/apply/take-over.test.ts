import { lastApplied, saysAllOf, takenOver } from '../../../lib/fleet/apply/take-over';
import { type JsonObject } from '../../../lib/model/json';

const MANAGER = 'fed8s/shop-1';

function entry(manager: string, operation: string, fieldsV1: JsonObject, more: JsonObject = {}): JsonObject {
  return { manager, operation, apiVersion: 'v1', fieldsType: 'FieldsV1', fieldsV1, ...more };
}

function living(...managedFields: readonly JsonObject[]): JsonObject {
  return { metadata: { managedFields } };
}

const lastAppliedField = { 'f:annotations': { 'f:kubectl.kubernetes.io/last-applied-configuration': {} } };
const kubectl = entry('kubectl-client-side-apply', 'Update', {
  'f:data': { '.': {}, 'f:x': {}, 'f:y': {} },
  'f:metadata': lastAppliedField,
});
const ours = entry(MANAGER, 'Apply', { 'f:data': { 'f:x': {} } });
const controller = entry('kube-controller-manager', 'Update', { 'f:status': {} }, { subresource: 'status' });

describe('what is taken over of other managers', () => {
  it('as a whole becomes ours, so that what we do not declare goes with the next apply', () => {
    expect(takenOver(living(controller, kubectl), MANAGER, 'whole')).toEqual([
      controller,
      { ...kubectl, manager: MANAGER, operation: 'Apply' },
    ]);
  });

  it('joins what is ours already', () => {
    expect(takenOver(living(kubectl, ours), MANAGER, 'whole')).toEqual([
      { ...kubectl, manager: MANAGER, operation: 'Apply' },
    ]);
  });

  it('or only as far as we declare it, so that the rest stays theirs', () => {
    const left = entry('kubectl-client-side-apply', 'Update', {
      'f:data': { '.': {}, 'f:y': {} },
      'f:metadata': lastAppliedField,
    });
    expect(takenOver(living(kubectl, controller, ours), MANAGER, 'shared')).toEqual([controller, left, ours]);
  });

  it('leaves out a manager that has nothing left', () => {
    const helm = entry('helm', 'Update', { 'f:data': { '.': {}, 'f:x': {} } });
    expect(takenOver(living(helm, ours), MANAGER, 'shared')).toEqual([ours]);
  });

  it('is nothing of controllers, of subresources, and of those who apply', () => {
    const scaled = entry('kubectl', 'Update', { 'f:spec': { 'f:replicas': {} } }, { subresource: 'scale' });
    const other = entry('gitops', 'Apply', { 'f:data': { 'f:x': {} } });
    for (const extent of ['whole', 'shared'] as const) {
      expect(takenOver(living(controller, scaled, other, ours), MANAGER, extent)).toBeUndefined();
    }
  });

  it('is nothing that is told in another version of the API', () => {
    const old = entry('kubectl-client-side-apply', 'Update', { 'f:data': { 'f:x': {} } }, { apiVersion: 'v1beta1' });
    expect(takenOver(living(old, ours), MANAGER, 'whole')).toBeUndefined();
    expect(takenOver(living(old, ours), MANAGER, 'shared')).toEqual([old, ours]);
  });
});

describe('what kubectl has applied last', () => {
  it.each([
    ['{"data":{"x":"1"}}', { data: { x: '1' } }],
    ['{', undefined],
    ['', undefined],
  ])('is read of %j', (text, expected) => {
    const annotations = { 'kubectl.kubernetes.io/last-applied-configuration': text };
    expect(lastApplied({ metadata: { annotations } })).toEqual(expected);
  });

  it.each<readonly [JsonObject, JsonObject, boolean]>([
    [{ a: 1, b: { c: 1 } }, { b: { c: 2 } }, true],
    [{ a: 1 }, { a: 1, b: 2 }, false],
    [{ a: {} }, { a: { b: 1 } }, false],
    [{ a: 1 }, { a: 1, b: {}, c: null }, true],
  ])('%j says all of %j: %s', (declared, other, expected) => {
    expect(saysAllOf(declared, other)).toBe(expected);
  });
});
