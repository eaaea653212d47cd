import { type LockedDecisions } from '../model/locked-decisions';
import { type LockSection } from '../plan/lock/lock';

/**
 * What a lock says of the last run: what was decided, and, by the key of the object on the members, where everything else was, so
 * that an object whose clusters are chosen for the first time stays where it is.
 */
export function keptDecisions({ decisions, objects }: LockSection): LockedDecisions {
  return new KeptDecisions(decisions, objects);
}

/** Places are looked at for the few objects that ask; most have nothing to choose. */
class KeptDecisions extends Map<string, ReadonlyMap<string, readonly number[]>> {
  public constructor(
    decisions: LockedDecisions,
    private readonly places: LockSection['objects'],
  ) {
    super(decisions);
  }

  public override get(key: string): ReadonlyMap<string, readonly number[]> | undefined {
    const places = this.places.get(key);
    return super.get(key) ?? (places && new Map(places.map((name) => [name, []])));
  }
}
