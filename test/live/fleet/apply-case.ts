import { randomUUID } from 'node:crypto';
import { apply } from '../../../lib/fleet/apply/apply';
import { type ApplyResult, type ObjectResult } from '../../../lib/fleet/apply/apply-result';
import { type ApplySettings } from '../../../lib/fleet/apply/apply-settings';
import { type FleetMember } from '../../../lib/fleet/fleet-member';
import { ownerNamed } from '../../../lib/fleet/owner/owner';
import { type ClusterApi } from '../../../lib/kube/cluster-api';
import { openCluster } from '../../../lib/kube/open-cluster';
import { type JsonObject } from '../../../lib/model/json';
import { describeObject, type ObjectRef } from '../../../lib/model/object-ref';
import { type LocalFleet } from '../../../lib/testing/local-fleet';

/** One owner, with a namespace of its own, who applies to clusters of a fleet. */
export class ApplyCase {
  public readonly namespace: string;
  public readonly settings: ApplySettings;

  public constructor(
    private readonly local: LocalFleet,
    name: string,
    settings: Partial<ApplySettings> = {},
  ) {
    this.namespace = name;
    // Tests delete nearly all they have.
    const budget = { maxDeletes: 1_000_000, allowed: local.contexts };
    this.settings = { owner: ownerNamed(name), id: randomUUID(), budget, timeout: 30_000, ...settings };
  }

  public async member(cluster: string): Promise<FleetMember> {
    return { name: cluster, api: await openCluster({ kubeconfig: this.local.kubeconfig, context: cluster }) };
  }

  public async api(cluster: string): Promise<ClusterApi> {
    const { api } = await this.member(cluster);
    if (api.outcome === 'failed') throw new Error(api.failure.message);
    return api.value;
  }

  /** Applies what is said of each cluster. */
  public async apply(
    desired: Readonly<Record<string, readonly JsonObject[]>>,
    settings: Partial<ApplySettings> = {},
  ): Promise<ApplyResult> {
    const members = await Promise.all(Object.keys(desired).map((name) => this.member(name)));
    try {
      return await apply({
        members,
        desired: Object.entries(desired).map(([name, manifests]) => ({ name, manifests })),
        ...this.settings,
        ...settings,
      });
    } finally {
      for (const { api } of members) if (api.outcome === 'ok') api.value.close();
    }
  }

  public object(type: string, name: string, rest: JsonObject = {}): JsonObject {
    const [apiVersion, kind] = type.split(' ') as [string, string];
    const { metadata, ...fields } = rest;
    return { apiVersion, kind, metadata: { name, namespace: this.namespace, ...(metadata as JsonObject) }, ...fields };
  }

  public configMap(name: string, data: JsonObject, metadata: JsonObject = {}): JsonObject {
    return this.object('v1 ConfigMap', name, { data, metadata });
  }

  public get namespaceObject(): JsonObject {
    return { apiVersion: 'v1', kind: 'Namespace', metadata: { name: this.namespace } };
  }

  public ref(type: string, name: string): ObjectRef {
    const [apiVersion, kind] = type.split(' ') as [string, string];
    return { apiVersion, kind, namespace: this.namespace, name };
  }
}

/** What came of each object of a cluster: `ConfigMap shop/a created`. */
export function outcomes(result: ApplyResult, cluster: string): readonly string[] {
  return objectsOf(result, cluster).map(({ object, outcome }) => `${describeObject(object)} ${outcome}`);
}

export function objectsOf(result: ApplyResult, cluster: string): readonly ObjectResult[] {
  const found = result.clusters.find((one) => one.cluster === cluster);
  if (found?.outcome !== 'done') throw new Error(JSON.stringify(result, undefined, 1));
  if (found.value.outcome !== 'applied') throw new Error(JSON.stringify(found.value, undefined, 1));
  return found.value.objects;
}
