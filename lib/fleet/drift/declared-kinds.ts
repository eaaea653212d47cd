import { type Answer, type ApiFailure, apiFailure, failed, ok } from '../../kube/answer';
import { type KindRef, type ServedKind, type ServedKinds } from '../../kube/cluster-api';
import { type JsonObject } from '../../model/json';
import { type ObjectRef, groupOf, objectKey } from '../../model/object-ref';
import { refOfManifest } from '../../model/ref-of-manifest';
import { bodyOf } from '../assess/body-of';

/** What is declared, and what was applied once, of one kind on one cluster. */
export interface DeclaredKind extends KindRef {
  /** What is sent for each, by its key (`objectKey`). */
  readonly bodies: Map<string, JsonObject>;
  /** Applied once and declared no more, by its key. */
  readonly undeclared: Map<string, ObjectRef>;
  /** Failed where the cluster does not serve the kind. */
  readonly served: Answer<ServedKind>;
}

export interface DeclaredKinds {
  readonly kinds: readonly DeclaredKind[];
  /** What cannot be sent as it is declared. */
  readonly refused: readonly { readonly object: ObjectRef; readonly failure: ApiFailure }[];
}

/**
 * What is declared, by kind, as it is sent to a cluster.
 *
 * @param applied what this owner has applied to the cluster, as far as that is known.
 */
export function declaredKinds(
  manifests: readonly JsonObject[],
  applied: readonly ObjectRef[],
  served: ServedKinds,
): DeclaredKinds {
  const kinds = new Map<string, DeclaredKind>();
  const refused: { object: ObjectRef; failure: ApiFailure }[] = [];
  const declared = new Set<string>();
  const kindOf = ({ apiVersion, kind }: KindRef): DeclaredKind => {
    const key = `${apiVersion}/${kind}`;
    let found = kinds.get(key);
    if (found === undefined) {
      const base = {
        apiVersion,
        kind,
        bodies: new Map<string, JsonObject>(),
        undeclared: new Map<string, ObjectRef>(),
      };
      found = { ...base, served: servedKind(served, { apiVersion, kind }) };
      kinds.set(key, found);
    }
    return found;
  };
  for (const manifest of manifests) {
    const type = kindOf(refOfManifest(manifest));
    const scope = type.served.outcome === 'ok' ? { isNamespaced: type.served.value.isNamespaced } : {};
    const made = bodyOf(manifest, scope);
    const object = refOfManifest(made.outcome === 'body' ? made.body : manifest);
    declared.add(objectKey(object));
    if (made.outcome === 'body') {
      type.bodies.set(objectKey(object), made.body);
    } else {
      const message = made.problems.map((problem) => problem.message).join(' ');
      refused.push({ object, failure: apiFailure({ kind: 'invalid', message }) });
    }
  }
  for (const object of applied) {
    const key = objectKey(object);
    if (!declared.has(key)) kindOf(object).undeclared.set(key, object);
  }
  return { kinds: [...kinds.values()].filter(({ bodies, undeclared }) => bodies.size + undeclared.size > 0), refused };
}

function servedKind({ kinds, broken }: ServedKinds, { apiVersion, kind }: KindRef): Answer<ServedKind> {
  const found = kinds.find((candidate) => candidate.apiVersion === apiVersion && candidate.kind === kind);
  if (found !== undefined) return ok(found);
  const why = broken.get(apiVersion);
  const others = kinds.filter((other) => other.kind === kind && groupOf(other.apiVersion) === groupOf(apiVersion));
  const versions = others.map((other) => other.apiVersion).join(', ');
  const message =
    why !== undefined
      ? `The cluster could not be asked what ${apiVersion} serves: ${why}`
      : `The cluster does not serve ${kind} of ${apiVersion}${versions === '' ? '' : `, but of ${versions}`}.`;
  return failed({ kind: 'unknown-kind', message });
}
