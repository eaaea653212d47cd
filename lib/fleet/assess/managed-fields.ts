import { own } from '../../model/frozen-json';
import { type Json, type JsonObject, isJsonList, isJsonObject } from '../../model/json';
import { type LivingPath, type LivingStep, stepKey } from './living-path';

/** Who wrote a field, as far as a server knows: a name that a client chose, and when it last wrote anything. */
export interface FieldOwner {
  readonly manager: string;
  /** `Apply` for server-side apply, `Update` for every other way to write. */
  readonly operation: 'Apply' | 'Update';
  /** By which it wrote: `scale`, `status`. Absent for the object itself. */
  readonly subresource?: string;
  /** RFC 3339. Absent where the server did not note it. */
  readonly time?: string;
}

/** What one owner has of an object. */
export interface OwnedFields {
  readonly owner: FieldOwner;
  /** In which version of the API the fields are told. */
  readonly apiVersion: string;
  readonly fields: FieldNode;
}

/** A place in an object, and which of what is below it is owned. */
export interface FieldNode {
  /** Whether the place itself is owned: a value as a whole, an item of a list, or a map with what is known of it. */
  readonly self: 'owned' | 'passed';
  /** By the text of the step (`stepKey`). */
  readonly below: ReadonlyMap<string, FieldBelow>;
}

export interface FieldBelow {
  readonly step: LivingStep;
  readonly node: FieldNode;
}

/** The owners of an object's fields, as `metadata.managedFields` tells them (FieldsV1). What cannot be read is left out. */
export function managedFieldsOf(object: JsonObject): readonly OwnedFields[] {
  const metadata = own(object, 'metadata');
  const entries = isJsonObject(metadata) ? own(metadata, 'managedFields') : undefined;
  if (!isJsonList(entries)) return [];
  return entries.flatMap((entry): readonly OwnedFields[] => {
    if (!isJsonObject(entry) || entry.fieldsType !== 'FieldsV1' || !isJsonObject(entry.fieldsV1)) return [];
    const { manager, operation, subresource, time, apiVersion } = entry;
    return [
      {
        owner: {
          manager: typeof manager === 'string' && manager !== '' ? manager : 'unknown',
          operation: operation === 'Apply' ? 'Apply' : 'Update',
          ...(typeof subresource === 'string' && subresource !== '' && { subresource }),
          ...(typeof time === 'string' && { time }),
        },
        apiVersion: typeof apiVersion === 'string' ? apiVersion : '',
        fields: nodeOf(entry.fieldsV1),
      },
    ];
  });
}

/**
 * Who has a field, a whole of which it is a part, or a part of it; the last to write first.
 */
export function ownersAt(all: readonly OwnedFields[], path: LivingPath): readonly FieldOwner[] {
  const owners = all.filter(({ fields }) => hasAt(fields, path)).map(({ owner }) => owner);
  // Of one second, the later entry: a server sorts them by time, then by name.
  return owners.reverse().sort((a, b) => compareText(b.time ?? '', a.time ?? ''));
}

/** The node at a path; undefined where nothing there or below is owned. */
export function nodeAt(root: FieldNode, path: LivingPath): FieldNode | undefined {
  let node: FieldNode | undefined = root;
  for (const step of path) node = node?.below.get(stepKey(step))?.node;
  return node;
}

/** Whether a value is owned as a whole. */
export function isWhole(node: FieldNode): boolean {
  return node.self === 'owned' && node.below.size === 0;
}

function hasAt(root: FieldNode, path: LivingPath): boolean {
  let node = root;
  for (const step of path) {
    if (isWhole(node)) return true;
    const next = node.below.get(stepKey(step))?.node;
    if (next === undefined) return false;
    node = next;
  }
  return true;
}

function nodeOf(fields: JsonObject): FieldNode {
  const below = new Map<string, FieldBelow>();
  let self: FieldNode['self'] = Object.keys(fields).length === 0 ? 'owned' : 'passed';
  for (const [key, value] of Object.entries(fields)) {
    if (key === '.') {
      self = 'owned';
      continue;
    }
    const step = stepOf(key);
    if (step !== undefined) below.set(stepKey(step), { step, node: nodeOf(isJsonObject(value) ? value : {}) });
  }
  return { self, below };
}

/** What a key of FieldsV1 stands for (structured-merge-diff, fieldpath/serialize-pe.go). */
function stepOf(key: string): LivingStep | undefined {
  const rest = key.slice(2);
  switch (key.slice(0, 2)) {
    case 'f:':
      return rest;
    case 'k:': {
      const item = parsed(rest);
      return isJsonObject(item) ? { item } : undefined;
    }
    case 'v:': {
      const value = parsed(rest);
      return value === undefined ? undefined : { value };
    }
    case 'i:':
      return { index: Number(rest) };
    default:
      return undefined;
  }
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
