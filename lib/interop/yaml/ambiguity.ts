import { type Node, type Scalar } from 'yaml';

const ESCAPED_EMPTY_LINE = /(?<!\\)(?:\\\\)*\\(?:\r\n|[\n\r\u0085\u2028\u2029])[ \t]*[\n\r\u0085\u2028\u2029]/;

/** A plain scalar in `[…]` or `{…}` that starts with `?` or `:`, which are no part of the text to kubectl. */
export function isIndicatorInFlow(text: string, node: Scalar): boolean {
  const first = text[startOf(node)];
  return node.type === 'PLAIN' && (first === '?' || first === ':');
}

/** `{a:}`, `[a :, b]`: the colon is part of the text to kubectl, and makes a key to YAML 1.2. */
export function isColonInFlow(text: string, key: Scalar): boolean {
  if (key.type !== 'PLAIN') return false;
  const colon = /\s*:[,\]}[{]/y;
  colon.lastIndex = endOf(key);
  return colon.test(text);
}

/** A line of a double quoted string that ends in a backslash, and an empty line after it: a line break, or a space. */
export function hasEscapedEmptyLine(text: string, node: Scalar): boolean {
  return node.type === 'QUOTE_DOUBLE' && ESCAPED_EMPTY_LINE.test(text.slice(startOf(node), endOf(node)));
}

/**
 * A block scalar that ends in lines of spaces, which are deeper than its text: these belong to it for kubectl, while the
 * parser drops them where the indentation is given by a number, or where the file ends without a line break.
 */
export function endsInSpaces(text: string, node: Scalar): boolean {
  if (!isBlock(node)) return false;
  const tail = blankLinesAfter(text, node);
  const header = text.slice(startOf(node), startOf(node) + 3);
  if (/^[|>][-+]?[1-9]/.test(header)) return tail.includes(' ');
  const lastLine = tail.length - tail.lastIndexOf('\n') - 1;
  if (lastLine <= 0) return false;
  const [, indentation = ''] = /\n( *)[^ \r\n]/.exec(text.slice(startOf(node), endOf(node))) ?? [];
  return indentation !== '' && lastLine > indentation.length;
}

/** The lines of white space that follow the last line of text of a block scalar, from the line break before them. */
function blankLinesAfter(text: string, node: Scalar): string {
  let start = endOf(node);
  while (isWhiteSpace(text[start - 1])) start--;
  const end = endOfBlankLines(text, node);
  const lineBreak = text.slice(start, end).search(/[\n\r\u0085\u2028\u2029]/);
  return lineBreak < 0 ? '' : text.slice(start + lineBreak, end);
}

function endOfBlankLines(text: string, node: Scalar): number {
  let end = endOf(node);
  while (isWhiteSpace(text[end])) end++;
  // what does not end in a line break is the indentation of the next line
  return end === text.length ? end : text.lastIndexOf('\n', end - 1) + 1;
}

function isWhiteSpace(character: string | undefined): boolean {
  return character !== undefined && /[ \t\n\r\u0085\u2028\u2029]/.test(character);
}

/**
 * Whether the quote at the end of a quoted scalar is an escaped one, so that the string has no end: the parser does not
 * notice where the next line is not indented.
 */
export function isUnclosed(text: string, node: Scalar): boolean {
  const start = startOf(node) + 1;
  let quote = endOf(node) - 1;
  if (node.type === 'QUOTE_DOUBLE') {
    let escapes = 0;
    while (quote > start && text[quote - 1] === '\\') {
      escapes++;
      quote--;
    }
    return escapes % 2 === 1;
  }
  if (node.type !== 'QUOTE_SINGLE') return false;
  let quotes = 0;
  while (quote >= start && text[quote] === "'") {
    quotes++;
    quote--;
  }
  return quotes % 2 === 0;
}

/** U+2028 and U+2029 end a line in YAML 1.1 and stay in the string besides; to YAML 1.2 they are characters like any. */
export const LINE_SEPARATORS = /[\u2028\u2029]/;

/** Whether the text of a scalar has a raw line separator, or a block scalar has one in the blank lines after it. */
export function hasLineSeparator(text: string, node: Scalar): boolean {
  const end = isBlock(node) ? Math.max(endOf(node), endOfBlankLines(text, node)) : endOf(node);
  return LINE_SEPARATORS.test(text.slice(startOf(node), end));
}

function isBlock(node: Scalar): boolean {
  return node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED';
}

/** Where a node starts in the text. */
export function startOf(node: Node): number {
  return node.range?.[0] ?? 0;
}

/** Where the value of a node ends in the text. */
export function endOf(node: Node): number {
  return node.range?.[1] ?? 0;
}
