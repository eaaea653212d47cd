import { type Json, type JsonObject, isJsonList, isJsonObject } from '../../model/json';
import { type ServedKind } from '../cluster-api';

/** What asks for all groups at once; older servers answer with the names of the groups alone. */
export const AGGREGATED = [
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList',
  'application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList',
  'application/json',
].join(',');

/** Kinds, and the group versions that could not be asked. */
export interface Discovery {
  readonly kinds: readonly ServedKind[];
  readonly broken: ReadonlyMap<string, string>;
}

/** Reads an APIGroupDiscoveryList (apidiscovery.k8s.io/v2). Undefined where it is none. */
export function readAggregated(document: JsonObject): Discovery | undefined {
  if (document.kind !== 'APIGroupDiscoveryList') return undefined;
  const kinds: ServedKind[] = [];
  const broken = new Map<string, string>();
  for (const group of objects(document.items)) {
    const groupName = text(isJsonObject(group.metadata) ? group.metadata.name : undefined);
    for (const version of objects(group.versions)) {
      const name = text(version.version);
      const apiVersion = groupName === '' ? name : `${groupName}/${name}`;
      if (version.freshness === 'Stale')
        broken.set(apiVersion, 'its API server does not answer (APIService not available).');
      for (const resource of objects(version.resources)) {
        const responseKind = isJsonObject(resource.responseKind) ? resource.responseKind : {};
        kinds.push({
          apiVersion,
          kind: text(responseKind.kind),
          plural: text(resource.resource),
          isNamespaced: resource.scope === 'Namespaced',
          verbs: texts(resource.verbs),
          subresources: objects(resource.subresources).map(({ subresource }) => text(subresource)),
        });
      }
    }
  }
  return { kinds: kinds.filter(({ kind, plural }) => kind !== '' && plural !== ''), broken };
}

function objects(value: Json | undefined): readonly JsonObject[] {
  return isJsonList(value) ? value.filter(isJsonObject) : [];
}

function texts(value: Json | undefined): readonly string[] {
  return isJsonList(value) ? value.filter((one) => typeof one === 'string') : [];
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
