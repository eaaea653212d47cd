import { type Json, type JsonObject } from '../model/json';

/**
 * A JSON value as Go's encoding/json writes it: keys sorted by their UTF-8 bytes, no blanks, `<`, `>`, `&`, U+2028 and
 * U+2029 escaped. The value must have no lone surrogates, no negative zero and no integers beyond 2^53 (`jsonProblems`);
 * all other numbers look the same in Go and in JavaScript.
 *
 * Backspace and form feed are written `\b` and `\f`, as by Go 1.22 and later; a controller built with an older Go writes
 * `\u0008` and `\u000c`.
 */
export function goJson(value: Json): string {
  if (typeof value === 'string') return goString(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(goJson).join(',')}]`;
  const object = value as JsonObject;
  const members = Object.keys(object)
    .sort(compareUtf8)
    .map((key) => `${goString(key)}:${goJson(object[key] as Json)}`);
  return `{${members.join(',')}}`;
}

/** A string as Go's encoding/json writes it. */
export function goString(text: string): string {
  return JSON.stringify(text).replaceAll(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The order of the UTF-8 bytes, which is that of the code points and not that of JavaScript's UTF-16 units. */
function compareUtf8(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let position = 0; position < length; position += 1) {
    const difference = rank(left.charCodeAt(position)) - rank(right.charCodeAt(position));
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** Surrogates stand for code points above all others, but lie below U+E000 as units. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
