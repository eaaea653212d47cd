import { type DeclaredOn, hadBefore } from './apply-guards';
import { type ClusterWriter } from './write-cluster';

/**
 * Lets an object leave a cluster only when it has come to the others on which it is declared: it must be there and ready on
 * every cluster on which it was not before, and on one at least. A cluster that could not be asked counts as one on which it
 * was not.
 */
export class MoveGate {
  readonly #writers: ReadonlyMap<string, ClusterWriter>;
  readonly #declaredOn: DeclaredOn;

  public constructor(writers: readonly ClusterWriter[], declaredOn: DeclaredOn) {
    this.#writers = new Map(writers.map((writer) => [writer.cluster, writer]));
    this.#declaredOn = declaredOn;
  }

  /** Waits until what moves is ready where it comes to. */
  public async open(): Promise<void> {
    const awaited = new Map<ClusterWriter, Set<string>>();
    for (const { survey } of this.#writers.values()) {
      for (const { key, decision } of survey.prunes) {
        if (decision.decision !== 'delete') continue;
        for (const name of this.#declaredOn(key)) {
          const target = this.#writers.get(name);
          if (target !== undefined) awaited.set(target, (awaited.get(target) ?? new Set()).add(key));
        }
      }
    }
    await Promise.all([...awaited].map(([writer, keys]) => writer.wait(keys)));
  }

  /** Why an object may not leave a cluster yet; undefined where it may. */
  public hindrance(key: string): string | undefined {
    const targets = this.#declaredOn(key);
    if (targets.length === 0) return undefined;
    const notReady = targets.filter((name) => !this.isReadyOn(name, key));
    if (notReady.length === targets.length) return `it moves, and is not ready on ${notReady.join(', ')} yet`;
    const coming = notReady.filter((name) => {
      const writer = this.#writers.get(name);
      return writer === undefined || !hadBefore(writer.survey, key);
    });
    return coming.length === 0 ? undefined : `it moves, and is not ready on ${coming.join(', ')} yet`;
  }

  private isReadyOn(name: string, key: string): boolean {
    const writer = this.#writers.get(name);
    if (writer?.isThere(key) !== true) return false;
    const readiness = writer.resultOf(key)?.readiness;
    return readiness === undefined || readiness.state === 'ready';
  }
}
