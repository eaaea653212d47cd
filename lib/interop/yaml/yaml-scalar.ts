/** What a scalar means to kubectl: a bigint is an integer, a number is a floating point number. */
export type YamlScalar = null | boolean | bigint | number | string;

/** A tag that a scalar cannot have. The scalar is not quoted: it may be a secret. */
export class ScalarTagError extends Error {}

const TAGS = 'tag:yaml.org,2002:';
const INT64_MAX = 2n ** 63n - 1n;
const INT64_MIN = -(2n ** 63n);
const UINT64_MAX = 2n ** 64n - 1n;

/** Words that are no strings. They are these spellings only: `yEs` is a string. */
const words: ReadonlyMap<string, YamlScalar> = new Map<string, YamlScalar>([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((word) => [word, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((word) => [word, false] as const),
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, Number.NaN] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((word) => [word, Infinity] as const),
  ...['-.inf', '-.Inf', '-.INF'].map((word) => [word, -Infinity] as const),
]);

const NEEDS_A_LOOK = /^(?:[-+.0-9yYnNtTfFoO~]|$)/;
const INTEGER = /^([-+]?)(?:(0[xX][0-9a-fA-F]+|0[bB][01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))$/;
// What Go's ParseInt makes of the digits after `0b` when it did not take the whole as an integer.
const SIGNED_BINARY = /^0b([-+])([01]+)$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const FLOAT_FROM_POINT = /^\.[0-9]+(?:_[0-9]+)*(?:[eE][-+]?[0-9]+(?:_[0-9]+)*)?$/;
const TIMESTAMP =
  /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt][0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}(?:\.[0-9]+)?(?:Z|[-+][0-9]{2}:[0-9]{2})| [0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}(?:\.[0-9]+)?)?$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/**
 * The meaning of a plain scalar without a tag, as sigs.k8s.io/yaml v1.6.0, which kubectl reads with, takes it (it is
 * go.yaml.in/yaml/v2, resolve.go): YAML 1.1, but no sexagesimals, and dates stay strings.
 */
export function resolvePlain(text: string): YamlScalar {
  if (!NEEDS_A_LOOK.test(text)) return text;
  const word = words.get(text);
  if (word !== undefined) return word;
  if (text.startsWith('.')) return FLOAT_FROM_POINT.test(text) ? floatOf(text.replaceAll('_', ''), text) : text;
  return /^[-+0-9]/.test(text) ? numberOf(text) : text;
}

/**
 * The meaning of a scalar with a tag.
 *
 * @param tag in full (`tag:yaml.org,2002:int`); a tag that YAML does not define leaves the text as it is.
 * @throws ScalarTagError where the text is not of the tag's type.
 */
export function resolveTagged(tag: string, text: string): YamlScalar {
  switch (tag) {
    case `${TAGS}binary`:
      return textOfBase64(text);
    case `${TAGS}int`:
      return expectType(text, '!!int', (value) => typeof value === 'bigint');
    case `${TAGS}bool`:
      return expectType(text, '!!bool', (value) => typeof value === 'boolean');
    case `${TAGS}null`:
      return expectType(text, '!!null', (value) => value === null);
    case `${TAGS}float`: {
      const value = expectType(text, '!!float', (found) => typeof found === 'number' || typeof found === 'bigint');
      return typeof value === 'bigint' ? Number(value) : value;
    }
    case `${TAGS}timestamp`:
      if (TIMESTAMP.test(text)) return text;
      throw new ScalarTagError('the value is no !!timestamp');
    default:
      return text;
  }
}

function expectType(text: string, tag: string, fits: (value: YamlScalar) => boolean): YamlScalar {
  const value = resolvePlain(text);
  if (!fits(value)) throw new ScalarTagError(`the value is no ${tag}`);
  return value;
}

/** A text that starts with a digit or a sign: an integer, a floating point number, or a string after all. */
function numberOf(text: string): bigint | number | string {
  const digits = text.replaceAll('_', '');
  const integer = integerOf(digits);
  if (integer !== undefined) return integer;
  if (FLOAT.test(digits)) return floatOf(digits, text);
  const [, sign, bits] = SIGNED_BINARY.exec(digits) ?? [];
  if (bits === undefined) return text;
  const value = BigInt(`0b${bits}`) * (sign === '-' ? -1n : 1n);
  return value >= INT64_MIN && value <= INT64_MAX ? value : text;
}

/** An integer of 64 bits, signed or (without a sign) unsigned; longer ones are floating point numbers to kubectl. */
function integerOf(digits: string): bigint | undefined {
  const match = INTEGER.exec(digits);
  if (match === null) return undefined;
  const [, sign = '', prefixed, octal, decimal] = match;
  const magnitude = BigInt(octal !== undefined ? `0o${octal}` : (prefixed ?? decimal ?? '').toLowerCase());
  const value = sign === '-' ? -magnitude : magnitude;
  return value >= INT64_MIN && value <= (sign === '' ? UINT64_MAX : INT64_MAX) ? value : undefined;
}

/** A floating point number; one that overflows is a string to kubectl. */
function floatOf(digits: string, text: string): number | string {
  const value = Number(digits);
  return Number.isFinite(value) ? value : text;
}

function textOfBase64(text: string): string {
  const packed = text.replace(/[\r\n]/g, '');
  if (!BASE64.test(packed)) throw new ScalarTagError('the value is no base64, as !!binary is');
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(packed, 'base64'));
  } catch {
    throw new ScalarTagError('the !!binary value is no UTF-8 text, which JSON cannot hold');
  }
}
