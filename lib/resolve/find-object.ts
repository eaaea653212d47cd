import { type ApiType } from '../model/federated-type';
import { FederationError } from '../model/federation-error';
import { nearestName } from '../model/nearest-name';
import { type ObjectRef, describeObject } from '../model/object-ref';

/** What a person knows an object by. */
export interface NamedObject {
  /** As it was declared. */
  readonly ref: ObjectRef;
  /** What the members get, by the same name. */
  readonly target: Pick<ApiType, 'kind' | 'group' | 'pluralName'>;
  /** On the members. */
  readonly namespace?: string;
}

/**
 * The object that a person names: `deployment/shop/web`, `deployment.apps/shop/web`, `clusterrole/reader`, or `deployment/web`
 * where no other namespace has one of that name. The kind is that of the members or the Federated one, in any case, or its plural.
 *
 * @throws FederationError `unknown-object` where there is none, or more than one.
 */
export function findObject<T extends NamedObject>(objects: readonly T[], named: string): T {
  const [kind = '', ...rest] = named.split('/');
  const name = rest.at(-1) ?? '';
  const namespace = rest.length > 1 ? rest.slice(0, -1).join('/') : undefined;
  const found = objects.filter((object) => {
    const isThere = namespace === undefined || (object.namespace ?? object.ref.namespace) === namespace;
    return object.ref.name === name && isThere && isOfKind(object, kind);
  });
  // Of several kinds of one name, the one of Kubernetes' core group is meant, as kubectl takes it.
  const core = found.filter(({ target }) => target.group === '');
  const [only] = found.length > 1 && core.length === 1 ? core : found;
  if (only !== undefined && (found.length === 1 || core.length === 1)) return only;
  const nearest = nearestName(named.toLowerCase(), objects.map(nameOf));
  throw new FederationError({
    code: 'unknown-object',
    severity: 'error',
    message:
      found.length > 1
        ? `${named} may be any of ${found.map(({ ref }) => describeObject(ref)).join(', ')}.`
        : `There is no object ${JSON.stringify(named)}.${nearest === undefined ? '' : ` Did you mean ${nearest}?`}`,
    remedy: 'Name it by kind, namespace and name, as in deployment/shop/web.',
  });
}

/** How a person names an object. */
function nameOf({ target, namespace, ref }: NamedObject): string {
  return [target.kind.toLowerCase(), ...(namespace === undefined ? [] : [namespace]), ref.name].join('/');
}

function isOfKind({ target, ref }: NamedObject, named: string): boolean {
  const wanted = named.toLowerCase();
  const { kind, group, pluralName } = target;
  const names = [kind, pluralName, ref.kind].map((one) => one.toLowerCase());
  return names.includes(wanted) || names.some((one) => group !== '' && `${one}.${group}` === wanted);
}
