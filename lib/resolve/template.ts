import { type FederatedObject } from '../model/federated-object';
import { isNamespaceTarget } from '../model/federated-type';
import { type Semantics } from '../model/finding';
import { own, setOwn } from '../model/frozen-json';
import { type Json, type JsonObject, isJsonObject } from '../model/json';

/** The label that KubeFed puts on everything it manages. */
export const MANAGED_LABEL = 'kubefed.io/managed';

/**
 * The manifest of a federated object before overrides: what KubeFed strips from the template and what it sets
 * (KubeFed v0.10.0, pkg/controller/sync/resource.go, ObjectForCluster). Undefined where the template is no object.
 *
 * Strict semantics keep annotations and finalizers, which KubeFed drops.
 */
export function manifestOfTemplate(object: FederatedObject, semantics: Semantics): JsonObject | undefined {
  const template = object.template ?? {};
  if (object.template === null || !isJsonObject(template)) return undefined;
  const { target } = object;

  const manifest: Record<string, Json> = {};
  const apiVersion = own(template, 'apiVersion');
  // `/v1` for the core group is what the controller has in memory, and so what overrides see.
  manifest.apiVersion =
    typeof apiVersion === 'string' && apiVersion !== '' ? apiVersion : `${target.group}/${target.version}`;
  manifest.kind = target.kind;
  const metadata = own(template, 'metadata');
  manifest.metadata =
    metadata === undefined || isJsonObject(metadata) ? metadataOf(object, metadata ?? {}, semantics) : metadata;
  for (const key of Object.keys(template)) {
    if (key !== 'apiVersion' && key !== 'kind' && key !== 'metadata') setOwn(manifest, key, own(template, key) as Json);
  }
  return Object.freeze(manifest);
}

function metadataOf(object: FederatedObject, template: JsonObject, semantics: Semantics): JsonObject {
  const metadata: Record<string, Json> = { name: object.name };
  const namespace = isNamespaceTarget(object.target) ? own(template, 'namespace') : object.namespace;
  if (namespace !== undefined) metadata.namespace = namespace;
  for (const key of Object.keys(template)) {
    if (key === 'name' || key === 'namespace') continue;
    if (semantics === 'kubefed' && isDropped(template, key)) continue;
    setOwn(metadata, key, own(template, key) as Json);
  }
  return Object.freeze(metadata);
}

/** Whether KubeFed drops a metadata field of the template: annotations and finalizers, where they parse as non-empty. */
export function isDropped(metadata: JsonObject, key: string): boolean {
  if (key === 'annotations') return isStringMap(metadata.annotations) && Object.keys(metadata.annotations).length > 0;
  if (key !== 'finalizers') return false;
  const { finalizers } = metadata;
  return Array.isArray(finalizers) && finalizers.length > 0 && finalizers.every((item) => typeof item === 'string');
}

/** Whether a value is what Go reads as map[string]string. */
export function isStringMap(value: Json | undefined): value is Readonly<Record<string, string>> {
  return isJsonObject(value) && Object.values(value).every((item) => typeof item === 'string');
}

/**
 * What is done to a manifest after the overrides: the managed label, and `v1` for `/v1`, as it goes over the wire.
 * Made for one base manifest, so that whatever an override left alone is shared by all clusters.
 */
export class Finisher {
  private readonly metadata: Json | undefined;
  private readonly apiVersion: Json | undefined;
  /** The finished base itself. */
  public readonly base: JsonObject;

  public constructor(private readonly unfinished: JsonObject) {
    this.metadata = withManagedLabel(own(unfinished, 'metadata'));
    this.apiVersion = overTheWire(own(unfinished, 'apiVersion'));
    this.base = Object.freeze(this.finish({ ...unfinished }));
  }

  /** @param patched fresh at its root: it is finished in place. */
  public finish(patched: Record<string, Json>): JsonObject {
    const { unfinished } = this;
    const apiVersion = own(patched, 'apiVersion');
    const metadata = own(patched, 'metadata');
    const finished = apiVersion === own(unfinished, 'apiVersion') ? this.apiVersion : overTheWire(apiVersion);
    if (finished !== undefined) patched.apiVersion = finished;
    const labelled = metadata === own(unfinished, 'metadata') ? this.metadata : withManagedLabel(metadata);
    if (labelled !== undefined) patched.metadata = labelled;
    return patched;
  }
}

function overTheWire(apiVersion: Json | undefined): Json | undefined {
  return typeof apiVersion === 'string' && apiVersion.startsWith('/') ? apiVersion.slice(1) : apiVersion;
}

/** KubeFed v0.10.0, pkg/controller/util/managedlabel.go: labels with a value that is no string are lost as a whole. */
function withManagedLabel(metadata: Json | undefined): Json | undefined {
  if (metadata !== undefined && !isJsonObject(metadata)) return metadata;
  const labels = metadata === undefined ? undefined : own(metadata, 'labels');
  const kept = isStringMap(labels) ? labels : {};
  const labelled = Object.freeze({ ...kept, [MANAGED_LABEL]: 'true' });
  if (metadata === undefined) return Object.freeze({ labels: labelled });
  return Object.freeze({ ...metadata, labels: labelled });
}
