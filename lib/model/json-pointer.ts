/** The JSON pointer to a place: `/metadata/labels/a~1b` (RFC 6901). The root is the empty text. */
export function pointerOf(segments: readonly (string | number)[]): string {
  return segments.map((segment) => below('', segment)).join('');
}

/** The pointer to what stands at a key of the map, or at a place of the list, to which a pointer leads. */
export function below(pointer: string, segment: string | number): string {
  return `${pointer}/${String(segment).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
