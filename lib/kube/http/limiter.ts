/** Lets so many at a time work; the others wait in a line. */
export class Limiter {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  public constructor(slots: number) {
    this.#free = slots;
  }

  public async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await work();
    } finally {
      // A slot goes straight to the next in line, so that nobody who comes later gets it.
      const next = this.#waiting.shift();
      if (next === undefined) this.#free += 1;
      else next();
    }
  }
}
