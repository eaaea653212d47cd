import { type JSONPath, type JSONVisitor, visit } from 'jsonc-parser';

/** Where something stands in a text; both count from one. */
export interface JsonPlace {
  readonly line: number;
  readonly column: number;
}

/** Where a text stops being JSON. Undefined where that cannot be told. */
export function placeOfSyntaxError(text: string): JsonPlace | undefined {
  return firstPlace(text, (found) => ({
    onError: (_error, _offset, _length, line, character) => found(line, character),
  }));
}

/** Where the value at a path begins. */
export function placeOfPath(text: string, path: JSONPath): JsonPlace | undefined {
  return firstPlace(text, (found) => {
    const look = (line: number, character: number, pathOf: () => JSONPath): void => {
      const here = pathOf();
      if (here.length === path.length && here.every((segment, index) => segment === path[index]))
        found(line, character);
    };
    return {
      onObjectBegin: (_offset, _length, line, character, pathOf) => look(line, character, pathOf),
      onArrayBegin: (_offset, _length, line, character, pathOf) => look(line, character, pathOf),
      onLiteralValue: (_value, _offset, _length, line, character, pathOf) => look(line, character, pathOf),
    };
  });
}

/** The first key that stands twice in one map, and where it does so again. */
export function repeatedKey(text: string): { readonly key: string; readonly place: JsonPlace } | undefined {
  const keys: Set<string>[] = [];
  let repeated: string | undefined;
  const place = firstPlace(text, (found) => ({
    onObjectBegin: () => void keys.push(new Set()),
    onObjectEnd: () => void keys.pop(),
    onObjectProperty: (key, _offset, _length, line, character) => {
      const known = keys.at(-1);
      if (known?.has(key) === true) {
        repeated ??= key;
        found(line, character);
      }
      known?.add(key);
    },
  }));
  return place === undefined || repeated === undefined ? undefined : { key: repeated, place };
}

/** The first place that a visitor finds. */
function firstPlace(
  text: string,
  visitor: (found: (line: number, character: number) => void) => JSONVisitor,
): JsonPlace | undefined {
  let place: JsonPlace | undefined;
  const found = (line: number, character: number): void => void (place ??= { line: line + 1, column: character + 1 });
  try {
    visit(text, visitor(found), { disallowComments: true, allowTrailingComma: false });
  } catch (error) {
    // The visitor calls itself for every level, and a damaged text may have too many of them.
    if (!(error instanceof RangeError)) throw error;
  }
  return place;
}
