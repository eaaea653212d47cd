import { type Json } from '../../model/json';
import { type DocumentRead } from './document-read';
import { JsonCheckVisitor } from './json-check-visitor';
import { type JsonVisitor, scanJson } from './json-scan';
import { ReadContext } from './read-context';

/**
 * The documents of a text that is JSON, one map or several one after the other, which JSON.parse reads a hundred times
 * faster than a YAML parser. Undefined if it is anything else: then it may still be YAML, of which JSON is a part.
 */
export function readJsonDocuments(context: ReadContext): readonly DocumentRead[] | undefined {
  const { text } = context.source;
  const documents: DocumentRead[] = [];
  // problems count only when all of it turns out to be JSON
  const found = new ReadContext(context.source);
  const visitor = new JsonCheckVisitor(found);
  let at = skipSpace(text, 0);
  if (at === text.length) return undefined;
  while (at < text.length) {
    const start = at;
    const problems = found.problems.length;
    const end = text[start] === '{' ? scanJson(text, start, visitor) : undefined;
    if (end === undefined) return undefined;
    const value = parse(text.slice(start, end), visitor.hasNegativeZero);
    if (value === undefined) return undefined;
    if (found.problems.length === problems)
      documents.push({ value, offset: start, offsetOf: offsetFinder(text, start) });
    at = skipSpace(text, end);
  }
  for (const problem of found.problems) context.problems.push(problem);
  return documents;
}

function parse(text: string, hasNegativeZero: boolean): Json | undefined {
  try {
    const withoutNegativeZero = (_key: string, value: unknown): unknown => (value === 0 ? 0 : value);
    return JSON.parse(text, hasNegativeZero ? withoutNegativeZero : undefined) as Json;
  } catch {
    return undefined;
  }
}

function skipSpace(text: string, start: number): number {
  const space = /[ \t\r\n]*/y;
  space.lastIndex = start;
  space.test(text);
  return space.lastIndex;
}

interface Place {
  readonly offset: number;
  readonly children: Map<string, Place>;
}

function offsetFinder(text: string, start: number): DocumentRead['offsetOf'] {
  let root: Place | undefined;
  return (path) => {
    root ??= placesOf(text, start);
    let place = root;
    for (const segment of path) {
      const child = place.children.get(String(segment));
      if (child === undefined) break;
      place = child;
    }
    return place.offset;
  };
}

/** Where everything in a document stands: a value in a map where its key does. */
function placesOf(text: string, start: number): Place {
  const root: Place = { offset: start, children: new Map() };
  const open: Place[] = [];
  let keyed: Place | undefined;
  const add = (offset: number): Place => {
    const parent = open.at(-1);
    const place = keyed ?? (parent === undefined ? root : { offset, children: new Map<string, Place>() });
    if (keyed === undefined) parent?.children.set(String(parent.children.size), place);
    keyed = undefined;
    return place;
  };
  const visitor: JsonVisitor = {
    enter: (_kind, offset) => open.push(add(offset)),
    leave: () => open.pop(),
    key: (from, to) => {
      keyed = { offset: from, children: new Map() };
      open.at(-1)?.children.set(String(JSON.parse(text.slice(from, to))), keyed);
    },
    scalar: add,
  };
  scanJson(text, start, visitor);
  return root;
}
