import { apply } from '../../../lib/fleet/apply/apply';
import { type ApplyResult } from '../../../lib/fleet/apply/apply-result';
import { type ApplySettings } from '../../../lib/fleet/apply/apply-settings';
import { readInventory } from '../../../lib/fleet/inventory/inventory-store';
import { ownerNamed } from '../../../lib/fleet/owner/owner';
import { type Pacing, realPacing } from '../../../lib/kube/http/pacing';
import { type JsonObject } from '../../../lib/model/json';
import { type FaultFleet, type Way } from './fault-fleet';
import { livingValues, namespace } from './objects';

/** By cluster: what is to be on it. */
export type Declared = Readonly<Record<string, readonly JsonObject[]>>;

const SYSTEM_NAMESPACE = 'kube-federation-system';
/** Under which the inventories of all scenarios are kept. */
export const INVENTORY_ID = '8f14e45f-ceea-467f-a0e6-b2d7b1a0c3d1';

/** Real time, but for the waits before retries, which are a tenth. */
const HASTE: Pacing = {
  ...realPacing,
  sleep: (milliseconds, signal) => realPacing.sleep(milliseconds / 10, signal),
};

type ScenarioSettings = Partial<ApplySettings> &
  Way & {
    /** Called when the ways to the clusters are open, before anything is sent. */
    readonly onOpened?: () => void;
  };

/** One owner in a namespace of its own, so that tests on one fleet do not meet. */
export class Scenario {
  public readonly namespace: string;

  public constructor(
    private readonly fleet: FaultFleet,
    name: string,
    private readonly ownerName = name,
  ) {
    this.namespace = name;
  }

  /** The same on each cluster: the namespace, and what is given. */
  public everywhere(objects: readonly JsonObject[]): Declared {
    const all = [namespace(this.namespace), ...objects];
    return Object.fromEntries(this.fleet.local.contexts.map((cluster) => [cluster, all]));
  }

  /** Applies what is declared, as a run of its own. Everything may be deleted that is declared no more. */
  public async apply(
    declared: Declared,
    { through, kubeconfig, timeoutMs = 2000, onOpened, ...settings }: ScenarioSettings = {},
  ): Promise<ApplyResult> {
    const clusters = Object.keys(declared);
    const members = await this.fleet.members({
      clusters,
      timeoutMs,
      pacing: HASTE,
      ...(through && { through }),
      ...(kubeconfig !== undefined && { kubeconfig }),
      ...(settings.signal && { signal: settings.signal }),
    });
    onOpened?.();
    return await apply({
      members,
      desired: clusters.map((name) => ({ name, manifests: declared[name]! })),
      owner: ownerNamed(this.ownerName),
      id: INVENTORY_ID,
      systemNamespace: SYSTEM_NAMESPACE,
      budget: { maxDeletes: 100, allowed: clusters },
      timeout: 3000,
      ...settings,
    });
  }

  /** The values of the ConfigMaps that live on a cluster. */
  public living(cluster: string): Promise<Readonly<Record<string, string | undefined>>> {
    return livingValues(this.fleet.api(cluster), this.namespace);
  }

  /** By name: the UIDs of the ConfigMaps that live on a cluster. */
  public async uids(cluster: string): Promise<Readonly<Record<string, string>>> {
    const listed = await this.fleet
      .api(cluster)
      .list({ apiVersion: 'v1', kind: 'ConfigMap' }, { namespace: this.namespace });
    if (listed.outcome === 'failed') throw new Error(listed.failure.message);
    const metadata = listed.value.items.map((item) => item.metadata as { name: string; uid: string });
    return Object.fromEntries(metadata.map(({ name, uid }) => [name, uid]));
  }

  /** The names of what the inventory holds of a cluster, sorted; or what else was found. */
  public async inventory(cluster: string): Promise<readonly string[] | string> {
    const api = this.fleet.api(cluster);
    const system = await api.get({ apiVersion: 'v1', kind: 'Namespace', name: 'kube-system' });
    if (system.outcome === 'failed') throw new Error(system.failure.message);
    const { name: owner, key: ownerKey } = ownerNamed(this.ownerName);
    const clusterUid = (system.value.metadata as { uid: string }).uid;
    const read = await readInventory(api, {
      owner,
      ownerKey,
      cluster,
      id: INVENTORY_ID,
      clusterUid,
      namespace: SYSTEM_NAMESPACE,
    });
    if (read.outcome === 'failed') throw new Error(read.failure.message);
    return read.value.state === 'found'
      ? read.value.inventory.entries.map(({ name }) => name).sort()
      : read.value.state;
  }
}

/** What a run tells of each cluster, in few words: `created 6`, `failed 1, updated 5`, `unknown: timeout`. */
export function told({ clusters }: ApplyResult): Readonly<Record<string, string>> {
  return Object.fromEntries(
    clusters.map((of) => {
      if (of.outcome === 'unknown') return [of.cluster, `unknown: ${of.failure.kind}`];
      if (of.value.outcome !== 'applied') return [of.cluster, of.value.outcome];
      const counts = new Map<string, number>();
      for (const { outcome } of of.value.objects) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
      const words = [...counts].sort().map(([outcome, count]) => `${outcome} ${count}`);
      return [of.cluster, words.join(', ')];
    }),
  );
}

/** The failures that a run tells of objects on a cluster. */
export function failuresOn(cluster: string, { clusters }: ApplyResult): readonly string[] {
  const of = clusters.find((one) => one.cluster === cluster);
  if (of?.outcome !== 'done' || of.value.outcome !== 'applied') return [];
  return of.value.objects.flatMap(({ failure }) => (failure === undefined ? [] : [failure.kind]));
}
