import { type Pacing } from '../../lib/kube/http/pacing';

/** Time that passes only where somebody sleeps, and chance that is none. */
export class StillTime implements Pacing {
  public readonly slept: number[] = [];
  #now = 1_700_000_000_000;

  public readonly now = (): number => this.#now;
  public readonly random = (): number => 0.5;
  public readonly sleep = (milliseconds: number): Promise<void> => {
    this.slept.push(milliseconds);
    this.#now += milliseconds;
    return Promise.resolve();
  };

  /** Lets time pass. */
  public pass(milliseconds: number): void {
    this.#now += milliseconds;
  }
}
