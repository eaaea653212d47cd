import { isUnsafeInteger } from '../../model/json-check';
import { type Fault } from './read-context';

const DIGITS_ONLY = /^[-+]?[0-9_]+$/;

/** Why a number of a file cannot be taken as it stands; undefined if a JavaScript number holds it exactly. It may be a secret, and is not quoted. */
export function numberFault(text: string, value: bigint | number): Fault | undefined {
  if (typeof value === 'bigint') {
    return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? undefined : unsafeInteger();
  }
  if (!Number.isFinite(value)) {
    return {
      code: 'invalid-yaml-value',
      message: 'an infinity, or what is no number, is nothing that JSON has, so no API server takes it',
      remedy: 'Write a finite number, or quote it if it is meant as a string.',
    };
  }
  if (Object.is(value, -0)) {
    return {
      code: 'negative-zero',
      message: 'a negative zero is printed as 0 by some tools and as -0 by others',
      remedy: 'Write 0.',
    };
  }
  // kubectl rounds integers that no 64 bits hold to floating point numbers
  const rounded = DIGITS_ONLY.test(text) && Number.isInteger(value) && !Number.isSafeInteger(value);
  return rounded || isUnsafeInteger(value) ? unsafeInteger() : undefined;
}

function unsafeInteger(): Fault {
  return {
    code: 'unsafe-integer',
    message: 'an integer beyond 2^53 would be changed by rounding',
    remedy:
      'Use an integer between -9007199254740991 and 9007199254740991, or quote it where the field takes a string.',
  };
}
