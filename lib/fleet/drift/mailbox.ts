/** Holds what many tell until one takes it, in the order in which it came. */
export class Mailbox<T> {
  private readonly waiting: T[] = [];
  private wake: () => void = () => undefined;
  private state:
    { readonly is: 'open' } | { readonly is: 'ended' } | { readonly is: 'failed'; readonly error: unknown } = {
    is: 'open',
  };

  public put(item: T): void {
    this.waiting.push(item);
    this.wake();
  }

  /** Nothing more comes. */
  public end(): void {
    this.state = { is: 'ended' };
    this.wake();
  }

  /** Nothing more comes, and whoever takes learns why. */
  public fail(error: unknown): void {
    this.state = { is: 'failed', error };
    this.wake();
  }

  /** Everything that comes, until it ends. For one taker. */
  public async *all(): AsyncGenerator<T, void, undefined> {
    for (;;) {
      const next = this.waiting.shift();
      if (next !== undefined) {
        yield next;
      } else if (this.state.is === 'failed') {
        throw this.state.error;
      } else if (this.state.is === 'ended') {
        return;
      } else {
        await new Promise<void>((resolve) => {
          this.wake = resolve;
        });
      }
    }
  }
}
