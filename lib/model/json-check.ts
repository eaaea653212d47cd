import { isJsonObject } from './json';
import { pointerOf } from './json-pointer';
import { type ProblemCode } from './problem-codes';

/** Why a value is not JSON that can be written down and read back equal. */
export interface JsonProblem {
  readonly code: Extract<
    ProblemCode,
    'unserializable-value' | 'cyclic-value' | 'lone-surrogate' | 'unsafe-integer' | 'negative-zero'
  >;
  /** JSON pointer of the value, from the root that was checked. */
  readonly path: string;
  readonly message: string;
  readonly remedy: string;
}

/** Levels of maps and lists that a value may have; far beyond any manifest, and safe to walk by recursion. */
export const MAX_JSON_DEPTH = 1000;

/** Values that one value may hold, each counted wherever it stands; a file of them is larger than any API server takes. */
const MAX_JSON_VALUES = 10_000_000;

const SURROGATE = /\p{Surrogate}/u;

/** Whether a string holds half of a surrogate pair, which no UTF-8 file can hold. */
export function hasLoneSurrogate(text: string): boolean {
  return SURROGATE.test(text);
}

/**
 * Whether a number is an integer that JSON prints digit by digit although a JavaScript number cannot tell it from its
 * neighbours. From 1e21 on JSON prints an exponent, which every reader takes for a floating point number.
 */
export function isUnsafeInteger(value: number): boolean {
  return Number.isInteger(value) && !Number.isSafeInteger(value) && Math.abs(value) < 1e21;
}

/**
 * Everything that keeps a value from being JSON: undefined, functions, symbols, class instances (Date, Map), bigints,
 * NaN and the infinities, cycles, lone surrogates, integers beyond 2^53, negative zero; and maps nested too deep, or repeating
 * one another until nothing could write them down. A map or list that stands in several places is walked once, and its
 * problems are told once, at the first of them.
 */
export function jsonProblems(value: unknown): JsonProblem[] {
  const found: JsonProblem[] = [];
  const ancestors = new Set<object>();
  const sizes = new Map<object, number>();

  /** How many values there are from here on. */
  const walk = (node: unknown, path: Path | undefined): number => {
    if (typeof node !== 'object' || node === null) {
      const problem = scalarProblem(node);
      if (problem !== undefined) found.push({ ...problem, path: pointer(path) });
      return 1;
    }
    const known = sizes.get(node);
    if (known !== undefined) return known;
    if (ancestors.has(node)) {
      found.push({
        code: 'cyclic-value',
        path: pointer(path),
        message: 'a map or list contains itself',
        remedy: 'Copy the values that are needed instead of pointing back to the map or list around them.',
      });
      return 1;
    }
    const size = 1 + walkInto(node, path);
    sizes.set(node, size);
    return size;
  };

  const walkInto = (node: object, path: Path | undefined): number => {
    const isList = Array.isArray(node);
    if (!isList && !isJsonObject(node)) {
      found.push(unserializable(path, `an instance of ${className(node)} is not JSON`));
      return 0;
    }
    if (ancestors.size >= MAX_JSON_DEPTH) {
      found.push(unserializable(path, `maps and lists are nested more than ${MAX_JSON_DEPTH} deep`));
      return 0;
    }
    ancestors.add(node);
    let size = 0;
    // by index, so that a hole is seen as the undefined it reads as
    if (isList)
      for (let index = 0; index < node.length; index++) size += walk(node[index], { parent: path, segment: index });
    else size = walkMap(node, path);
    ancestors.delete(node);
    return size;
  };

  const walkMap = (node: object, path: Path | undefined): number => {
    let size = 0;
    if (Object.getOwnPropertySymbols(node).length > 0) {
      found.push(unserializable(path, 'a map with a symbol as key is not JSON'));
    }
    for (const [key, child] of Object.entries(node)) {
      const place: Path = { parent: path, segment: key };
      if (hasLoneSurrogate(key)) found.push({ ...loneSurrogate('key'), path: pointer(place) });
      size += walk(child, place);
    }
    return size;
  };

  if (walk(value, undefined) > MAX_JSON_VALUES) {
    found.push({
      ...unserializable(
        undefined,
        `written down, it would be more than ${MAX_JSON_VALUES.toLocaleString('en-US')} values`,
      ),
      remedy: 'Do not repeat maps and lists within one another.',
    });
  }
  return found;
}

/** A place in the value; made into a JSON pointer only when there is something to tell about it. */
interface Path {
  readonly parent: Path | undefined;
  readonly segment: string | number;
}

function pointer(path: Path | undefined): string {
  const segments: (string | number)[] = [];
  for (let at = path; at !== undefined; at = at.parent) segments.push(at.segment);
  return pointerOf(segments.reverse());
}

function scalarProblem(value: unknown): Omit<JsonProblem, 'path'> | undefined {
  switch (typeof value) {
    case 'string':
      return hasLoneSurrogate(value) ? loneSurrogate('string') : undefined;
    case 'number':
      return numberProblem(value);
    case 'boolean':
      return undefined;
    case 'object': // null
      return undefined;
    case 'undefined':
      return { ...unserializable(undefined, 'undefined is not JSON'), remedy: 'Leave the key out, or set it to null.' };
    default:
      return unserializable(undefined, `a ${typeof value} is not JSON`);
  }
}

function numberProblem(value: number): Omit<JsonProblem, 'path'> | undefined {
  if (!Number.isFinite(value)) return unserializable(undefined, `${value} is not JSON`);
  if (Object.is(value, -0)) {
    return {
      code: 'negative-zero',
      message: 'negative zero is printed as 0 by some tools and as -0 by others',
      remedy: 'Write 0.',
    };
  }
  if (!isUnsafeInteger(value)) return undefined;
  return {
    code: 'unsafe-integer',
    message: 'an integer beyond 2^53 may not be what was meant, as a JavaScript number cannot hold them all',
    remedy: 'Use an integer between -9007199254740991 and 9007199254740991, or a string where the field takes one.',
  };
}

function loneSurrogate(what: 'key' | 'string'): Omit<JsonProblem, 'path'> {
  return {
    code: 'lone-surrogate',
    message: `a ${what} holds half of a surrogate pair, which is no character and cannot be written as UTF-8`,
    remedy: 'Remove it; it often comes from cutting a string in the middle of an emoji.',
  };
}

function unserializable(path: Path | undefined, message: string): JsonProblem {
  return {
    code: 'unserializable-value',
    path: pointer(path),
    message,
    remedy: 'Use strings, finite numbers, booleans, null, lists and plain maps only.',
  };
}

function className(value: object): string {
  const { constructor } = value;
  return typeof constructor === 'function' && constructor.name !== '' ? constructor.name : 'a class';
}
