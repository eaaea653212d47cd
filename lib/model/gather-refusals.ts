import { FederationError, isFederationError } from './federation-error';
import { type Problem } from './problem';

/**
 * Reads a thing of several parts, so that one refused part does not hide what is wrong with the others.
 *
 * @param read is given a function that runs the reading of a part, and gives undefined where that throws a FederationError.
 * @throws FederationError with all the problems of the parts that were refused.
 */
export function gatherRefusals<T>(read: (part: <P>(reading: () => P) => P | undefined) => T): T {
  const problems: Problem[] = [];
  const whole = read((reading) => {
    try {
      return reading();
    } catch (error) {
      if (!isFederationError(error)) throw error;
      problems.push(...error.problems);
      return undefined;
    }
  });
  if (problems.length > 0) throw new FederationError(problems);
  return whole;
}

/** Reads each item of a list, as `gatherRefusals` reads parts. @throws FederationError with the problems of all items. */
export function readEach<I, O>(items: readonly I[], read: (item: I, index: number) => O): readonly O[] {
  return gatherRefusals((part) => items.map((item, index) => part(() => read(item, index)) as O));
}
