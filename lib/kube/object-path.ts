import { type Answer, failed, ok } from './answer';
import { type ServedKind } from './cluster-api';

/** The path of a kind's objects: all of them, or those of a namespace. */
export function collectionPath({ apiVersion, plural, isNamespaced }: ServedKind, namespace?: string): Answer<string> {
  const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  if (!isNamespaced || namespace === undefined) return ok(`${root}/${plural}`);
  if (!isSegment(namespace)) return badName('namespace', namespace);
  return ok(`${root}/namespaces/${encodeURIComponent(namespace)}/${plural}`);
}

/** The path of an object, or of a subresource of it. */
export function objectPath(
  kind: ServedKind,
  {
    namespace,
    name,
    subresource,
  }: { readonly namespace?: string; readonly name: string; readonly subresource?: string },
): Answer<string> {
  if (!isSegment(name)) return badName('name', name);
  const collection = kind.isNamespaced && namespace === undefined ? noNamespace(kind) : collectionPath(kind, namespace);
  if (collection.outcome === 'failed') return collection;
  const below = subresource === undefined ? '' : `/${subresource}`;
  return ok(`${collection.value}/${encodeURIComponent(name)}${below}`);
}

/** An object that lives in a namespace, and does not say in which. */
export function noNamespace({ kind }: ServedKind): Answer<never> {
  return failed({ kind: 'invalid', message: `A ${kind} lives in a namespace, and none is given.` });
}

/** Whether a text may be a part of a path, so that no name leads elsewhere. */
// k8s.io/apimachinery, pkg/api/validation/path/name.go: IsValidPathSegmentName
function isSegment(text: string): boolean {
  return text !== '' && text !== '.' && text !== '..' && !/[/%]/.test(text);
}

function badName(what: string, text: string): Answer<never> {
  return failed({ kind: 'invalid', message: `${JSON.stringify(text)} is no ${what} of an object.` });
}
