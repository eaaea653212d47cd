const SMALL = 400_000;
const LARGE = 4_000_000;

/**
 * How far aliases may blow a document up: exactly as far as kubectl lets them (go.yaml.in/yaml/v2, decode.go). Of a document
 * of up to 400,000 nodes 99 % may come from aliases, of one beyond 4,000,000 nodes 10 %, and in between the share falls.
 */
export class AliasBudget {
  /** Nodes read so far, each as often as aliases repeat it; the document counts as one. */
  public reads = 1;
  private aliased = 0;

  /** Counts one node that stands in the text. */
  public read(): void {
    this.reads++;
  }

  /** Counts an alias of a value of so many nodes; false if that is too much. */
  public expand(size: number): boolean {
    this.reads += 1 + size;
    this.aliased += size;
    return this.aliased <= 100 || this.reads <= 1000 || this.aliased / this.reads <= allowedShare(this.reads);
  }
}

function allowedShare(reads: number): number {
  if (reads <= SMALL) return 0.99;
  if (reads >= LARGE) return 0.1;
  return 0.99 - 0.89 * ((reads - SMALL) / (LARGE - SMALL));
}
