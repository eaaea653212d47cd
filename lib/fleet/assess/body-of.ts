import { own } from '../../model/frozen-json';
import { type Json, type JsonObject, isJsonList, isJsonObject } from '../../model/json';
import { scopeOf } from '../../model/known-kinds';
import { groupOf } from '../../model/object-ref';
import { type Problem } from '../../model/problem';
import { refOfManifest } from '../../model/ref-of-manifest';
import { isSecret } from '../../model/secret';
import { type LivingStep, describeLivingPath } from './living-path';
import { listShapeAt, toldItems } from './list-shape';

/** What is sent to a cluster for a declared manifest, or why nothing is. */
export type DeclaredBody =
  | { readonly outcome: 'body'; readonly body: JsonObject }
  | { readonly outcome: 'refused'; readonly problems: readonly Problem[] };

/** Metadata that the server alone sets. */
const SERVER_METADATA: ReadonlySet<string> = new Set([
  'resourceVersion',
  'uid',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'selfLink',
  'managedFields',
]);

/**
 * What is sent for a declared manifest: without its status and what the server alone sets, a Secret with its `stringData` as
 * `data` (of which a key that is taken away would else survive), and in the namespace `default` where it names none. Two
 * items of a list that a server cannot tell from each other are refused.
 *
 * @param options.isNamespaced whether the kind lives in a namespace. Default: what Kubernetes says of its own kinds.
 */
export function bodyOf(manifest: JsonObject, options: { readonly isNamespaced?: boolean } = {}): DeclaredBody {
  const { apiVersion, kind } = refOfManifest(manifest);
  const isNamespaced = options.isNamespaced ?? scopeOf(apiVersion, kind) === 'Namespaced';
  const type = { group: groupOf(apiVersion), kind };
  const problems: Problem[] = [];
  findDuplicates(manifest, [], { manifest, type, problems });
  if (problems.length > 0) return { outcome: 'refused', problems };
  const { status: _, ...rest } = manifest;
  const body: JsonObject = { ...rest, metadata: metadataOf(manifest, isNamespaced) };
  return { outcome: 'body', body: isSecret(type) ? withData(body) : body };
}

function metadataOf(manifest: JsonObject, isNamespaced: boolean): JsonObject {
  const given = own(manifest, 'metadata');
  const metadata = Object.fromEntries(
    Object.entries(isJsonObject(given) ? given : {}).filter(([key]) => !SERVER_METADATA.has(key)),
  );
  if (isNamespaced && (metadata.namespace === undefined || metadata.namespace === '')) metadata.namespace = 'default';
  return metadata;
}

/** A Secret whose clear text stands in `data`, over what stands there, as a server does it. */
function withData(secret: JsonObject): JsonObject {
  const { stringData, ...rest } = secret;
  if (stringData === undefined) return secret;
  const data = own(rest, 'data');
  const encoded = Object.entries(isJsonObject(stringData) ? stringData : {}).map(([key, value]): [string, Json] => [
    key,
    typeof value === 'string' ? Buffer.from(value, 'utf8').toString('base64') : value,
  ]);
  if (encoded.length === 0) return rest;
  return { ...rest, data: Object.fromEntries([...Object.entries(isJsonObject(data) ? data : {}), ...encoded]) };
}

interface Looked {
  readonly manifest: JsonObject;
  readonly type: { readonly group: string; readonly kind: string };
  readonly problems: Problem[];
}

/** @param path of the value; it is as it was when this is done. */
function findDuplicates(value: Json, path: LivingStep[], looked: Looked): void {
  if (isJsonObject(value)) {
    for (const [key, child] of Object.entries(value)) {
      if (typeof child !== 'object' || child === null) continue;
      path.push(key);
      findDuplicates(child, path, looked);
      path.pop();
    }
  } else if (isJsonList(value)) {
    const told = value.length < 2 ? undefined : toldItems(value, listShapeAt(looked.type, path, []));
    for (const { step } of told?.doubles ?? []) {
      looked.problems.push({
        code: 'duplicate-list-item',
        severity: 'error',
        message: `Two items of a list are one to a server: ${describeLivingPath([...path, step])}.`,
        remedy: 'Leave one of them out, or give it a name or port of its own.',
        object: refOfManifest(looked.manifest),
      });
    }
    for (const [index, item] of value.entries()) {
      if (typeof item !== 'object' || item === null) continue;
      path.push({ index });
      findDuplicates(item, path, looked);
      path.pop();
    }
  }
}
