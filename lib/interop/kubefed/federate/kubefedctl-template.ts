import { own } from '../../../model/frozen-json';
import { type Json, type JsonObject, isJsonObject } from '../../../model/json';
import { type Problem } from '../../../model/problem';
import { valueAt, withoutKeys, withoutPath } from './json-removal';

/** What is wrong with a manifest, without its place. */
export type TemplateProblem = Pick<Problem, 'code' | 'message' | 'remedy' | 'path'>;

/** The template that `kubefedctl federate` makes of an object, or why it gives up. */
export type KubefedctlTemplate =
  | { readonly template: JsonObject; readonly droppedAnnotations: readonly string[] }
  | { readonly failure: TemplateProblem };

/**
 * The template that `kubefedctl federate` makes of an object (KubeFed v0.10.0, pkg/kubefedctl/federate): all but apiVersion,
 * kind, status and metadata other than labels; of some kinds, told apart by name alone, fewer fields.
 */
export function kubefedctlTemplate(manifest: JsonObject): KubefedctlTemplate {
  const failure =
    (manifest.kind === 'Service' ? portsFailure(manifest) : undefined) ??
    mapFailure(manifest, 'annotations') ??
    mapFailure(manifest, 'labels');
  if (failure !== undefined) return { failure };
  const { labels, annotations } = isJsonObject(manifest.metadata) ? manifest.metadata : {};
  const stripped = withoutKeys(withoutFieldsOfKind(manifest), (key) => DROPPED.has(key));
  const hasLabels = isJsonObject(labels) && Object.keys(labels).length > 0;
  return {
    template: hasLabels ? { metadata: { labels }, ...stripped } : stripped,
    droppedAnnotations: isJsonObject(annotations) ? Object.keys(annotations) : [],
  };
}

const DROPPED: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'status', 'metadata']);

function withoutFieldsOfKind(manifest: JsonObject): JsonObject {
  switch (manifest.kind) {
    case 'Namespace':
      return withoutPath(manifest, ['spec', 'finalizers']);
    case 'ServiceAccount':
      return withoutPath(manifest, ['secrets']);
    case 'Service':
      return [['ports', '*', 'nodePort'], ['clusterIP'], ['clusterIPs']].reduce<JsonObject>(
        (service, path) => withoutPath(service, ['spec', ...path]),
        manifest,
      );
    default:
      return manifest;
  }
}

/** The original reads ports with a type assertion, which fails or, for an item that is no map, brings it down. */
function portsFailure({ spec }: JsonObject): TemplateProblem | undefined {
  if (spec === undefined || spec === null) return undefined;
  const ports = isJsonObject(spec) ? own(spec, 'ports') : null;
  if (ports === undefined || (Array.isArray(ports) && ports.every((port: Json) => isJsonObject(port))))
    return undefined;
  return {
    code: 'invalid-manifest',
    message: 'spec.ports is no list of objects, at which kubefedctl gives up.',
    remedy: 'Write spec.ports as a list of objects with port and targetPort, or leave it out.',
    path: '/spec/ports',
  };
}

function mapFailure(manifest: JsonObject, field: 'annotations' | 'labels'): TemplateProblem | undefined {
  const { metadata } = manifest;
  if (metadata === undefined || metadata === null) return undefined;
  const map = isJsonObject(metadata) ? valueAt(metadata, [field]) : null;
  if (map === undefined || isJsonObject(map)) return undefined;
  return {
    code: 'invalid-manifest',
    message: `metadata.${field} is no map, at which kubefedctl gives up.`,
    remedy: `Write metadata.${field} as a map of strings, or leave it out.`,
    path: `/metadata/${field}`,
  };
}

/** The Federated object that kubefedctl writes: placed on all clusters. Its name and namespace are left out where empty. */
export function onAllClusters(head: {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
  readonly template: JsonObject;
}): JsonObject {
  const { apiVersion, kind, name, namespace, template } = head;
  const metadata = { ...(name !== '' && { name }), ...(namespace !== undefined && namespace !== '' && { namespace }) };
  const spec = { template, placement: { clusterSelector: { matchLabels: {} } } };
  return { apiVersion, kind, ...(Object.keys(metadata).length > 0 && { metadata }), spec };
}
