/** Things that many places share, each kept once and spoken of by its position. */
export class SharedTable<T> {
  private readonly positions = new Map<string, number>();
  private readonly kept: T[] = [];

  public get entries(): readonly T[] {
    return this.kept;
  }

  /** The position of what has this key; it is made where it is new. */
  public at(key: string, make: () => T): number {
    const known = this.positions.get(key);
    if (known !== undefined) return known;
    const position = this.kept.push(make()) - 1;
    this.positions.set(key, position);
    return position;
  }
}
