/**
 * Holds callers from plain JavaScript to the types of a function, where a wrong type would give a wrong answer in silence.
 *
 * @throws TypeError with the sentence given.
 */
export function requireThat(condition: boolean, sentence: string): asserts condition {
  if (!condition) throw new TypeError(sentence);
}

/** Whether a value is a map, whatever its type says it is. */
export function isMap(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
