import { type ParseError, applyEdits, modify, parse, printParseErrorCode } from 'jsonc-parser';
import { type JsonObject } from '../../../model/json';
import { type OverrideOperation } from '../../../model/override';
import { parseOverridePath } from '../override-path';
import { type ChangeableText, contentOf, isInsertion, unreadableText } from './changeable-text';

/** @throws FederationError where the text is no JSON, or no map. */
export function readJsonText(text: string, at: string): JsonText {
  const errors: ParseError[] = [];
  const value: unknown = parse(text, errors);
  const [error] = errors;
  if (error !== undefined) {
    const line = text.slice(0, error.offset).split('\n').length;
    throw unreadableText(`${printParseErrorCode(error.error)} in its line ${line}`, 'JSON', at);
  }
  return new JsonText(text, contentOf(value, 'JSON', at));
}

/** A text in JSON, with comments or without. What is not touched stays as it is written, to the last space. */
export class JsonText implements ChangeableText {
  public constructor(
    private text: string,
    public readonly content: JsonObject,
  ) {}

  public apply({ op, path, value }: OverrideOperation): void {
    const { parents, key = '' } = parseOverridePath(path);
    const way = [...parents, key].map((segment) => (/^[0-9]+$/.test(segment) ? Number(segment) : segment));
    const inserts = isInsertion(this.content, parents, op);
    const edits = modify(
      this.text,
      key === '-' ? [...way.slice(0, -1), -1] : way,
      op === 'remove' ? undefined : value,
      {
        isArrayInsertion: inserts,
        formattingOptions: formatting(this.text),
      },
    );
    this.text = applyEdits(this.text, edits);
  }

  public toString(): string {
    return this.text;
  }
}

/** As the text has it: what is put in looks like what was there. */
function formatting(text: string) {
  const [, indentation = '  '] = /\n([ \t]+)\S/.exec(text) ?? [];
  return {
    insertSpaces: !indentation.startsWith('\t'),
    tabSize: indentation.length,
    eol: text.includes('\r\n') ? '\r\n' : '\n',
  };
}
