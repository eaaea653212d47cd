import { printable } from './printable';

/** A value on one line, cut off after so many characters. */
export function shown(value: unknown, most: number): string {
  if (value === undefined) return '(none)';
  const text = printable(JSON.stringify(value));
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
