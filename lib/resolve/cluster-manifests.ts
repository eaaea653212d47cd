import { type Json, type JsonObject } from '../model/json';
import { type ClusterManifests } from './resolution';
import { type ManifestMaker } from './manifest-maker';

/**
 * What one cluster gets, made when it is asked for: a fleet's manifests need not all be in memory at once. While somebody
 * holds the list, asking again gives the same one.
 *
 * @param of its name, and its position among the clusters.
 * @param makers by position of the object.
 */
export function clusterManifests(
  of: { readonly name: string; readonly cluster: number },
  sources: readonly number[],
  makers: readonly (ManifestMaker | undefined)[],
): ClusterManifests {
  const { name, cluster } = of;
  let held: WeakRef<readonly JsonObject[]> | undefined;
  const make = (source: number): JsonObject => (makers[source] as ManifestMaker).manifest(cluster);
  return Object.freeze({
    name,
    get manifests() {
      const known = held?.deref();
      if (known !== undefined) return known;
      const made = Object.freeze(sources.map((source) => deepFreeze(make(source))));
      held = new WeakRef(made);
      return made;
    },
    sources,
  });
}

/** Freezes what overrides made anew; whatever is shared is frozen already. */
function deepFreeze(manifest: JsonObject): JsonObject {
  const freeze = (node: Json | undefined): void => {
    if (typeof node !== 'object' || node === null || Object.isFrozen(node)) return;
    Object.freeze(node);
    for (const child of Object.values(node)) freeze(child);
  };
  freeze(manifest);
  return manifest;
}
