import { hasLoneSurrogate, isUnsafeInteger } from '../../model/json-check';
import { UnwritableValue } from './unwritable-value';

/** The longest text of a key that parsers take without a `?`: YAML allows 1024 characters, up to the colon. */
export const MAX_IMPLICIT_KEY = 1000;

// A plain string must be a string for YAML 1.1 (PyYAML, kubectl) and for YAML 1.2 alike. So: it starts with what starts
// no number, date or indicator, it is no word that means a boolean, null or (to some: `e1`)
// number, and nothing in it ends a plain scalar.
const PLAIN_START = /^(?:[A-Za-z_/$(]|--?[A-Za-z])/;
const NOT_PLAIN = /[^ -~]| [ #:]|: |[ :]$/;
const WORD = /^(?:y|n|yes|no|on|off|true|false|null|nan|inf|infinity|-?e[-+]?[0-9]+)$/i;
// `100m`, `64Mi`, `10.0.0.0/8`: starts with a digit, yet has a character that no number or date has.
const PLAIN_QUANTITY = /^[0-9][\w./-]{0,62}$/;
const NEVER_IN_NUMBERS = /[g-np-su-wyG-NP-SU-WY/]/;

// What must be escaped in double quotes: what YAML calls not printable, the line breaks of YAML 1.1, and what no reader
// would see (no-break and zero-width spaces, marks of direction).
const ESCAPED =
  /["\\\u0000-\u001f\u007f-\u00a0\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202f\u205f-\u206f\ufeff\ufff0-\uffff]/g;
const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\b': '\\b',
  '\f': '\\f',
};

// A block literal holds its characters as they are: none may be a control character or a line break other than \n. It
// cannot begin with a line of spaces, nor (for libyaml) with a tab, and a last line of white space would not be seen.
const NOT_IN_LITERAL =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufff0-\uffff]|^\n*(?: +(?:\n|$)|\t| +\t)|\n[ \t]+\n*$/;
const LINE_STARTS = /^(?=[^\n])/gm;

/** The YAML of a scalar that stands as a value in a map or list at `indent`; without a line break at its end. */
export function scalarText(value: unknown, indent: string): string {
  switch (typeof value) {
    case 'string':
      return stringText(value, indent);
    case 'number':
      return numberText(value);
    case 'boolean':
      return value ? 'true' : 'false';
    default:
      if (value === null) return 'null';
      throw new UnwritableValue();
  }
}

/** The YAML of a key, always on one line. */
export function keyText(key: string): string {
  return isPlain(key) ? key : quoted(key);
}

function stringText(value: string, indent: string): string {
  if (isPlain(value)) return value;
  return value.includes('\n') ? multilineText(value, indent) : quoted(value);
}

function isPlain(text: string): boolean {
  if (PLAIN_START.test(text)) return !NOT_PLAIN.test(text) && !WORD.test(text);
  return PLAIN_QUANTITY.test(text) && NEVER_IN_NUMBERS.test(text);
}

function quoted(text: string): string {
  if (hasLoneSurrogate(text)) throw new UnwritableValue();
  return `"${text.replace(ESCAPED, escape)}"`;
}

function escape(character: string): string {
  return SHORT_ESCAPES[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** A block literal, which people can read, where that is exact. */
function multilineText(value: string, indent: string): string {
  if (NOT_IN_LITERAL.test(value)) return quoted(value);
  const trimmed = value.length - trailingBreaks(value);
  if (trimmed === 0) return quoted(value);
  if (hasLoneSurrogate(value)) throw new UnwritableValue();
  const breaks = value.length - trimmed;
  const chomping = breaks === 0 ? '-' : breaks === 1 ? '' : '+';
  // An indentation indicator where the first line of text starts with a space, since the parser would count that too.
  const indicator = /^\n* /.test(value) ? '2' : '';
  // The line break after the last line is written by the caller, as after every scalar.
  const lines = breaks > 0 ? value.slice(0, -1) : value;
  return `|${indicator}${chomping}\n${lines.replace(LINE_STARTS, `${indent}  `)}`;
}

function trailingBreaks(value: string): number {
  let end = value.length;
  while (end > 0 && value.charCodeAt(end - 1) === 10) end--;
  return value.length - end;
}

/** A number so that YAML 1.1 and 1.2 read it back as that number: an exponent needs a point before it in YAML 1.1. */
function numberText(value: number): string {
  if (Number.isSafeInteger(value) && !Object.is(value, -0)) return String(value);
  if (!Number.isFinite(value) || value === 0 || isUnsafeInteger(value)) throw new UnwritableValue();
  const text = String(value);
  const exponent = text.indexOf('e');
  return exponent < 0 || text.includes('.') ? text : `${text.slice(0, exponent)}.0${text.slice(exponent)}`;
}
