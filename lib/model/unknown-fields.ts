import { type Finding } from './finding';
import { type Json, isJsonObject, isJsonList } from './json';
import { below } from './json-pointer';
import { didYouMean } from './nearest-name';

/** Which fields there are: `any` is anything at all, `{ each }` a list or a map from names, else a map with these fields. */
export type Shape = 'any' | { readonly each: Shape } | { readonly fields: Readonly<Record<string, Shape>> };

/** A map with fields that may hold anything. */
export function fields(...names: string[]): Shape {
  return { fields: Object.fromEntries(names.map((name) => [name, 'any'])) };
}

/**
 * What an API server would drop in silence: fields that a kind does not have, at any depth. Names are told apart by case, as
 * servers do.
 *
 * @param kind for the message.
 */
export function unknownFields(
  value: Json | undefined,
  shape: Shape,
  { kind, path }: { readonly kind: string; readonly path: string },
): readonly Omit<Finding, 'object' | 'origin'>[] {
  if (shape === 'any' || value === undefined) return [];
  if ('each' in shape) {
    if (!isJsonObject(value) && !isJsonList(value)) return [];
    return Object.entries(value).flatMap(([key, item]) =>
      unknownFields(item, shape.each, { kind, path: below(path, key) }),
    );
  }
  if (!isJsonObject(value)) return [];
  const known = Object.keys(shape.fields);
  return Object.entries(value).flatMap(([key, item]) => {
    const at = below(path, key);
    const inner = Object.hasOwn(shape.fields, key) ? shape.fields[key] : undefined;
    if (inner !== undefined) return unknownFields(item, inner, { kind, path: at });
    const missing = known.filter((name) => !Object.hasOwn(value, name));
    return [
      {
        code: 'unknown-field',
        severity: 'error',
        kubefed: 'warning',
        message: `${at.slice(1).replaceAll('/', '.')} is no field of ${article(kind)}: an API server would drop it in silence.${didYouMean(key, missing)}`,
        remedy: `Remove it, or correct the spelling: the fields are ${known.join(', ')}.`,
        path: at,
      } as const,
    ];
  });
}

/** Kinds are written with a capital. */
function article(kind: string): string {
  return /^[A-Z]/.test(kind) ? `a ${kind}` : kind;
}
