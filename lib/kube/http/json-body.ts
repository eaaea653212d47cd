import { type Json } from '../../model/json';
import { isUnsafeInteger } from '../../model/json-check';
import { type Answer, failed, ok } from '../answer';

/** Digits enough for an integer beyond 2^53; most bodies have none, and need no second look. */
const MANY_DIGITS = /\d{16}/;

/**
 * The text of a body. A body with an integer beyond 2^53 is refused: read from a server it has been rounded, and would change
 * what it stands for.
 */
export function bodyOf(value: Json): Answer<string> {
  const text = JSON.stringify(value);
  if (!MANY_DIGITS.test(text)) return ok(text);
  const field = unsafeField(value, '');
  if (field === undefined) return ok(text);
  return failed({
    kind: 'invalid',
    code: 'unsafe-integer',
    message: `The integer at ${field} is beyond 2^53, where JavaScript rounds; it is not sent, lest it be another one.`,
    remedy: 'Leave the field out of what fed8s writes.',
  });
}

function unsafeField(value: Json, path: string): string | undefined {
  if (typeof value === 'number') return isUnsafeInteger(value) ? path : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, part] of Object.entries<Json>(value)) {
    const field = unsafeField(part, `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
    if (field !== undefined) return field;
  }
  return undefined;
}
