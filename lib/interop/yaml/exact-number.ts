import { isUnsafeInteger } from '../../model/json-check';
import { type Fault } from './read-context';

const DIGITS_ONLY = /^[-+]?[0-9_]+$/;

/** Why a number of a file cannot be taken as it stands; undefined if a JavaScript number holds it exactly. */
export function numberFault(text: string, value: bigint | number): Fault | undefined {
  if (typeof value === 'bigint') {
    return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? undefined : unsafeInteger(text);
  }
  if (!Number.isFinite(value)) {
    return {
      code: 'invalid-yaml-value',
      message: `${text} is no number that JSON has, so no API server takes it`,
      remedy: 'Write a finite number, or quote it if it is meant as a string.',
    };
  }
  if (Object.is(value, -0)) {
    return {
      code: 'negative-zero',
      message: `${text} is a negative zero, which some tools print as 0 and others as -0`,
      remedy: 'Write 0.',
    };
  }
  // kubectl rounds integers that no 64 bits hold to floating point numbers
  const rounded = DIGITS_ONLY.test(text) && Number.isInteger(value) && !Number.isSafeInteger(value);
  return rounded || isUnsafeInteger(value) ? unsafeInteger(text) : undefined;
}

function unsafeInteger(text: string): Fault {
  return {
    code: 'unsafe-integer',
    message: `the integer ${text} is beyond 2^53 and would be changed by rounding`,
    remedy:
      'Use an integer between -9007199254740991 and 9007199254740991, or quote it where the field takes a string.',
  };
}
