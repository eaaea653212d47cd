import { type JsonObject } from '../../lib/model/json';
import { objectKey } from '../../lib/model/object-ref';
import { refOfManifest } from '../../lib/model/ref-of-manifest';
import { type FleetView } from '../../lib/plan/fleet-view';

/** A fleet of manifests, a part for each of them. */
export function fleet(clusters: Readonly<Record<string, readonly JsonObject[]>>): FleetView {
  const names = Object.keys(clusters).sort();
  return {
    clusters: names,
    countOf: (name) => clusters[name]?.length ?? 0,
    has: (key) => Object.values(clusters).some((all) => all.some((one) => objectKey(refOfManifest(one)) === key)),
    partsOf: (name) =>
      new Map(
        (clusters[name] ?? []).map((manifest) => [
          objectKey(refOfManifest(manifest)),
          {
            hash: JSON.stringify(manifest),
            documents: () => [{ text: JSON.stringify(manifest), manifests: () => [manifest] }],
          },
        ]),
      ),
  };
}

export function configMap(name: string, data: JsonObject = {}): JsonObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'shop' }, data };
}
