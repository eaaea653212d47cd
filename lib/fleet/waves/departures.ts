import { listed } from '../../model/listed';
import { describeKey } from '../../model/object-ref';

/** How an object, by its key, fares on a cluster on which it is declared. */
export type Presence =
  /** It is there, and ready. */
  | { readonly presence: 'ready' }
  /** It is not there, or not ready. */
  | { readonly presence: 'coming'; readonly reason: string }
  /** Nobody knows: the cluster could not be asked. */
  | { readonly presence: 'unknown'; readonly reason: string };

/** Whether an object may leave a cluster. */
export type Departure =
  | { readonly departure: 'free' }
  /** It stays until it is ready on the clusters that are named. */
  | { readonly departure: 'held'; readonly reason: string; readonly awaits: readonly string[] };

/**
 * Whether an object may leave a cluster on which it is declared no more: only when it is there and ready on every cluster on
 * which it is declared. Nothing has to be remembered for that, so that a run which goes on where another was stopped comes to
 * the same end. An object that is declared nowhere may go.
 *
 * @param declaredOn the clusters on which it is declared.
 */
export function departureOf(declaredOn: readonly string[], presenceOn: (cluster: string) => Presence): Departure {
  const awaited = declaredOn.flatMap((cluster) => {
    const presence = presenceOn(cluster);
    return presence.presence === 'ready' ? [] : [{ cluster, reason: presence.reason }];
  });
  if (awaited.length === 0) return { departure: 'free' };
  return {
    departure: 'held',
    reason: `it stays until it is ready elsewhere: ${listed(awaited.map(({ cluster, reason }) => `${cluster} (${reason})`))}`,
    awaits: awaited.map(({ cluster }) => cluster),
  };
}

/** An object that would leave a cluster. */
export interface Leaving {
  /** Of the object: `Deployment.apps/shop/web`. */
  readonly key: string;
  readonly departure: Departure;
}

/**
 * Holds what others stand on: a Namespace does not leave before what is in it, nor a CustomResourceDefinition before the objects
 * of its group.
 *
 * @param leaving all that would leave one cluster.
 * @param staying keys of what stays there, though it is not declared, for another reason.
 * @returns in the order of what was given.
 */
export function withFoundations(leaving: readonly Leaving[], staying: readonly string[] = []): readonly Leaving[] {
  const held = [...leaving.filter(({ departure }) => departure.departure === 'held').map(({ key }) => key), ...staying];
  const namespaces = firstOf(held, (key) => partsOf(key).namespace);
  const groups = firstOf(held, (key) => partsOf(key).group);
  return leaving.map((one) => {
    if (one.departure.departure === 'held') return one;
    const { kind, group, name } = partsOf(one.key);
    const on =
      kind === 'Namespace' && group === ''
        ? namespaces.get(name)
        : kind === 'CustomResourceDefinition'
          ? groups.get(name.slice(name.indexOf('.') + 1))
          : undefined;
    return on === undefined
      ? one
      : { ...one, departure: { departure: 'held', reason: `${describeKey(on)} stays`, awaits: [] } };
  });
}

function firstOf(keys: readonly string[], of: (key: string) => string): ReadonlyMap<string, string> {
  const first = new Map<string, string>();
  for (const key of keys) {
    const found = of(key);
    if (found !== '' && !first.has(found)) first.set(found, key);
  }
  return first;
}

interface KeyParts {
  readonly kind: string;
  readonly group: string;
  readonly namespace: string;
  readonly name: string;
}

/** The parts of a key: a kind has neither dot nor slash, a group no slash, a namespace no slash. */
export function partsOf(key: string): KeyParts {
  const [, kind = '', group = '', namespace = '', name = ''] =
    /^([^./]*)(?:\.([^/]*))?\/([^/]*)\/(.*)$/s.exec(key) ?? [];
  return { kind, group, namespace, name };
}
