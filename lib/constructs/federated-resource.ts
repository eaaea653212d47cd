import { ApiObject, type ApiObjectMetadata, Lazy } from 'cdk8s';
import { type Construct } from 'constructs';
import { apiVersionOf, federatedTypeOf } from '../model/federated-type';
import { FederationError } from '../model/federation-error';
import { type ClusterOverrides, type OverrideOperation, inOneList } from '../model/override';
import { type Placement, inKubeFedForm } from '../model/placement';
import { type TargetType, apiTypeOf } from './federated-type-config';
import { type PerClusterPlace, isRecordingPerCluster, renderPerCluster } from './per-cluster';
import { perClusterOverrides } from './per-cluster-overrides';
import { overrideListProblems } from '../resolve/overrides/override-list-problems';
import { PlacedClusters } from './placed-clusters';
import { overridesFor, placementFor } from './policy';
import { setTypeOfConstruct, typeOfConstruct } from './type-of-construct';

/** What every Federated construct takes. */
export interface FederatedProps<Template> {
  /**
   * Of the federated object. Its name and namespace are those of the object on the members.
   *
   * @default - named by cdk8s, in the namespace of the chart
   */
  readonly metadata?: ApiObjectMetadata;
  /**
   * What the members get: the object without apiVersion and kind, which are known.
   *
   * @default - an empty object
   */
  readonly template?: Template;
  /**
   * Where it goes.
   *
   * @default - the placement of its chart, or of the nearest construct around it that has one
   */
  readonly placement?: Placement;
  /**
   * How it differs from cluster to cluster, in KubeFed's own form.
   *
   * @default - it does not
   */
  readonly overrides?: readonly ClusterOverrides[];
  /**
   * Whether KubeFed's controller leaves `spec.replicas` to what it finds on the members.
   *
   * @default false
   */
  readonly retainReplicas?: boolean;
}

/** What a FederatedResource takes. */
export interface FederatedResourceProps<Template = object> extends FederatedProps<Template> {
  /** The kind that the members get. */
  readonly type: TargetType;
}

/**
 * An object of any kind, federated: an ApiObject of KubeFed's API. Under a FederatedApp every cluster gets its plain object;
 * under a plain cdk8s App it is the KubeFed custom resource.
 *
 * @typeParam Template the shape of the template; give the type of your custom resource to have it checked.
 *
 * @example
 * new FederatedResource<{ spec: { dnsNames: string[] } }>(chart, 'certificate', {
 *   type: { group: 'cert-manager.io', version: 'v1', kind: 'Certificate' },
 *   template: { spec: { dnsNames: ['shop.example.com'] } },
 *   placement: { clusterSelector: {} },
 * });
 */
export class FederatedResource<Template = object> extends ApiObject {
  private readonly overrides: ClusterOverrides[];

  public constructor(scope: Construct, id: string, props: FederatedResourceProps<Template>) {
    const type = federatedTypeOf(apiTypeOf(props.type));
    const overrides = [...(props.overrides ?? [])];
    super(scope, id, {
      apiVersion: apiVersionOf(type.federated),
      kind: type.federated.kind,
      ...(props.metadata !== undefined && { metadata: props.metadata }),
      spec: {
        template: props.template,
        placement: Lazy.any({ produce: () => inKubeFedForm(props.placement ?? placementFor(this)) }) as unknown,
        overrides: Lazy.any({ produce: () => (this.overrides.length === 0 ? undefined : this.overrides) }) as unknown,
        retainReplicas: props.retainReplicas,
      },
    });
    this.overrides = overrides;
    setTypeOfConstruct(this, type);
    if (type.name === 'cronjobs.batch') {
      this.node.addValidation({ validate: () => cronJobNameProblems(this.name) });
    }
  }

  /**
   * Adds overrides for one cluster, after those that it has.
   *
   * @example
   * redis.addOverrides('cluster2', { path: '/spec/replicas', value: 5 });
   */
  public addOverrides(clusterName: string, ...operations: OverrideOperation[]): this {
    const index = this.overrides.findIndex((entry) => entry.clusterName === clusterName);
    const known = this.overrides[index]?.clusterOverrides ?? [];
    const entry = { clusterName, clusterOverrides: [...known, ...operations] };
    if (index < 0) this.overrides.push(entry);
    else this.overrides[index] = entry;
    return this;
  }

  /**
   * The object of KubeFed's API. Per-cluster values become overrides of the clusters in the tree, and the overrides of the
   * constructs around it stand before its own.
   *
   * @throws FederationError where a per-cluster value fails, or KubeFed would refuse the overrides.
   */
  public override toJson(): Record<string, unknown> {
    const scoped = (): Record<string, unknown> =>
      withoutClusterScopedNamespace(this, super.toJson() as Record<string, unknown>);
    if (isRecordingPerCluster()) return scoped();
    const { manifest, places } = renderPerCluster(scoped);
    const rendered = manifest as { spec: { overrides?: readonly ClusterOverrides[] } };
    const around = overridesFor(this);
    if (places.length === 0 && around.length === 0) return rendered;
    const values = places.length === 0 ? [] : this.perClusterOverrides(manifest, places);
    const overrides = inOneList([values, ...around, rendered.spec.overrides ?? []]);
    const problems = overrideListProblems(overrides);
    if (problems.length > 0) {
      throw new FederationError(problems.map((problem) => ({ ...problem, origin: this.node.path })));
    }
    rendered.spec.overrides = overrides;
    return rendered;
  }

  private perClusterOverrides(manifest: unknown, places: readonly PerClusterPlace[]): readonly ClusterOverrides[] {
    const placed = PlacedClusters.around(this);
    const origin = this.node.path;
    if (placed.all.length === 0) {
      throw new FederationError({
        code: 'per-cluster-misplaced',
        severity: 'error',
        message: 'A per-cluster value stands where no cluster is known.',
        remedy: 'Add the KubeFedClusters to the tree.',
        origin,
      });
    }
    return perClusterOverrides({
      places,
      clusters: placed.of({ construct: this, manifest }, true),
      origin,
      template: ['spec', 'template'],
    });
  }
}

/** cdk8s gives every object the namespace of its chart, also one that lives in none. */
function withoutClusterScopedNamespace(
  construct: ApiObject,
  manifest: Record<string, unknown>,
): Record<string, unknown> {
  if (typeOfConstruct(construct)?.federated.scope !== 'Cluster') return manifest;
  const { namespace: _, ...metadata } = manifest.metadata as Record<string, unknown>;
  return { ...manifest, metadata };
}

/** The longest name of a CronJob: that of its Jobs has eleven more characters. cdk8s minds it for CronJobs themselves alone. */
const MAX_CRON_JOB_NAME = 52;

function cronJobNameProblems(name: string): string[] {
  if (name.length <= MAX_CRON_JOB_NAME) return [];
  return [
    `The name ${name} is longer than ${MAX_CRON_JOB_NAME} characters, and no API server takes it for a CronJob. Give a shorter metadata.name.`,
  ];
}
