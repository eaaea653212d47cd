import { isJsonObject } from '../../model/json';
import { MAX_JSON_DEPTH } from '../../model/json-check';
import { keyText, MAX_IMPLICIT_KEY, scalarText } from './scalar-text';
import { UnwritableValue } from './unwritable-value';

/** Where a value stands in the text. */
export interface Position {
  /** What its first line starts with: indentation and `key:`, or indentation and `-`. */
  readonly head: string;
  /** Indentation of the map or list that holds the value. */
  readonly indent: string;
  /** What holds the value: a map or list in a list starts on the line of the head, one in a map on the line below. */
  readonly holder: 'document' | 'map' | 'list';
}

/** Where a manifest stands. */
export const DOCUMENT: Position = { head: '', indent: '', holder: 'document' };

/** The lines of a value at a position: block style, two spaces a level, lists indented under their key. */
export function valueText(value: unknown, position: Position): string {
  const { indent } = position;
  const start = position.holder === 'document' ? '' : `${position.head} `;
  if (typeof value !== 'object' || value === null) return `${start}${scalarText(value, indent)}\n`;
  if (isEmpty(value)) return `${start}${Array.isArray(value) ? '[]' : '{}'}\n`;
  const block = startOfBlock(position);
  return block.before + blockText(value, block.lead, block.indent);
}

/** How a map or list starts: what stands before it, what its first line starts with, and its other lines. */
export interface BlockStart {
  readonly before: string;
  readonly lead: string;
  readonly indent: string;
}

/** How the map or list of a position starts. */
export function startOfBlock({ head, indent, holder }: Position): BlockStart {
  const deeper = `${indent}  `;
  switch (holder) {
    case 'document':
      return { before: '', lead: '', indent: '' };
    case 'map':
      return { before: `${head}\n`, lead: deeper, indent: deeper };
    case 'list':
      return { before: '', lead: `${head} `, indent: deeper };
  }
}

/** The head of a map's entry. A key too long for YAML's implicit keys gets a line of its own. */
export function entryHead(key: string, lead: string, indent: string): string {
  const text = keyText(key);
  return text.length > MAX_IMPLICIT_KEY ? `${lead}? ${text}\n${indent}:` : `${lead}${text}:`;
}

/** The head of a list's item. */
export function itemHead(lead: string): string {
  return `${lead}-`;
}

/** Whether a map or list is empty; refuses what is neither, and nesting so deep that it must be a cycle. */
export function isEmpty(value: object): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (!isJsonObject(value)) throw new UnwritableValue();
  for (const key in value) if (Object.hasOwn(value, key)) return false;
  return true;
}

/** The lines of a map or list that is not empty. */
export function blockText(value: object, lead: string, indent: string): string {
  if (indent.length > 2 * MAX_JSON_DEPTH) throw new UnwritableValue();
  let text = '';
  let start = lead;
  if (Array.isArray(value)) {
    for (const item of value as readonly unknown[]) {
      text += valueText(item, { head: itemHead(start), indent, holder: 'list' });
      start = indent;
    }
  } else {
    const map = value as Readonly<Record<string, unknown>>;
    for (const key of Object.keys(map)) {
      text += valueText(map[key], { head: entryHead(key, start, indent), indent, holder: 'map' });
      start = indent;
    }
  }
  return text;
}
