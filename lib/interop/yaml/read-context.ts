import { pointerOf } from '../../model/json-pointer';
import { type Problem } from '../../model/problem';
import { LINE_SEPARATORS } from './ambiguity';
import { type SourceText } from './source-text';

/** What is wrong, and what to do about it. */
export type Fault = Pick<Problem, 'code' | 'message' | 'remedy'>;

/** A place inside a document: keys of maps and indexes of lists, from the root. */
export type ValuePath = readonly (string | number)[];

/** What the readers of one file share: its text, and where they tell of problems. */
export class ReadContext {
  public readonly problems: Problem[] = [];

  /** Whether there is a raw U+2028 or U+2029 in the text. */
  public readonly hasLineSeparators: boolean;

  public constructor(public readonly source: SourceText) {
    this.hasLineSeparators = LINE_SEPARATORS.test(source.text);
  }

  /** Tells of an error at an offset of the text, and at a place of the value if there is one. */
  public report(fault: Fault, offset: number, path: ValuePath = []): void {
    this.problems.push({
      ...fault,
      severity: 'error',
      ...(path.length > 0 && { path: pointerOf(path) }),
      origin: this.source.origin(offset),
    });
  }

  /** Tells of text that is no YAML, with its column. */
  public reportSyntax(message: string, remedy: string, offset: number): void {
    this.problems.push({
      code: 'yaml-syntax',
      severity: 'error',
      message,
      remedy,
      origin: this.source.originWithColumn(offset),
    });
  }

  /** Tells of a key that stands twice in the map at a path. */
  public reportDuplicateKey(key: string, offsets: readonly [first: number, second: number], path: ValuePath): void {
    const [first, second] = offsets.map((offset) => this.source.line(offset));
    this.report(
      {
        code: 'duplicate-key',
        message: `the key ${JSON.stringify(key)} stands twice in one map, in lines ${first} and ${second}`,
        remedy: 'Remove one of the two; tools differ in which one they take.',
      },
      offsets[1],
      [...path, key],
    );
  }
}
