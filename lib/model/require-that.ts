/**
 * Holds callers from plain JavaScript to the types of a function, where a wrong type would give a wrong answer in silence.
 *
 * @throws TypeError with the sentence given.
 */
export function requireThat(condition: boolean, sentence: string): asserts condition {
  if (!condition) throw new TypeError(sentence);
}
