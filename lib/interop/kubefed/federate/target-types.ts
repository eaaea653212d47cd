import {
  type FederatedType,
  type Scope,
  CORE_GROUP,
  TYPES_GROUP,
  apiVersionOf,
  builtInTypes,
  federatedTypeOf,
  readFederatedTypeConfig,
  typeOfKnownKind,
} from '../../../model/federated-type';
import { type Json, type JsonObject, isJsonObject } from '../../../model/json';
import { groupOf } from '../../../model/object-ref';
import { kubefedPlural } from '../../../model/plural';
import { valueAt } from './json-removal';

/** The type by which a kind is federated. */
export interface TypeOfTarget {
  readonly type: FederatedType;
  /** Who knows it: KubeFed's chart, Kubernetes, the input; or nobody. */
  readonly known: 'shipped' | 'kubernetes' | 'declared' | 'guessed';
}

/** By which types the kinds of an input are federated. */
export class TargetTypes {
  private readonly types = new Map<string, TypeOfTarget>();
  private readonly customResources = new Map<string, { readonly pluralName: string; readonly scope: Scope }>();
  /** Kinds of which some object names a namespace. */
  private readonly namespaced = new Set<string>();
  /** Which target has a Federated kind: two targets of one kind cannot share it. */
  private readonly federatedKinds = new Map<string, string>();

  /** @param manifests all of the input: its FederatedTypeConfigs and CustomResourceDefinitions say what kinds are. */
  public constructor(manifests: readonly JsonObject[]) {
    for (const manifest of manifests) {
      const { apiVersion, kind } = manifest;
      if (typeof apiVersion !== 'string' || typeof kind !== 'string') continue;
      const group = groupOf(apiVersion);
      if (group === CORE_GROUP && kind === 'FederatedTypeConfig') {
        // What is wrong with one is told when the result is resolved together with it.
        const type = readFederatedTypeConfig(manifest, undefined, () => undefined);
        if (type !== undefined) this.remember({ type, known: 'declared' });
      } else if (group === 'apiextensions.k8s.io' && kind === 'CustomResourceDefinition') {
        this.readCustomResource(manifest.spec);
      } else if (typeof valueAt(manifest, ['metadata', 'namespace']) === 'string') {
        this.namespaced.add(`${group}/${kind}`);
      }
    }
    for (const type of builtInTypes) {
      if (!this.types.has(keyOf(type))) this.remember({ type, known: 'shipped' });
    }
  }

  /** The type of a kind; a kind that nobody knows is guessed as `kubefedctl federate -f` guesses. */
  public of(apiVersion: string, kind: string): TypeOfTarget {
    const group = groupOf(apiVersion);
    const key = `${group}/${kind}`;
    const remembered = this.types.get(key);
    if (remembered !== undefined) return remembered;
    const ofKubernetes = typeOfKnownKind(group, kind);
    const declared = this.customResources.get(key);
    const version = apiVersion.slice(apiVersion.indexOf('/') + 1);
    const type =
      ofKubernetes ??
      federatedTypeOf({
        group,
        version,
        kind,
        ...(declared ?? {
          pluralName: kubefedPlural(kind),
          scope: this.namespaced.has(key) ? 'Namespaced' : 'Cluster',
        }),
      });
    const known = ofKubernetes !== undefined ? 'kubernetes' : declared !== undefined ? 'declared' : 'guessed';
    return this.remember({ type: this.withOwnKind(type), known });
  }

  private remember(known: TypeOfTarget): TypeOfTarget {
    const { type } = known;
    this.types.set(keyOf(type), known);
    const kind = `${type.federated.group}/${type.federated.kind}`;
    if (!this.federatedKinds.has(kind)) this.federatedKinds.set(kind, type.target.group);
    return known;
  }

  /** Knative has a Service too: its Federated kind cannot be in the group of KubeFed's FederatedService. */
  private withOwnKind(type: FederatedType): FederatedType {
    const { target, federated } = type;
    const taken = this.federatedKinds.get(`${federated.group}/${federated.kind}`);
    if (taken === undefined || taken === target.group) return type;
    return { ...type, federated: { ...federated, group: `${target.group || 'core'}.${TYPES_GROUP}` } };
  }

  private readCustomResource(spec: Json | undefined): void {
    if (!isJsonObject(spec) || !isJsonObject(spec.names)) return;
    const { group, scope } = spec;
    const { kind, plural } = spec.names;
    if (typeof group !== 'string' || typeof kind !== 'string' || typeof plural !== 'string') return;
    if (scope === 'Cluster' || scope === 'Namespaced')
      this.customResources.set(`${group}/${kind}`, { pluralName: plural, scope });
  }
}

/** The FederatedTypeConfig that declares a type, as `kubefedctl enable` writes it. */
export function typeConfigManifest(
  { name, target, federated, propagation }: FederatedType,
  systemNamespace: string,
): JsonObject {
  return {
    apiVersion: `${CORE_GROUP}/v1beta1`,
    kind: 'FederatedTypeConfig',
    metadata: { name, namespace: systemNamespace },
    spec: {
      federatedType: { ...federated },
      propagation,
      targetType: {
        ...(target.group !== '' && { group: target.group }),
        kind: target.kind,
        pluralName: target.pluralName,
        scope: target.scope,
        version: target.version,
      },
    },
  };
}

/** The apiVersion that a template must carry: that of the object, where the type would say another. */
export function templateApiVersion(apiVersion: string, type: FederatedType): string | undefined {
  return apiVersion === apiVersionOf(type.target) ? undefined : apiVersion;
}

function keyOf({ target }: FederatedType): string {
  return `${target.group}/${target.kind}`;
}
