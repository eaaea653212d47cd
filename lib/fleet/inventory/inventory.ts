import { type InventoryEntry } from './inventory-entry';

/** Whose inventory it is, and of which cluster. */
export interface InventoryKey {
  /** The name of the owner. */
  readonly owner: string;
  /** {@link Owner.key}. */
  readonly ownerKey: string;
  /** The name of the cluster in the federation. */
  readonly cluster: string;
  /** Random, and kept where the owner is at home, so that two owners of one name are told apart. */
  readonly id: string;
  /** The UID of the cluster's `kube-system` namespace: a context may come to lead to another cluster. */
  readonly clusterUid: string;
}

/** What an owner has on a cluster. */
export interface Inventory extends InventoryKey {
  readonly entries: readonly InventoryEntry[];
}

/**
 * What was found of an inventory.
 * - `found`: it is whole, and ours.
 * - `absent`: there is none.
 * - `damaged`: it cannot be read, or a part of it is gone. It is not empty: nobody knows what is in it.
 * - `foreign`: it is of another: of another id, of another name of the cluster, or it was written on another cluster.
 */
export type FoundInventory =
  | { readonly state: 'found'; readonly inventory: Inventory; readonly handle: InventoryHandle }
  | { readonly state: 'absent' }
  | { readonly state: 'damaged'; readonly reason: string }
  | { readonly state: 'foreign'; readonly reason: string };

/** An inventory of which everything is known. */
export type ReadableInventory = Extract<FoundInventory, { readonly state: 'found' | 'absent' }>;

/** What a writer must know of an inventory that it has read, so that it overwrites no other writer. */
export interface InventoryHandle {
  /** Of its head. */
  readonly resourceVersion: string;
  /** The names of the ConfigMaps with its further parts. */
  readonly parts: readonly string[];
  /** ConfigMaps that a writer left behind who was stopped. */
  readonly stale: readonly string[];
}
