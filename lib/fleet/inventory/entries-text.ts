import { isJsonObject } from '../../model/json';
import { type InventoryEntry } from './inventory-entry';

/**
 * The entries as text, cut into parts: one JSON text for each group of one kind and namespace,
 * `["apps/v1","Deployment","shop",{"web":"uid"}]`, one a line.
 *
 * @param limit bytes of a part. A part has at least one object.
 * @returns at least one part.
 */
export function partsOfEntries(entries: readonly InventoryEntry[], limit: number): readonly string[] {
  const parts: string[] = [];
  let part = '';
  let size = 0;
  let head = '';
  for (const { apiVersion, kind, namespace, name, uid } of entries) {
    const own = `[${[apiVersion, kind, namespace ?? ''].map((text) => JSON.stringify(text)).join(',')},{`;
    const item = `${JSON.stringify(name)}:${JSON.stringify(uid ?? '')}`;
    const isFull = part !== '' && size + Buffer.byteLength(own) + Buffer.byteLength(item) + LINE_ENDS > limit;
    if (isFull) {
      parts.push(`${part}}]`);
      [part, size, head] = ['', 0, ''];
    }
    const added = own === head ? `,${item}` : `${part === '' ? '' : '}]\n'}${own}${item}`;
    part += added;
    size += Buffer.byteLength(added);
    head = own;
  }
  parts.push(part === '' ? '' : `${part}}]`);
  return parts;
}

/** Bytes that end the line before, and this one. */
const LINE_ENDS = 5;

/** The entries of a part; undefined where it was not written by {@link partsOfEntries}. */
export function entriesOfPart(part: string): readonly InventoryEntry[] | undefined {
  const entries: InventoryEntry[] = [];
  for (const line of part === '' ? [] : part.split('\n')) {
    const group = groupOfLine(line);
    if (group === undefined) return undefined;
    const { apiVersion, kind, namespace, objects } = group;
    for (const [name, uid] of objects) {
      entries.push({ apiVersion, kind, ...(namespace !== '' && { namespace }), name, ...(uid !== '' && { uid }) });
    }
  }
  return entries;
}

interface LineGroup {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly objects: readonly (readonly [name: string, uid: string])[];
}

function groupOfLine(line: string): LineGroup | undefined {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (!Array.isArray(json) || json.length !== 4) return undefined;
  const [apiVersion, kind, namespace, objects] = json as readonly unknown[];
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || typeof namespace !== 'string') return undefined;
  if (!isJsonObject(objects)) return undefined;
  const pairs = Object.entries(objects).map(([name, uid]) => [name, uid] as const);
  if (!pairs.every((pair): pair is readonly [string, string] => typeof pair[1] === 'string')) return undefined;
  return { apiVersion, kind, namespace, objects: pairs };
}
