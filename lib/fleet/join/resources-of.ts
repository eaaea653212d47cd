import { type ServedKind } from '../../kube/cluster-api';
import { type JsonObject } from '../../model/json';
import { knownKind } from '../../model/known-kinds';
import { groupOf, qualifiedKind } from '../../model/object-ref';
import { mapAt } from '../json-fields';
import { textsOf } from '../metadata-of';
import { type GrantedResource, resourceName } from './rbac-rules';

/** What the kinds of a federation are called in rules. */
export interface FoundResources {
  /** In the order of their names. */
  readonly resources: readonly GrantedResource[];
  /** Kinds of which nobody knows that: `Widget.example.com`. */
  readonly unknown: readonly string[];
}

/**
 * The resources of all kinds among the manifests: by the CustomResourceDefinitions among them, by what Kubernetes itself has, else
 * by what the member serves.
 */
export function resourcesOf(manifests: Iterable<JsonObject>, served: readonly ServedKind[] = []): FoundResources {
  const kinds = new Map<string, { readonly group: string; readonly kind: string }>();
  const plurals = new Map(
    served.map(({ apiVersion, kind, plural }) => [qualifiedKind({ group: groupOf(apiVersion), kind }), plural]),
  );
  for (const manifest of manifests) {
    const { apiVersion, kind } = textsOf(manifest);
    if (apiVersion === undefined || kind === undefined) continue;
    const group = groupOf(apiVersion);
    kinds.set(qualifiedKind({ group, kind }), { group, kind });
    if (group !== 'apiextensions.k8s.io' || kind !== 'CustomResourceDefinition') continue;
    const spec = mapAt(manifest, 'spec');
    const names = textsOf(spec.names);
    const { group: ofCrd } = textsOf(spec);
    if (ofCrd !== undefined && names.kind !== undefined && names.plural !== undefined) {
      plurals.set(qualifiedKind({ group: ofCrd, kind: names.kind }), names.plural);
    }
  }
  const resources: GrantedResource[] = [];
  const unknown: string[] = [];
  for (const [key, { group, kind }] of kinds) {
    const plural = knownKind(group, kind)?.plural ?? plurals.get(key);
    if (plural === undefined) unknown.push(key);
    else resources.push({ group, plural });
  }
  return { resources: resources.sort((a, b) => (resourceName(a) < resourceName(b) ? -1 : 1)), unknown: unknown.sort() };
}
