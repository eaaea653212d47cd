import { type Answer, type ApiFailure, failedAs, ok } from '../../kube/answer';
import { type ClusterApi, type KindRef } from '../../kube/cluster-api';
import { type JsonObject } from '../../model/json';
import { type ObjectRef, objectKey } from '../../model/object-ref';
import { refOfManifest } from '../../model/ref-of-manifest';
import { isSilence } from './silence';

/** What lives of the objects that were asked for. */
export interface Living {
  /** By {@link objectKey}. */
  readonly objects: ReadonlyMap<string, JsonObject>;
  /** Kinds that could not be asked, and why: by apiVersion and kind. Nothing is known of their objects. */
  readonly unknown: ReadonlyMap<string, ApiFailure>;
}

/** So many objects of a kind are got one by one. */
const FEW_OBJECTS = 2;
/** So many namespaces of a kind are listed one by one. */
const FEW_NAMESPACES = 2;

export function kindKey({ apiVersion, kind }: KindRef): string {
  return `${apiVersion} ${kind}`;
}

/**
 * Reads objects, in at most three requests and their pages for each kind. It fails where the cluster does not answer; where it
 * answers that a kind cannot be read, that kind alone is unknown.
 */
export async function readLiving(api: ClusterApi, refs: readonly ObjectRef[]): Promise<Answer<Living>> {
  const byKind = new Map<string, ObjectRef[]>();
  for (const ref of refs) {
    const key = kindKey(ref);
    const ofKind = byKind.get(key);
    if (ofKind === undefined) byKind.set(key, [ref]);
    else ofKind.push(ref);
  }
  const objects = new Map<string, JsonObject>();
  const unknown = new Map<string, ApiFailure>();
  const read = await Promise.all([...byKind].map(async ([key, ofKind]) => [key, await readKind(api, ofKind)] as const));
  for (const [key, answer] of read) {
    if (answer.outcome === 'failed') {
      if (isSilence(answer.failure)) return answer;
      if (answer.failure.kind !== 'unknown-kind') unknown.set(key, answer.failure);
      continue;
    }
    for (const object of answer.value) objects.set(objectKey(refOfManifest(object)), object);
  }
  return ok({ objects, unknown });
}

async function readKind(api: ClusterApi, refs: readonly ObjectRef[]): Promise<Answer<readonly JsonObject[]>> {
  const [kind] = refs as readonly [ObjectRef, ...ObjectRef[]];
  if (refs.length <= FEW_OBJECTS) return readEach(api, refs);
  const wanted = new Set(refs.map(objectKey));
  const namespaces = new Set(refs.map(({ namespace }) => namespace));
  const places = namespaces.size <= FEW_NAMESPACES ? [...namespaces] : [undefined];
  const found: JsonObject[] = [];
  for (const namespace of places) {
    for await (const page of api.pages(kind, namespace === undefined ? {} : { namespace })) {
      if (page.outcome === 'failed') return page;
      for (const item of page.value.items) if (wanted.has(objectKey(refOfManifest(item)))) found.push(item);
    }
  }
  return ok(found);
}

async function readEach(api: ClusterApi, refs: readonly ObjectRef[]): Promise<Answer<readonly JsonObject[]>> {
  const found: JsonObject[] = [];
  for (const ref of refs) {
    const got = await api.get(ref);
    if (got.outcome === 'ok') found.push(got.value);
    else if (!failedAs(got, 'not-found')) return got;
  }
  return ok(found);
}
