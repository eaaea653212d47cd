/** The text of a file, and which line an offset in it is on. */
export class SourceText {
  private starts: readonly number[] | undefined;

  public constructor(
    /** What messages call it. */
    public readonly file: string,
    public readonly text: string,
  ) {}

  /** `file:line`, lines counted from 1. */
  public origin(offset: number): string {
    return `${this.file}:${this.line(offset)}`;
  }

  /** `file:line:column`, both counted from 1. */
  public originWithColumn(offset: number): string {
    const line = this.line(offset);
    return `${this.file}:${line}:${offset - (this.lineStarts()[line - 1] ?? 0) + 1}`;
  }

  /** The line of an offset, counted from 1. */
  public line(offset: number): number {
    const starts = this.lineStarts();
    let low = 0;
    let high = starts.length;
    // the last line that starts at or before the offset
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if ((starts[middle] as number) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  }

  private lineStarts(): readonly number[] {
    if (this.starts === undefined) {
      const starts = [0];
      for (let at = this.text.indexOf('\n'); at >= 0; at = this.text.indexOf('\n', at + 1)) starts.push(at + 1);
      this.starts = starts;
    }
    return this.starts;
  }
}
