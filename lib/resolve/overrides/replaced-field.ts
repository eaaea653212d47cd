import { own } from '../../model/frozen-json';
import { type Json, type JsonObject, isJsonObject, isJsonList } from '../../model/json';
import { type OverrideOperation } from '../../model/override';
import { parseOverridePath, placeInList } from './override-path';

/** The parts of a manifest that say which object it is. */
const IDENTITY: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata']);

/**
 * A field of a manifest that is there, and that an override may replace without making the object another one. Such an
 * override cannot fail, and a thousand clusters have one of the same path: the way to the field is looked up once, and each
 * of them costs no more than a copy of what lies on it.
 */
export class ReplacedField {
  /** From the field outwards: the maps and lists on the way to it, and the key of each. */
  private readonly way: readonly { readonly container: JsonObject | readonly Json[]; readonly key: string | number }[];

  private constructor(
    /** What stands there. */
    public readonly value: Json,
    way: readonly { readonly container: JsonObject | readonly Json[]; readonly key: string | number }[],
  ) {
    // Copies that are not frozen: to copy a frozen map or list takes several times as long.
    this.way = way.toReversed().map(({ container, key }) => ({ container: copyOf(container), key }));
  }

  /** The field that an operation replaces. Undefined where the operation may do anything else, or fail. */
  public static of(manifest: JsonObject, { op, path }: OverrideOperation): ReplacedField | undefined {
    const { parents, key, leadingSlash } = parseOverridePath(path);
    const isReplace = op === undefined || op === '' || op === 'replace';
    if (!isReplace || !leadingSlash || key === undefined || IDENTITY.has(parents[0] ?? key)) return undefined;
    const way: { container: JsonObject | readonly Json[]; key: string | number }[] = [];
    let value: Json = manifest;
    for (const segment of [...parents, key]) {
      // Assigning to this one key would not make it the map's own.
      if (segment === '__proto__') return undefined;
      const container: Json = value;
      const place = placeOf(container, segment);
      if (place === undefined) return undefined;
      way.push({ container: container as JsonObject | readonly Json[], key: place });
      value = (container as Readonly<Record<string | number, Json>>)[place] as Json;
    }
    return new ReplacedField(value, way);
  }

  /** The manifest with another value there; fresh on the way to it, shared elsewhere. */
  public with(value: Json): JsonObject {
    let part: Json = value;
    for (const { container, key } of this.way) {
      const copy = copyOf(container);
      (copy as Record<string | number, Json>)[key] = part;
      part = copy;
    }
    return part as JsonObject;
  }
}

function copyOf(container: JsonObject | readonly Json[]): JsonObject | readonly Json[] {
  return isJsonList(container) ? container.slice() : { ...container };
}

function placeOf(container: Json, segment: string): string | number | undefined {
  if (Array.isArray(container)) return placeInList(segment, container.length);
  return isJsonObject(container) && own(container, segment) !== undefined ? segment : undefined;
}
