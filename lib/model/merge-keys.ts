import { mergeTypes } from './generated/merge-keys';
import { type Json } from './json';

/** What the schema of Kubernetes says of one field on the way to a list that is merged item by item. */
export interface MergeField {
  /** The fields that tell the items of this list apart. */
  readonly keys?: readonly string[];
  /** What a server puts for a key that an item leaves out. */
  readonly defaults?: Readonly<Record<string, Json>>;
  /** The items of this list are told apart by their value. */
  readonly set?: true;
  /** The field is a map from names to values of the type. */
  readonly map?: true;
  /** The type of the value, or of the items of a list or map; absent where nothing below it is merged. */
  readonly of?: string;
}

interface GroupKind {
  /** Empty for the core group. */
  readonly group: string;
  readonly kind: string;
}

/** Every index that KubeFed takes: `0`, `-` (the end), `-1` (the last), `+1`, `01`. */
const INDEX = /^(?:-|[-+]?\d+)$/;
const anyObject: Readonly<Record<string, MergeField>> = { metadata: { of: 'ObjectMeta' } };

/**
 * How the items of the list at a path are told apart: by the fields named (`['containerPort', 'protocol']`), or by their
 * value (`'set'`). Undefined where the list is replaced as a whole (tolerations), where the path leads to no list, and below
 * what Kubernetes 1.37 does not know; the metadata of a custom resource is known.
 *
 * @param path from the root of an object, unescaped, with or without the items of lists: `spec template spec containers 0
 * ports` and `spec template spec containers ports` are the same list.
 */
export function mergeKeysAt(kind: GroupKind, path: readonly string[]): readonly string[] | 'set' | undefined {
  const field = fieldAt(kind, path);
  return field?.set === true ? 'set' : field?.keys;
}

/**
 * What a server puts for the keys that an item of the list at a path leaves out: `{ protocol: 'TCP' }` for ports. Two items
 * that differ in that alone are one. Empty where there is nothing of the kind.
 */
export function mergeKeyDefaultsAt(kind: GroupKind, path: readonly string[]): Readonly<Record<string, Json>> {
  return fieldAt(kind, path)?.defaults ?? {};
}

function fieldAt({ group, kind }: GroupKind, path: readonly string[]): MergeField | undefined {
  let fields = own(mergeTypes, group === '' ? kind : `${kind}.${group}`) ?? anyObject;
  let field: MergeField | undefined;
  for (const segment of path) {
    const isItem = field !== undefined && (field.map === true || INDEX.test(segment));
    field = isItem ? undefined : own(fields, segment);
    if (isItem) continue;
    if (field === undefined) return undefined;
    fields = own(mergeTypes, field.of ?? '') ?? {};
  }
  return field;
}

function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
