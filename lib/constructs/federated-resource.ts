import { ApiObject, type ApiObjectMetadata, Lazy } from 'cdk8s';
import { type Construct } from 'constructs';
import { apiVersionOf, federatedTypeOf } from '../model/federated-type';
import { type ClusterOverrides, type OverrideOperation } from '../model/override';
import { inKubeFedForm } from '../model/placement';
import { isMap } from '../model/require-that';
import { atWork } from './at-work';
import { type FederatedPlacement, hasPolicy } from './federated-placement';
import { type FederatedReplicas } from './federated-replicas';
import { type TargetType, apiTypeOf } from './federated-type-config';
import { isRecordingPerCluster, renderPerCluster } from './per-cluster';
import { OverrideBuilder } from './override-builder';
import { type OverrideSource, type Overrides, carriesOverrides, overrideSources } from './override-sources';
import { type OwnPolicy, carriesPolicy } from './own-policy';
import { placementFor } from './policy';
import { policyReader } from './policy-reader';
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
  readonly placement?: FederatedPlacement;
  /**
   * How its replicas are divided over those clusters.
   *
   * @default - those of its chart, or of the nearest construct around it; else every cluster gets what the template says
   */
  readonly replicas?: FederatedReplicas;
  /**
   * How it differs from cluster to cluster: in KubeFed's own form, or by rules whose fields and values are checked by the
   * compiler. A later one wins.
   *
   * @default - it does not
   */
  readonly overrides?: Overrides<Template>;
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
  private readonly sources: OverrideSource[];

  public constructor(scope: Construct, id: string, props: FederatedResourceProps<Template>) {
    const type = federatedTypeOf(apiTypeOf(props.type));
    const path = `${scope.node.path}/${id}`;
    const sources = [...overrideSources(props.overrides, path)];
    const own = ownPolicy(props, path);
    super(scope, id, {
      apiVersion: apiVersionOf(type.federated),
      kind: type.federated.kind,
      ...(props.metadata !== undefined && { metadata: props.metadata }),
      spec: {
        template: props.template,
        placement: Lazy.any({
          produce: () => inKubeFedForm(own.placement?.placement ?? placementFor(this)?.placement),
        }) as unknown,
        overrides: Lazy.any({ produce: () => this.plainOverrides() }) as unknown,
        retainReplicas: props.retainReplicas,
      },
    });
    this.sources = sources;
    carriesPolicy(this, own);
    carriesOverrides(this, () => (this.hasRules() ? this.readSources() : []));
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
    const last = this.sources.at(-1);
    const clusters = last?.kind === 'list' ? [...last.clusters] : [];
    const index = clusters.findIndex((entry) => entry.clusterName === clusterName);
    const known = clusters[index]?.clusterOverrides ?? [];
    const entry = { clusterName, clusterOverrides: [...known, ...operations] };
    if (index < 0) clusters.push(entry);
    else clusters[index] = entry;
    const source: OverrideSource = { kind: 'list', clusters, origin: this.node.path };
    if (last?.kind === 'list') this.sources[this.sources.length - 1] = source;
    else this.sources.push(source);
    return this;
  }

  /**
   * Adds overrides by rules, after those that it has.
   *
   * @example
   * redis.override.where({ region: 'eu' }).set((d) => d.spec.template.spec.containers.named('redis').image, 'redis:8');
   */
  public get override(): OverrideBuilder<Template> {
    return new OverrideBuilder<Template>(({ draft }) => {
      this.sources.push({ kind: 'rule', draft, origin: this.node.path });
    });
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
    const sources = this.hasRules() ? this.readSources() : [];
    return atWork.inKubeFedsForm({ construct: this, ...renderPerCluster(scoped), sources });
  }

  private hasRules(): boolean {
    return this.sources.some(({ kind }) => kind === 'rule');
  }

  /** In KubeFed's form, where that is all there is; rules need to know the clusters first. */
  private plainOverrides(): readonly ClusterOverrides[] | undefined {
    if (this.hasRules()) return undefined;
    const clusters = this.sources.flatMap((source) => (source.kind === 'list' ? source.clusters : []));
    return clusters.length === 0 ? undefined : clusters;
  }

  private readSources(): readonly OverrideSource[] {
    return this.sources.map((source) =>
      source.kind === 'list' ? { ...source, clusters: policyReader.overrides(source.clusters, source.origin) } : source,
    );
  }
}

/** KubeFed's half of a placement is read with the rest of the object. */
function ownPolicy({ placement, replicas }: FederatedProps<unknown>, origin: string): OwnPolicy {
  const isPlain = placement === undefined || !isMap(placement) || !hasPolicy(placement);
  return {
    ...(placement !== undefined && {
      placement: isPlain ? { placement } : policyReader.ownPlacement(placement, origin),
    }),
    ...(replicas !== undefined && { replicas: policyReader.replicas(replicas, origin) }),
  };
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
