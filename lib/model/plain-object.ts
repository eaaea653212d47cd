import { type ReadingPlace } from './cluster';
import { type FederatedObject } from './federated-object';
import { type ApiType, type FederatedType } from './federated-type';
import { frozenJson } from './frozen-json';
import { type JsonObject, isJsonObject } from './json';
import { knownKind } from './known-kinds';
import { groupOf } from './object-ref';

/** Reads objects that are federated without a wrapper: the manifest is what every cluster gets, but for overrides. */
export class PlainReader {
  private readonly declared = new Map<string, Pick<ApiType, 'scope' | 'pluralName'>>();

  /** @param manifests all of the input, since a CustomResourceDefinition among them says what its kind is. */
  public constructor(types: readonly FederatedType[], manifests: readonly JsonObject[]) {
    for (const { target } of types) this.declared.set(`${target.group}/${target.kind}`, target);
    for (const { kind, apiVersion, spec } of manifests) {
      if (kind !== 'CustomResourceDefinition' || groupOf(apiVersion as string) !== 'apiextensions.k8s.io') continue;
      if (!isJsonObject(spec) || !isJsonObject(spec.names) || typeof spec.group !== 'string') continue;
      const { kind: declaredKind, plural } = spec.names;
      if (typeof declaredKind !== 'string' || typeof plural !== 'string') continue;
      if (spec.scope !== 'Cluster' && spec.scope !== 'Namespaced') continue;
      this.declared.set(`${spec.group}/${declaredKind}`, { scope: spec.scope, pluralName: plural });
    }
  }

  /** Undefined, and reported, where nobody knows in which scope the kind lives. */
  public read(
    manifest: JsonObject,
    { origin, report, chart }: ReadingPlace & { readonly chart: (namespace: string | undefined) => string },
  ): FederatedObject | undefined {
    const apiVersion = manifest.apiVersion as string;
    const kind = manifest.kind as string;
    const group = groupOf(apiVersion);
    const metadata = isJsonObject(manifest.metadata) ? manifest.metadata : {};
    const name = typeof metadata.name === 'string' ? metadata.name : '';
    const known = this.declared.get(`${group}/${kind}`) ?? knownType(group, kind);
    if (known === undefined) {
      report({
        code: 'unknown-scope',
        severity: 'error',
        kubefed: 'error',
        message: `Nobody knows whether a ${kind} of ${apiVersion} lives in a namespace or in the cluster.`,
        remedy: `Add its CustomResourceDefinition to the tree, or a FederatedTypeConfig whose targetType is ${kind} and names its scope.`,
        object: { apiVersion, kind, name },
        ...(origin !== undefined && { origin }),
      });
      return undefined;
    }
    const namespaced = known.scope === 'Namespaced' && typeof metadata.namespace === 'string';
    const namespace = namespaced ? (metadata.namespace as string) : undefined;
    return {
      ref: { apiVersion, kind, ...(namespace !== undefined && { namespace }), name },
      form: 'plain',
      target: { group, version: apiVersion.slice(apiVersion.indexOf('/') + 1), kind, ...known },
      name,
      ...(namespace !== undefined && { namespace }),
      template: frozenJson(namespaced ? manifest : withoutNamespace(manifest)),
      placement: undefined,
      overrides: [],
      propagation: 'Enabled',
      chart: chart(namespace),
      ...(origin !== undefined && { origin }),
    };
  }
}

/** cdk8s gives every object the namespace of its chart, also one that lives in none. */
function withoutNamespace(manifest: JsonObject): JsonObject {
  if (!isJsonObject(manifest.metadata) || manifest.metadata.namespace === undefined) return manifest;
  const { namespace: _, ...metadata } = manifest.metadata;
  return { ...manifest, metadata };
}

function knownType(group: string, kind: string): Pick<ApiType, 'scope' | 'pluralName'> | undefined {
  const known = knownKind(group, kind);
  return known === undefined ? undefined : { scope: known.scope, pluralName: known.plural };
}
