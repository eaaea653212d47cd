import { kinds } from './generated/kinds';
import { groupOf } from './object-ref';

/** A kind that Kubernetes itself serves. */
export interface KnownKind {
  /** Empty for the core group. */
  readonly group: string;
  readonly kind: string;
  /** The name of its collection in URLs and RBAC rules: `deployments`. */
  readonly plural: string;
  readonly scope: 'Cluster' | 'Namespaced';
  /** The versions that serve it, the preferred one first: `['v2', 'v1']`. */
  readonly versions: readonly string[];
}

const byGroupAndKind: ReadonlyMap<string, KnownKind> = new Map(
  kinds.map((known): [string, KnownKind] => [`${known.group}/${known.kind}`, known]),
);

/** A kind of Kubernetes 1.37, by its group (empty for the core group) and its name; undefined for any other, as of a CRD. */
export function knownKind(group: string, kind: string): KnownKind | undefined {
  return byGroupAndKind.get(`${group}/${kind}`);
}

/**
 * The scope of a kind of Kubernetes 1.37; undefined for any other, as of a CRD. A kind has one scope in all versions of its
 * group, so a version that is no longer served (`policy/v1beta1`) is answered as well.
 */
export function scopeOf(apiVersion: string, kind: string): 'Cluster' | 'Namespaced' | undefined {
  return knownKind(groupOf(apiVersion), kind)?.scope;
}

/** Every kind of Kubernetes 1.37 of that name, over all groups: there are two of `Event`. */
export function knownKindsNamed(kind: string): readonly KnownKind[] {
  return [...byGroupAndKind.values()].filter((known) => known.kind === kind);
}
