import { type FederatedObject } from '../../model/federated-object';
import { isFederationError } from '../../model/federation-error';
import { findObject } from '../find-object';

/** Knows which objects policies name, and in which order to place those that depend on each other. */
export class AffinityOrder {
  private readonly byName = new Map<string, FederatedObject | undefined>();

  public constructor(private readonly objects: readonly FederatedObject[]) {}

  /** The object of a name, as for `fed8s explain`; undefined where there is none, or more than one. */
  public named(name: string): FederatedObject | undefined {
    if (!this.byName.has(name)) this.byName.set(name, this.find(name));
    return this.byName.get(name);
  }

  /** What an object depends on, at any depth: what others depend on goes first, but in a circle. */
  public before(object: FederatedObject): readonly FederatedObject[] {
    const found = new Set<FederatedObject>();
    const order = new Set<FederatedObject>();
    // No call within a call: a chain may be long.
    for (const stack = [object]; stack.length > 0;) {
      const one = stack.at(-1) as FederatedObject;
      const next = found.has(one) ? [] : this.othersOf(one).filter((other) => !found.has(other));
      found.add(one);
      if (next.length > 0) stack.push(...next);
      else order.add(stack.pop() as FederatedObject);
    }
    order.delete(object);
    return [...order];
  }

  private othersOf({ policy }: FederatedObject): readonly FederatedObject[] {
    if (policy === undefined) return [];
    const { affinity, antiAffinity } = policy;
    const names = [affinity, antiAffinity].flatMap(({ required, preferred }) => [...required, ...preferred]);
    return names.flatMap((name) => this.named(name) ?? []);
  }

  private find(name: string): FederatedObject | undefined {
    try {
      return findObject(this.objects, name);
    } catch (error) {
      if (isFederationError(error)) return undefined;
      throw error;
    }
  }
}
