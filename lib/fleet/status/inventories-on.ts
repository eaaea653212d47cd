import { type Answer, ok } from '../../kube/answer';
import { type ClusterApi } from '../../kube/cluster-api';
import { INVENTORY_LABEL } from '../inventory/inventory-maps';
import { textsOf } from '../metadata-of';

/** What an owner has on a cluster, as far as its inventory says so by itself. */
export interface OwnerCount {
  readonly owner: string;
  readonly objects: number;
}

/** Every inventory on a cluster, whoever its owner is, by the name of the owner. */
export async function inventoriesOn(api: ClusterApi, namespace: string): Promise<Answer<readonly OwnerCount[]>> {
  const maps = await api.list({ apiVersion: 'v1', kind: 'ConfigMap' }, { namespace, labelSelector: INVENTORY_LABEL });
  if (maps.outcome === 'failed') return maps;
  const heads = maps.value.items.flatMap(({ data }) => {
    const { owner, count } = textsOf(data);
    return owner === undefined || count === undefined || !/^\d+$/.test(count)
      ? []
      : [{ owner, objects: Number(count) }];
  });
  return ok(heads.sort((a, b) => (a.owner < b.owner ? -1 : 1)));
}
