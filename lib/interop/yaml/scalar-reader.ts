import { type Scalar } from 'yaml';
import { hasLoneSurrogate } from '../../model/json-check';
import {
  endsInSpaces,
  hasEscapedEmptyLine,
  hasLineSeparator,
  isColonInFlow,
  isIndicatorInFlow,
  isUnclosed,
  startOf,
} from './ambiguity';
import { numberFault } from './exact-number';
import { type ReadContext, type ValuePath } from './read-context';
import { resolvePlain, resolveTagged, ScalarTagError, type YamlScalar } from './yaml-scalar';

/** Reads the scalars of a document, and tells of those that cannot be taken exactly. */
export class ScalarReader {
  /** @param path of what is being read, as the caller keeps it up to date. */
  public constructor(
    private readonly context: ReadContext,
    private readonly path: ValuePath,
  ) {}

  /** A scalar that stands as a value. */
  public value(node: Scalar): null | boolean | number | string {
    const value = this.scalar(node);
    if (typeof value !== 'number' && typeof value !== 'bigint') return value;
    const fault = numberFault(textOf(node), value);
    if (fault !== undefined) this.context.report(fault, startOf(node), this.path);
    return Number(value);
  }

  /** A scalar, which may be a key: integers of any size are exact. */
  public scalar(node: Scalar): YamlScalar {
    if (node.type === 'QUOTE_DOUBLE' && hasLoneSurrogate(textOf(node))) {
      this.context.report(
        {
          code: 'lone-surrogate',
          message: 'the string holds half of a surrogate pair, which is no character',
          remedy: 'Remove that escape, or write the whole character.',
        },
        startOf(node),
        this.path,
      );
    }
    const { text } = this.context.source;
    if (isUnclosed(text, node)) {
      this.context.reportSyntax(
        'the string has no closing quote',
        'Close it, and indent all of its lines.',
        startOf(node),
      );
    }
    if (hasEscapedEmptyLine(text, node)) {
      this.refuse(node, 'an empty line after a line that ends in a backslash', 'Write \\n for the line break.');
    }
    if (endsInSpaces(text, node)) {
      this.refuse(node, 'a line of spaces at the end of a text of several lines', 'Remove the spaces.');
    }
    if (this.context.hasLineSeparators && hasLineSeparator(text, node)) {
      this.refuse(node, 'a raw U+2028 or U+2029', 'Write it as \\u2028 or \\u2029 in double quotes.');
    }
    try {
      return meaningOf(node);
    } catch (error) {
      if (!(error instanceof ScalarTagError)) throw error;
      this.context.report(
        { code: 'invalid-yaml-value', message: error.message, remedy: 'Correct the tag, or the value behind it.' },
        startOf(node),
        this.path,
      );
      return null;
    }
  }

  /** Refuses what is one thing to kubectl and another to YAML 1.2 in a list or map in brackets. */
  public checkInFlow(node: Scalar, role: 'key' | 'item'): void {
    const { text } = this.context.source;
    if (isIndicatorInFlow(text, node)) {
      this.refuse(node, 'a ? or : at the start of a text in brackets', 'Put the text in quotes.');
    } else if (role === 'key' && isColonInFlow(text, node)) {
      this.refuse(node, 'a colon without a space after it in brackets', 'Put a space after it, or the text in quotes.');
    }
  }

  private refuse(node: Scalar, what: string, remedy: string): void {
    this.context.report(
      { code: 'invalid-yaml-value', message: `there is ${what}, which readers of YAML take in different ways`, remedy },
      startOf(node),
      this.path,
    );
  }
}

/** What a scalar means. @throws ScalarTagError where the text is not of the type that a tag names. */
export function meaningOf(node: Scalar): YamlScalar {
  const text = textOf(node);
  if (node.tag !== undefined) return resolveTagged(node.tag, text);
  return node.type === 'PLAIN' ? resolvePlain(text) : text;
}

/** The text of a scalar; the schema with which documents are parsed takes every scalar as text. */
function textOf(node: Scalar): string {
  return typeof node.value === 'string' ? node.value : '';
}
