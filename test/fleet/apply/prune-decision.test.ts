import { pruneDecision } from '../../../lib/fleet/apply/prune-decision';
import { type InventoryEntry } from '../../../lib/fleet/inventory/inventory-entry';
import { ownerNamed } from '../../../lib/fleet/owner/owner';
import { type JsonObject } from '../../../lib/model/json';

const owner = ownerNamed('shop');
const unseen: InventoryEntry = { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'shop', name: 'a' };
const entry: InventoryEntry = { ...unseen, uid: 'u1' };

function applied(manager: string): JsonObject {
  return { manager, operation: 'Apply', apiVersion: 'v1', fieldsType: 'FieldsV1', fieldsV1: { 'f:data': {} } };
}

function living(metadata: JsonObject): JsonObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { uid: 'u1', ...metadata } };
}

function decide(
  live: JsonObject | undefined,
  given: { readonly entry?: InventoryEntry; readonly isAllowed?: true; readonly otherOwner?: string } = {},
): string {
  const { otherOwner } = given;
  const allowed = (): boolean => given.isAllowed === true;
  return pruneDecision(given.entry ?? entry, live, { owner, allowed, otherOwner }).decision;
}

const mine = living({ managedFields: [applied(owner.fieldManager)] });

describe('an object that is declared no more', () => {
  it('goes where it is ours: by its uid, or by what the server knows of its fields', () => {
    expect(decide(mine)).toBe('delete');
    expect(decide(living({}))).toBe('delete');
    expect(decide(mine, { entry: unseen })).toBe('delete');
    expect(decide(living({ uid: 'u2', managedFields: [applied(owner.fieldManager)] }))).toBe('delete');
  });

  it('is forgotten where it is another of that name, or one that we never applied', () => {
    expect(decide(living({ uid: 'u2' }))).toBe('forget');
    expect(decide(living({}), { entry: unseen })).toBe('forget');
  });

  it('is gone where it is gone', () => {
    expect(decide(undefined)).toBe('gone');
  });

  it('stays where it says so, whoever allows what', () => {
    expect(decide(living({ annotations: { 'fed8s.dev/prune': 'never' } }), { isAllowed: true })).toBe('keep');
  });

  it('is let go of where another owner has it, by its fields or its inventory', () => {
    const other = ownerNamed('other').fieldManager;
    expect(decide(living({ managedFields: [applied(owner.fieldManager), applied(other)] }))).toBe('release');
    expect(decide(mine, { otherOwner: 'other' })).toBe('release');
    expect(decide(living({ managedFields: [applied(owner.fieldManager), applied('gitops')] }))).toBe('delete');
  });

  it.each([
    { apiVersion: 'v1', kind: 'PersistentVolumeClaim' },
    { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition' },
  ])('of the kind $kind needs consent by its name', (kind) => {
    expect(decide(mine, { entry: { ...entry, ...kind } })).toBe('keep');
    expect(decide(mine, { entry: { ...entry, ...kind }, isAllowed: true })).toBe('delete');
  });
});
