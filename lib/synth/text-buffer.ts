/** At most so many bytes of UTF-8 a unit of a JavaScript string takes. */
const MAX_BYTES_PER_UNIT = 3;

/** Gathers texts as UTF-8. Its room is kept, so that one buffer serves many files. */
export class TextBuffer {
  private room = Buffer.allocUnsafe(64 * 1024);
  private end = 0;

  public append(text: string): void {
    const needed = this.end + text.length * MAX_BYTES_PER_UNIT;
    if (needed > this.room.length) {
      const larger = Buffer.allocUnsafe(Math.max(needed, 2 * this.room.length));
      this.room.copy(larger, 0, 0, this.end);
      this.room = larger;
    }
    this.end += this.room.write(text, this.end);
  }

  /** Starts a new file. */
  public clear(): void {
    this.end = 0;
  }

  /** A copy of all that was appended since it was cleared. */
  public bytes(): Buffer {
    return Buffer.from(this.room.subarray(0, this.end));
  }
}
