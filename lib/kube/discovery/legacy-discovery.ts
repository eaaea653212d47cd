import { type Json, type JsonObject, isJsonList, isJsonObject } from '../../model/json';
import { type ServedKind } from '../cluster-api';

/** The group versions of an APIGroupList, of each group the preferred one first. Undefined where it is none. */
export function readGroupList(document: JsonObject): readonly string[] | undefined {
  if (document.kind !== 'APIGroupList') return undefined;
  return objects(document.groups).flatMap(({ versions, preferredVersion }) => {
    const preferred = isJsonObject(preferredVersion) ? text(preferredVersion.groupVersion) : '';
    const all = objects(versions).map(({ groupVersion }) => text(groupVersion));
    return [preferred, ...all.filter((one) => one !== preferred)].filter((one) => one !== '');
  });
}

/** The kinds of an APIResourceList. Undefined where it is none. */
export function readResourceList(document: JsonObject): readonly ServedKind[] | undefined {
  if (document.kind !== 'APIResourceList') return undefined;
  const apiVersion = text(document.groupVersion);
  const resources = objects(document.resources);
  const names = resources.map(({ name }) => text(name));
  return resources.flatMap((resource) => {
    const plural = text(resource.name);
    const kind = text(resource.kind);
    if (plural === '' || kind === '' || plural.includes('/')) return [];
    const subresources = names
      .filter((name) => name.startsWith(`${plural}/`))
      .map((name) => name.slice(plural.length + 1));
    const verbs = isJsonList(resource.verbs) ? resource.verbs.filter((verb) => typeof verb === 'string') : [];
    return [{ apiVersion, kind, plural, isNamespaced: resource.namespaced === true, verbs, subresources }];
  });
}

function objects(value: Json | undefined): readonly JsonObject[] {
  return isJsonList(value) ? value.filter(isJsonObject) : [];
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
