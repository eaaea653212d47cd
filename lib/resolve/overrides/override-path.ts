/** The path of an override, split up as KubeFed's JSON patch library splits it (evanphx/json-patch v4.12.0, patch.go). */
export interface OverridePath {
  /** The keys and indexes on the way to the field. */
  readonly parents: readonly string[];
  /** The key or index of the field itself; undefined for a path without any slash, which leads nowhere. */
  readonly key: string | undefined;
  /** False where the text before the first slash was dropped, as KubeFed does in silence. */
  readonly leadingSlash: boolean;
}

/**
 * Splits a path. Whatever stands before the first slash is dropped, unread; `~1` is a slash, `~0` a tilde, and any other
 * tilde stands for itself.
 */
export function parseOverridePath(path: string): OverridePath {
  let parsed = parsedPaths.get(path);
  if (parsed === undefined) {
    if (parsedPaths.size >= MAX_PARSED_PATHS) parsedPaths.clear();
    parsed = splitPath(path);
    parsedPaths.set(path, parsed);
  }
  return parsed;
}

/** A fleet of a thousand clusters overrides the same few paths a thousand times over. */
const parsedPaths = new Map<string, OverridePath>();
const MAX_PARSED_PATHS = 1000;

function splitPath(path: string): OverridePath {
  const start = path.indexOf('/');
  if (start < 0) return { parents: [], key: undefined, leadingSlash: path === '' };
  const segments = path.slice(start + 1).split('/');
  const decoded = path.includes('~') ? segments.map(decodeSegment) : segments;
  return { key: decoded.pop(), parents: decoded, leadingSlash: start === 0 };
}

function decodeSegment(segment: string): string {
  return segment.replaceAll(/~[01]/g, (escape) => (escape === '~1' ? '/' : '~'));
}

const INTEGER = /^[+-]?[0-9]+$/;

/**
 * The place in a list that a segment names: undefined if it is no integer or out of range. Negative ones count from the
 * end, and `+1` and `01` are integers too, since Go's Atoi reads them.
 *
 * @param length how many places there are: the length of the list, or one more where something is to be inserted.
 */
export function placeInList(segment: string, length: number): number | undefined {
  if (!INTEGER.test(segment)) return undefined;
  const index = Number(segment);
  const place = index < 0 ? index + length : index;
  return place >= 0 && place < length ? place : undefined;
}
