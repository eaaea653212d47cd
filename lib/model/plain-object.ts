import { type ReadingPlace } from './cluster';
import { type FederatedObject } from './federated-object';
import { type ApiType, type FederatedType, isNamespaceTarget } from './federated-type';
import { type Finding } from './finding';
import { frozenJson } from './frozen-json';
import { type Json, type JsonObject, isJsonObject } from './json';
import { knownKind } from './known-kinds';
import { checkDnsLabel } from './label-syntax';
import { type ObjectRef, groupOf } from './object-ref';

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

  /** Undefined, and reported, where nobody knows in which scope the kind lives. A wrong name is reported too, and refused. */
  public read(
    manifest: JsonObject,
    { origin, report, chart }: ReadingPlace & { readonly chart: (namespace: string | undefined) => string },
  ): FederatedObject | undefined {
    const apiVersion = manifest.apiVersion as string;
    const kind = manifest.kind as string;
    const group = groupOf(apiVersion);
    const metadata = isJsonObject(manifest.metadata) ? manifest.metadata : {};
    const name = typeof metadata.name === 'string' ? metadata.name : '';
    const object: ObjectRef = { apiVersion, kind, name };
    const at = { severity: 'error', kubefed: 'error', object, ...(origin !== undefined && { origin }) } as const;
    if (kind.endsWith('List') && Array.isArray(manifest.items)) {
      report({
        ...at,
        code: 'list-not-opened',
        message: `A ${kind} is many objects in one, and each of them needs a place of its own.`,
        remedy: 'Write its items as documents of their own, or read the file with `fed8s synth -f`, which opens lists.',
      });
      return undefined;
    }
    const known = this.declared.get(`${group}/${kind}`) ?? knownType(group, kind);
    if (known === undefined) {
      report({
        ...at,
        code: 'unknown-scope',
        message: `Nobody knows whether a ${kind} of ${apiVersion} lives in a namespace or in the cluster.`,
        remedy: `Add its CustomResourceDefinition to the tree, or a FederatedTypeConfig whose targetType is ${kind} and names its scope.`,
      });
      return undefined;
    }
    const given = metadata.namespace;
    const namespaced = known.scope === 'Namespaced' && given !== undefined;
    const namespace = namespaced && typeof given === 'string' ? given : undefined;
    const wrong = [
      ...nameProblem(checkName(metadata.name, { group, kind })),
      ...namespaceProblem(namespaced ? given : undefined),
    ];
    for (const problem of wrong) report({ ...at, ...problem, code: 'invalid-name' });
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
      ...(wrong.length > 0 && { refused: true }),
      ...(origin !== undefined && { origin }),
    };
  }
}

type NameProblem = Pick<Finding, 'message' | 'remedy' | 'path'>;

function nameProblem(why: string | undefined): readonly NameProblem[] {
  if (why === undefined) return [];
  const remedy = 'Give metadata.name a name that an API server takes.';
  return [{ message: `The name is wrong: ${why}.`, remedy, path: '/metadata/name' }];
}

function namespaceProblem(namespace: Json | undefined): readonly NameProblem[] {
  if (namespace === undefined) return [];
  const why = typeof namespace === 'string' ? checkDnsLabel(namespace) : 'it is no text';
  if (why === undefined) return [];
  const remedy = 'Name the namespace (of the object, or of its chart) by a DNS label.';
  return [{ message: `The namespace is wrong: ${why}.`, remedy, path: '/metadata/namespace' }];
}

/** cdk8s gives every object the namespace of its chart, also one that lives in none. */
function withoutNamespace(manifest: JsonObject): JsonObject {
  if (!isJsonObject(manifest.metadata) || manifest.metadata.namespace === undefined) return manifest;
  const { namespace: _, ...metadata } = manifest.metadata;
  return { ...manifest, metadata };
}

function checkName(name: Json | undefined, target: Pick<ApiType, 'group' | 'kind'>): string | undefined {
  if (name !== undefined && name !== null && typeof name !== 'string') return 'it is no text';
  return isNamespaceTarget(target) ? checkDnsLabel(name ?? '') : checkPathSegment(name ?? '');
}

/** What no kind may have in a name, since it would not be one segment of a URL. An object without a name is told of later. */
function checkPathSegment(name: string): string | undefined {
  if (name === '.' || name === '..') return `${JSON.stringify(name)} is a step in a path`;
  return /[/%]/.test(name) ? `${JSON.stringify(name)} holds a '/' or a '%'` : undefined;
}

function knownType(group: string, kind: string): Pick<ApiType, 'scope' | 'pluralName'> | undefined {
  const known = knownKind(group, kind);
  return known === undefined ? undefined : { scope: known.scope, pluralName: known.plural };
}
