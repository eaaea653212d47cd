import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LocalFleet } from 'fed8s/testing';
import { type FleetMember } from '../../../lib/fleet/fleet-member';
import { openFleet } from '../../../lib/fleet/open-fleet';
import { type ClusterApi } from '../../../lib/kube/cluster-api';
import { openCluster } from '../../../lib/kube/open-cluster';
import { type ConnectionOptions } from '../../../lib/kube/open-endpoint';
import { kubeconfigText } from '../../../lib/testing/credentials/kubeconfig';
import { MisbehavingProxy } from './misbehaving-proxy';

/** How the clusters are reached. */
export interface Way extends ConnectionOptions {
  /** @default all */
  readonly clusters?: readonly string[];
  /** Another one. @default that of the way */
  readonly kubeconfig?: string;
  /** @default proxy */
  readonly through?: 'proxy' | 'nothing';
}

/** Real clusters with a misbehaving proxy before each. */
export class FaultFleet {
  /** Its contexts, named as the clusters, lead through the proxies. */
  public readonly kubeconfig: string;
  readonly #opened: FleetMember[] = [];

  private constructor(
    public readonly local: LocalFleet,
    private readonly proxies: ReadonlyMap<string, MisbehavingProxy>,
    private readonly apis: ReadonlyMap<string, ClusterApi>,
  ) {
    const folder = join(local.kubeconfig, '..');
    this.kubeconfig = join(folder, 'kubeconfig-of-proxies');
    const entries = [...proxies.values()].map(({ kubeconfigEntry }) => kubeconfigEntry);
    writeFileSync(this.kubeconfig, kubeconfigText(entries), { mode: 0o600 });
  }

  public static async start(...clusters: readonly string[]): Promise<FaultFleet> {
    const local = await LocalFleet.start({ clusters });
    try {
      const proxies = new Map<string, MisbehavingProxy>();
      const apis = new Map<string, ClusterApi>();
      for (const { name, server, files } of local.clusters) {
        const [authority, certificate, key] = [files.authority, files.adminCertificate, files.adminKey].map((file) =>
          readFileSync(file, 'utf8'),
        ) as [string, string, string];
        proxies.set(name, await MisbehavingProxy.start(name, { server, authority, certificate, key }));
        const opened = await openCluster({ kubeconfig: local.kubeconfig, context: name });
        if (opened.outcome === 'failed') throw new Error(opened.failure.message);
        apis.set(name, opened.value);
      }
      return new FaultFleet(local, proxies, apis);
    } catch (error) {
      await local.stop();
      throw error;
    }
  }

  public proxy(name: string): MisbehavingProxy {
    return this.proxies.get(name)!;
  }

  /** A cluster as it is: for whoever looks on, or writes beside us. */
  public api(name: string): ClusterApi {
    return this.apis.get(name)!;
  }

  /** The members as a run sees them, opened anew. */
  public async members({ through = 'proxy', clusters, kubeconfig, ...options }: Way = {}): Promise<
    readonly FleetMember[]
  > {
    const opened = await openFleet({
      clusters: (clusters ?? this.local.contexts).map((name) => ({ name })),
      kubeconfig: kubeconfig ?? (through === 'proxy' ? this.kubeconfig : this.local.kubeconfig),
      ...options,
    });
    this.#opened.push(...opened);
    return opened;
  }

  /** Everything as before the test, but for what is in the clusters. */
  public settle(): void {
    for (const proxy of this.proxies.values()) {
      proxy.behave();
      proxy.forget();
    }
    for (const { api } of this.#opened.splice(0)) if (api.outcome === 'ok') api.value.close();
  }

  public async stop(): Promise<void> {
    this.settle();
    for (const api of this.apis.values()) api.close();
    await Promise.all([...this.proxies.values()].map((proxy) => proxy.stop()));
    await this.local.stop();
  }
}
