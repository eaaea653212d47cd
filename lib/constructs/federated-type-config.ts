import { ApiObject } from 'cdk8s';
import { type Construct } from 'constructs';
import { type ApiType, CORE_GROUP, federatedTypeOf } from '../model/federated-type';
import { DEFAULT_SYSTEM_NAMESPACE } from '../model/federation';
import { knownKind } from '../model/known-kinds';
import { requireThat } from '../model/require-that';
import { kubefedPlural } from '../model/plural';
import { isFederatedApp } from './federated-app-trait';

/** The API of a target kind. */
export interface TargetType {
  /** @default '' - the core group */
  readonly group?: string;
  readonly version: string;
  readonly kind: string;
  /** @default - that of the kind where it is one of Kubernetes itself, else the lower-cased kind with KubeFed's plural ending */
  readonly pluralName?: string;
  /** @default - that of the kind where it is one of Kubernetes itself, else 'Namespaced' */
  readonly scope?: 'Cluster' | 'Namespaced';
}

/** What a FederatedTypeConfig takes. */
export interface FederatedTypeConfigProps {
  /** The kind to federate. */
  readonly targetType: TargetType;
  /** @default - Federated<Kind> of types.kubefed.io/v1beta1, as `kubefedctl enable` would name it */
  readonly federatedType?: Partial<ApiType>;
  /** @default 'Enabled' */
  readonly propagation?: 'Enabled' | 'Disabled';
  /** @default - the system namespace of the FederatedApp, else `kube-federation-system` */
  readonly namespace?: string;
}

/**
 * Declares a kind as one that is federated, so that its Federated kind is known wherever it comes from.
 *
 * @example
 * new FederatedTypeConfig(fleet, 'certificates', {
 *   targetType: { group: 'cert-manager.io', version: 'v1', kind: 'Certificate' },
 * });
 */
export class FederatedTypeConfig extends ApiObject {
  public constructor(scope: Construct, id: string, props: FederatedTypeConfigProps) {
    const type = federatedTypeOf(apiTypeOf(props.targetType));
    const { root } = scope.node;
    const systemNamespace = isFederatedApp(root) ? root.systemNamespace : undefined;
    super(scope, id, {
      apiVersion: `${CORE_GROUP}/v1beta1`,
      kind: 'FederatedTypeConfig',
      metadata: { name: type.name, namespace: props.namespace ?? systemNamespace ?? DEFAULT_SYSTEM_NAMESPACE },
      spec: {
        targetType: type.target,
        federatedType: { ...type.federated, ...props.federatedType },
        propagation: props.propagation ?? 'Enabled',
      },
    });
  }
}

/** A target type with all its defaults. */
export function apiTypeOf({ group = '', version, kind, ...given }: TargetType): ApiType {
  const isText =
    [group, version, kind].every((part: unknown) => typeof part === 'string') && kind !== '' && version !== '';
  requireThat(isText, 'The type of an object needs version and kind, and a group where it has one, as text.');
  const isScope = given.scope === undefined || ['Cluster', 'Namespaced'].includes(given.scope);
  requireThat(isScope, `The scope of ${kind} must be 'Cluster' or 'Namespaced'.`);
  const known = knownKind(group, kind);
  const { pluralName = known?.plural ?? kubefedPlural(kind), scope = known?.scope ?? 'Namespaced' } = given;
  return { group, version, kind, pluralName, scope };
}
