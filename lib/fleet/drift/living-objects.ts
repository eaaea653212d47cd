import { type Answer, failedAs, ok } from '../../kube/answer';
import { type ClusterApi } from '../../kube/cluster-api';
import { type JsonObject } from '../../model/json';
import { type ObjectRef, objectKey } from '../../model/object-ref';
import { refOfManifest } from '../../model/ref-of-manifest';
import { type DeclaredKind } from './declared-kinds';

/** More namespaces than so many are listed together, with the objects of all others. */
const NAMESPACES_LISTED = 3;

/**
 * The objects of a kind that are declared, or were, as far as they live, page by page: one object by a get, those of up to
 * three namespaces by a list of each, others by one list. Where only lists of namespaces are allowed, each is listed. Ends
 * after a failure.
 */
export async function* livingObjects(
  api: ClusterApi,
  kind: DeclaredKind,
): AsyncGenerator<Answer<readonly JsonObject[]>, void, undefined> {
  const refs = [...[...kind.bodies.values()].map(refOfManifest), ...kind.undeclared.values()];
  const [only] = refs;
  if (only !== undefined && refs.length === 1) {
    yield await one(api, only);
    return;
  }
  const isWanted = (object: JsonObject): boolean => {
    const key = objectKey(refOfManifest(object));
    return kind.bodies.has(key) || kind.undeclared.has(key);
  };
  const namespaces = [...new Set(refs.map(({ namespace }) => namespace))];
  const named = namespaces.filter((namespace) => namespace !== undefined);
  const isFew = named.length === namespaces.length && named.length <= NAMESPACES_LISTED;
  if (isFew) {
    for (const namespace of named) yield* pagesOf({ api, kind, namespace, isWanted });
    return;
  }
  let isFirst = true;
  for await (const page of pagesOf({ api, kind, isWanted })) {
    if (isFirst && failedAs(page, 'forbidden') && named.length > 0) {
      for (const namespace of named) yield* pagesOf({ api, kind, namespace, isWanted });
      return;
    }
    isFirst = false;
    yield page;
  }
}

interface Listing {
  readonly api: ClusterApi;
  readonly kind: DeclaredKind;
  readonly namespace?: string;
  readonly isWanted: (object: JsonObject) => boolean;
}

async function* pagesOf({
  api,
  kind,
  namespace,
  isWanted,
}: Listing): AsyncGenerator<Answer<readonly JsonObject[]>, void, undefined> {
  const { apiVersion, kind: name } = kind;
  const pages = api.pages({ apiVersion, kind: name }, namespace === undefined ? {} : { namespace });
  for await (const page of pages) yield page.outcome === 'ok' ? ok(page.value.items.filter(isWanted)) : page;
}

async function one(api: ClusterApi, ref: ObjectRef): Promise<Answer<readonly JsonObject[]>> {
  const answer = await api.get(ref);
  if (answer.outcome === 'ok') return ok([answer.value]);
  return failedAs(answer, 'not-found') ? ok([]) : answer;
}
