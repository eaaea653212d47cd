import { type FederatedType, apiVersionOf, isNamespaceTarget } from '../../../model/federated-type';
import { type JsonObject } from '../../../model/json';
import { checkDnsLabel, checkDnsSubdomain } from '../../../model/label-syntax';
import { type ObjectRef, describeObject, objectKey } from '../../../model/object-ref';
import { type Problem } from '../../../model/problem';
import { isSystemNamespace } from '../../../resolve/watched';
import { type FederatedManifests, type PlainManifest } from './federated-manifests';
import { onAllClusters } from './kubefedctl-template';
import { valueAt } from './json-removal';
import { type LeftOut, ownedByCluster } from './left-out';
import { strictTemplate } from './strict-template';
import { TargetTypes, type TypeOfTarget, templateApiVersion, typeConfigManifest } from './target-types';

interface StrictOptions {
  readonly contents: boolean;
  readonly namespace: string | undefined;
  readonly systemNamespace: string;
  readonly report: (problem: Problem) => void;
}

/** Federates manifests so that each cluster gets what their author said, no more and no less. */
export function federateStrictly(
  plain: readonly PlainManifest[],
  options: StrictOptions,
): Pick<FederatedManifests, 'manifests' | 'leftOut'> {
  const federation = new StrictFederation(new TargetTypes(plain.map(({ manifest }) => manifest)), options);
  for (const one of plain) federation.add(one);
  return federation.result();
}

class StrictFederation {
  private readonly federated: JsonObject[] = [];
  private readonly leftOut: LeftOut[] = [];
  private readonly declaredTypes = new Map<string, FederatedType>();
  private readonly namespaces = new Set<string>();
  /** How many objects live in a namespace. */
  private readonly contents = new Map<string, number>();
  private readonly seen = new Map<string, string | undefined>();
  private readonly guessed = new Set<FederatedType>();

  public constructor(
    private readonly types: TargetTypes,
    private readonly options: StrictOptions,
  ) {}

  public add({ manifest, origin }: PlainManifest): void {
    const { report } = this.options;
    const { apiVersion, kind } = manifest;
    const at = { ...(origin !== undefined && { origin }) };
    const named = { name: textAt(manifest, 'name') ?? '', namespace: textAt(manifest, 'namespace') };
    const asWritten = refOf({ apiVersion, kind }, named);
    const owned = ownedByCluster(manifest, asWritten);
    if (owned !== undefined) {
      this.leftOut.push({ object: asWritten, ...owned, ...at });
      // A namespace that the input federates already needs nothing more.
      if (owned.reason === 'of-kubefed' && kind === 'FederatedNamespace') this.namespaces.add(named.name);
      return;
    }

    const known = this.types.of(apiVersion, kind);
    const { type } = known;
    const isNamespace = isNamespaceTarget(type.target);
    const inNamespace = type.target.scope === 'Namespaced';
    const namespace = inNamespace ? (named.namespace ?? this.options.namespace) : undefined;
    const object = refOf({ apiVersion, kind }, { name: named.name, namespace });
    const wrongName =
      object.name === '' ? undefined : isNamespace ? checkDnsLabel(object.name) : checkDnsSubdomain(object.name);
    if (wrongName !== undefined) {
      this.leaveUnnamed(object, wrongName, at);
      return;
    }
    if (!this.isAcceptable(object, inNamespace, at)) return;

    this.declare(known, object, at);
    if (isNamespace) this.namespaces.add(object.name);
    if (namespace !== undefined) this.contents.set(namespace, (this.contents.get(namespace) ?? 0) + 1);
    const { template, warnings } = strictTemplate(manifest, templateApiVersion(apiVersion, type));
    // A gate only: every cluster has the namespace itself, and KubeFed never touches it.
    const isGate = isNamespace && isSystemNamespace(object.name, this.options.systemNamespace);
    if (!isGate) warnings.forEach((warning) => report({ ...warning, severity: 'warning', object, ...at }));
    this.federated.push(
      onAllClusters({
        apiVersion: apiVersionOf(type.federated),
        kind: type.federated.kind,
        name: object.name,
        namespace: isNamespace ? object.name : namespace,
        template: isGate ? {} : template,
      }),
    );
  }

