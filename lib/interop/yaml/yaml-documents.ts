import {
  Composer,
  type Document,
  isMap,
  isScalar,
  isSeq,
  parseAllDocuments,
  Parser,
  visit,
  type YAMLError,
} from 'yaml';
import { endOf, LINE_SEPARATORS, startOf } from './ambiguity';
import { type DocumentRead } from './document-read';
import { documentValue } from './document-value';
import { pathOffset } from './path-offset';
import { type ReadContext } from './read-context';

/** Every scalar as text, since kubectl's rules tell which of them are numbers or booleans; keys are compared by us too. */
const PARSE_OPTIONS = {
  schema: 'failsafe',
  resolveKnownTags: false,
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: 'silent',
} as const;

// What no YAML reader takes. Tabs and line breaks are fine, U+0085 is one.
const NOT_ALLOWED = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffe\uffff\p{Surrogate}]/u;
// Line breaks to kubectl, which reads YAML 1.1, but not to the parser.
const OLD_LINE_BREAKS = /\r(?!\n)|[\u0085\u2028\u2029]/g;

/** The documents of a YAML text, as they are read, empty ones included. What cannot be read is told in the context. */
export function* readYamlDocuments(context: ReadContext): Generator<DocumentRead> {
  const { text } = context.source;
  const character = NOT_ALLOWED.exec(text);
  if (character !== null) {
    const code = text.charCodeAt(character.index).toString(16).toUpperCase().padStart(4, '0');
    context.reportSyntax(
      `the character U+${code} is not allowed in YAML`,
      'Remove it, or write it as an escape in double quotes.',
      character.index,
    );
    return;
  }
  const lines = withoutBlankEnd(text.replace(OLD_LINE_BREAKS, '\n'));
  let end = 0;
  try {
    const composer = new Composer(PARSE_OPTIONS);
    for (const document of composer.compose(new Parser().parse(lines))) {
      const start = end;
      end = document.range[2];
      if (end === lines.length && !lines.endsWith('\n')) removeAddedLineBreak(document.contents, end);
      const read = readDocument(document, context);
      if (read !== undefined) yield { ...read, offsetOf: offsetFinder(lines.slice(start, end), start) };
    }
    // directives that no document follows
    const { errors, warnings } = composer.streamInfo();
    reportFirst([...errors, ...warnings.filter(isBadDirective)], context);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    reportDepth(context, end);
  }
}

/** Tells of the first error, of which later ones are often but the echo; false if there is none. */
function reportFirst([error]: readonly YAMLError[], context: ReadContext): boolean {
  if (error === undefined) return false;
  if (error.code === 'RESOURCE_EXHAUSTION') reportDepth(context, error.pos[0]);
  else context.reportSyntax(sentence(error), remedyFor(error), error.pos[0]);
  return true;
}

function isBadDirective(warning: YAMLError): boolean {
  return warning.code === 'BAD_DIRECTIVE';
}

function reportDepth(context: ReadContext, offset: number): void {
  context.reportSyntax('maps and lists are nested too deeply to be read', 'Nest less deeply.', offset);
}

/** The text without white space after its last line break: that is nothing to kubectl, and may be a line to the parser. */
function withoutBlankEnd(text: string): string {
  const end = text.lastIndexOf('\n') + 1;
  return /^[ \t]+$/.test(text.slice(end)) ? text.slice(0, end) : text;
}

function readDocument(
  document: Document.Parsed,
  context: ReadContext,
): Pick<DocumentRead, 'value' | 'offset'> | undefined {
  const separator = separatorBeforeError(document, context);
  if (separator !== undefined) {
    context.reportSyntax(
      'the character U+2028 or U+2029 ends a line for kubectl, and what stands after it is no line of its own',
      'Write it as \\u2028 or \\u2029 in double quotes, or remove it.',
      separator,
    );
    return undefined;
  }
  const open = openQuote(document);
  if (open !== undefined) {
    context.reportSyntax('the string has no closing quote', 'Close it, and indent all of its lines.', open);
    return undefined;
  }
  if (reportFirst([...document.errors, ...document.warnings.filter(isBadDirective)], context)) return undefined;
  const { contents, directives } = document;
  if (contents === null) return undefined;
  if (directives.yaml.explicit === true && directives.yaml.version !== '1.1') {
    context.reportSyntax(
      `the document says that it is YAML ${directives.yaml.version}, but kubectl reads YAML 1.1 only`,
      'Remove the %YAML line, and quote the strings that YAML 1.1 takes for something else (yes, on, 0123).',
      context.source.text.lastIndexOf('%YAML', document.range[0]),
    );
    return undefined;
  }
  const value = documentValue(contents, context);
  return value === undefined ? undefined : { value, offset: startOf(contents) };
}

/** Where a raw line separator stands in a document before its first error; that is most likely the cause. */
function separatorBeforeError(document: Document.Parsed, context: ReadContext): number | undefined {
  const [error] = document.errors;
  if (error === undefined || !context.hasLineSeparators) return undefined;
  const [start] = document.range;
  const at = context.source.text.slice(start, error.pos[1]).search(LINE_SEPARATORS);
  return at < 0 ? undefined : start + at;
}

/** Where the string starts whose missing quote is the first error; the parser tells where it missed it. */
function openQuote(document: Document.Parsed): number | undefined {
  const [error] = document.errors;
  if (error?.code !== 'MISSING_CHAR' || !error.message.endsWith('quote')) return undefined;
  let start: number | undefined;
  visit(document, {
    Scalar: (_key, node) => {
      if (node.type?.startsWith('QUOTE') && endOf(node) === error.pos[0]) start = startOf(node);
    },
  });
  return start;
}

/** Finds offsets in one document, which is parsed again for that: to keep what the parser made would take far more memory. */
function offsetFinder(lines: string, start: number): DocumentRead['offsetOf'] {
  let parsed: Document.Parsed | undefined;
  return (path) => {
    parsed ??= [...parseAllDocuments(lines, PARSE_OPTIONS)].find((document) => document.contents !== null);
    return parsed === undefined ? start : start + pathOffset(parsed, path);
  };
}

/**
 * Where a file ends in a block scalar without a line break, kubectl takes none, while the parser adds one: removes it.
 *
 * @param node the last node of the file, or one around it.
 */
function removeAddedLineBreak(node: unknown, end: number): void {
  if (isScalar(node)) {
    const isBlock = node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED';
    if (isBlock && endOf(node) === end && typeof node.value === 'string') node.value = node.value.replace(/\n$/, '');
  } else if (isMap(node)) {
    const last = node.items.at(-1);
    removeAddedLineBreak(last?.value ?? last?.key, end);
  } else if (isSeq(node)) {
    removeAddedLineBreak(node.items.at(-1), end);
  }
}

function sentence(error: YAMLError): string {
  return error.message.charAt(0).toLowerCase() + error.message.slice(1);
}

function remedyFor(error: YAMLError): string {
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return 'Indent with spaces; YAML does not take tabs there.';
    case 'BAD_SCALAR_START':
    case 'BAD_ALIAS':
    case 'BAD_DQ_ESCAPE':
      return 'Put the text in quotes: in single quotes a backslash is a backslash, and a single quote is written twice.';
    case 'BAD_INDENT':
    case 'MISSING_CHAR':
    case 'UNEXPECTED_TOKEN':
    case 'MULTILINE_IMPLICIT_KEY':
    case 'BLOCK_AS_IMPLICIT_KEY':
      return 'Check the indentation and the quotes there and in the line before.';
    default:
      return 'Correct the YAML at that place.';
  }
}
