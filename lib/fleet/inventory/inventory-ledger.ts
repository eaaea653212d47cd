import { type Answer, failed, failedAs, ok } from '../../kube/answer';
import { type ClusterApi } from '../../kube/cluster-api';
import { type InventoryHandle, type InventoryKey, type ReadableInventory } from './inventory';
import { type InventoryEntry, inOrder } from './inventory-entry';
import { headName } from './inventory-maps';
import { readInventory, removeInventory, writeInventory } from './inventory-store';

/** So often another writer may be faster. */
const MOST_ATTEMPTS = 5;

/** The inventory of one owner on one cluster, as it is kept up to date in the course of a run. */
export class InventoryLedger {
  #entries: readonly InventoryEntry[];
  #handle: InventoryHandle | undefined;

  private readonly key: InventoryKey;
  private readonly namespace: string;

  /** @param found as it was read. */
  public constructor(
    private readonly api: ClusterApi,
    { key, namespace }: { readonly key: InventoryKey; readonly namespace: string },
    found: ReadableInventory,
  ) {
    this.key = key;
    this.namespace = namespace;
    this.#entries = found.state === 'found' ? found.inventory.entries : [];
    this.#handle = found.state === 'found' ? found.handle : undefined;
  }

  /** As they stand in the cluster, as far as this run knows. */
  public get entries(): readonly InventoryEntry[] {
    return this.#entries;
  }

  /**
   * Changes the entries. Where another writer was faster, the change is made to what that one has written. An inventory of
   * nothing is removed. Nothing is sent where nothing changes.
   */
  public async change(
    change: (entries: readonly InventoryEntry[]) => readonly InventoryEntry[],
  ): Promise<Answer<undefined>> {
    for (let attempt = 1; ; attempt += 1) {
      const next = inOrder(change(this.#entries));
      if (isSame(next, this.#entries)) return ok(undefined);
      const written = await this.write(next);
      if (written.outcome === 'ok') {
        this.#entries = next;
        return ok(undefined);
      }
      const wasOvertaken = failedAs(written, 'conflict', 'already-exists') && attempt < MOST_ATTEMPTS;
      if (!wasOvertaken) return written;
      const read = await this.reread();
      if (read.outcome === 'failed') return read;
    }
  }

  private async write(entries: readonly InventoryEntry[]): Promise<Answer<undefined>> {
    const { api, namespace, key } = this;
    if (entries.length === 0 && this.#handle !== undefined) {
      const removed = await removeInventory(api, { namespace, name: headName(key), handle: this.#handle });
      if (removed.outcome === 'ok') this.#handle = undefined;
      return removed;
    }
    const at = { namespace, handle: this.#handle };
    let written = await writeInventory(api, { ...key, entries }, at);
    if (this.#handle === undefined && failedAs(written, 'not-found')) {
      const made = await this.makeNamespace();
      if (made.outcome === 'failed') return made;
      written = await writeInventory(api, { ...key, entries }, at);
    }
    if (written.outcome === 'failed') return written;
    this.#handle = written.value;
    return ok(undefined);
  }

  private async makeNamespace(): Promise<Answer<undefined>> {
    const made = await this.api.create({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: this.namespace, labels: { 'app.kubernetes.io/managed-by': 'fed8s' } },
    });
    return made.outcome === 'ok' || failedAs(made, 'already-exists') ? ok(undefined) : made;
  }

  private async reread(): Promise<Answer<undefined>> {
    const read = await readInventory(this.api, { ...this.key, namespace: this.namespace });
    if (read.outcome === 'failed') return read;
    const found = read.value;
    if (found.state === 'damaged' || found.state === 'foreign') {
      const message = `The inventory cannot be written: ${found.reason}.`;
      return failed({ kind: 'conflict', message });
    }
    this.#entries = found.state === 'found' ? found.inventory.entries : [];
    this.#handle = found.state === 'found' ? found.handle : undefined;
    return ok(undefined);
  }
}

function isSame(a: readonly InventoryEntry[], b: readonly InventoryEntry[]): boolean {
  return (
    a.length === b.length &&
    a.every((entry, index) => {
      const other = b[index] as InventoryEntry;
      return (
        entry === other ||
        (entry.name === other.name &&
          entry.namespace === other.namespace &&
          entry.kind === other.kind &&
          entry.apiVersion === other.apiVersion &&
          entry.uid === other.uid)
      );
    })
  );
}