  public result(): Pick<FederatedManifests, 'manifests' | 'leftOut'> {
    const types = [...this.declaredTypes.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    const missing = [...this.contents.keys()].filter((namespace) => !this.namespaces.has(namespace)).sort();
    if (!this.options.contents) missing.forEach((namespace) => this.reportMissing(namespace));
    return {
      manifests: [
        ...types.map((type) => typeConfigManifest(type, this.options.systemNamespace)),
        ...(this.options.contents ? missing.map((namespace) => this.emptyNamespace(namespace)) : []),
        ...this.federated,
      ],
      leftOut: this.leftOut,
    };
  }

  private leaveUnnamed(object: ObjectRef, why: string, at: { readonly origin?: string }): void {
    this.leftOut.push({ object, reason: 'name-not-federable', detail: why, ...at });
    this.options.report({
      code: 'invalid-name',
      severity: 'warning',
      message: `No Federated object can have the name, so it is left out: ${why}.`,
      remedy: "Rename it; or put it into a chart as it is, where names are not bound to those of KubeFed's API.",
      object,
      path: '/metadata/name',
      ...at,
    });
  }

  private isAcceptable(object: ObjectRef, inNamespace: boolean, at: { readonly origin?: string }): boolean {
    const refuse = (problem: Pick<Problem, 'code' | 'message' | 'remedy' | 'path'>): false => {
      this.options.report({ ...problem, severity: 'error', object, ...at });
      return false;
    };
    if (object.name === '') {
      return refuse({
        code: 'invalid-name',
        message: 'The object has no name, and one that a server makes up would differ on every cluster.',
        remedy: 'Give it metadata.name.',
        path: '/metadata/name',
      });
    }
    if (inNamespace && object.namespace === undefined) {
      return refuse({
        code: 'missing-namespace',
        message: `A ${object.kind} lives in a namespace, and this one names none.`,
        remedy: 'Set metadata.namespace, or give --namespace.',
        path: '/metadata/namespace',
      });
    }
    const wrongNamespace = object.namespace === undefined ? undefined : checkDnsLabel(object.namespace);
    if (wrongNamespace !== undefined) {
      return refuse({
        code: 'invalid-name',
        message: `The namespace is wrong: ${wrongNamespace}.`,
        remedy: 'Name the namespace by a DNS label.',
        path: '/metadata/namespace',
      });
    }
    const key = objectKey(object);
    if (this.seen.has(key)) {
      const places = [this.seen.get(key), at.origin].filter((place) => place !== undefined);
      return refuse({
        code: 'duplicate-object',
        message: `${describeObject(object)} is in the input twice${places.length === 2 ? `: ${places.join(' and ')}` : ''}.`,
        remedy: 'Remove one of the two, or rename it.',
      });
    }
    this.seen.set(key, at.origin);
    return true;
  }

  /** The result brings along the types that KubeFed does not ship. */
  private declare({ type, known }: TypeOfTarget, object: ObjectRef, at: { readonly origin?: string }): void {
    if (known === 'shipped') return;
    this.declaredTypes.set(type.name, type);
    if (known !== 'guessed' || this.guessed.has(type)) return;
    this.guessed.add(type);
    this.options.report({
      code: 'assumed-scope',
      severity: 'warning',
      message:
        type.target.scope === 'Namespaced'
          ? `Nothing says what a ${type.target.kind} is; one names a namespace, so it is taken for a namespaced kind, with the plural ${type.target.pluralName}.`
          : `Nothing says what a ${type.target.kind} is; none names a namespace, so it is taken for a cluster-scoped kind, with the plural ${type.target.pluralName}.`,
      remedy: `Add its CustomResourceDefinition to the input, or correct the FederatedTypeConfig ${type.name}.`,
      object,
      ...at,
    });
  }

  private reportMissing(namespace: string): void {
    const count = this.contents.get(namespace) ?? 0;
    this.options.report({
      code: 'namespace-not-federated',
      severity: 'warning',
      message: `${count === 1 ? 'An object lives' : `${count} objects live`} in the namespace ${namespace}, and the input has no Namespace of that name: without a FederatedNamespace nothing in it goes anywhere.`,
      remedy: 'Give --contents to add one, or add the Namespace to the input.',
    });
  }

  private emptyNamespace(namespace: string): JsonObject {
    const { type } = this.types.of('v1', 'Namespace');
    return onAllClusters({
      apiVersion: apiVersionOf(type.federated),
      kind: type.federated.kind,
      name: namespace,
      namespace,
      template: {},
    });
  }
}

function textAt(manifest: JsonObject, field: 'name' | 'namespace'): string | undefined {
  const value = valueAt(manifest, ['metadata', field]);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function refOf(
  type: Pick<ObjectRef, 'apiVersion' | 'kind'>,
  { name, namespace }: { readonly name: string; readonly namespace: string | undefined },
): ObjectRef {
  return { ...type, ...(namespace !== undefined && { namespace }), name };
}
