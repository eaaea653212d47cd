import { execFileSync } from 'node:child_process';
import { type ClusterApi, type InitResult, type JoinOptions, type JoinResult } from 'fed8s/fleet';
import { init, join, openCluster, readMemberEndpoint } from 'fed8s/fleet';
import { type BinarySet, type LocalFleetOptions, findBinaries, LocalFleet } from 'fed8s/testing';

export const NAMESPACE = 'kube-federation-system';

/** A local fleet, and what tests of joining do with it. */
export class JoinedFleet {
  readonly #open = new Map<string, ClusterApi>();

  private constructor(
    public readonly local: LocalFleet,
    public readonly binaries: BinarySet,
  ) {}

  public static async start(options: LocalFleetOptions): Promise<JoinedFleet> {
    const binaries = await findBinaries(['kubectl']);
    return new JoinedFleet(await LocalFleet.start(options), binaries);
  }

  public async stop(): Promise<void> {
    for (const api of this.#open.values()) api.close();
    await this.local.stop();
  }

  /** A cluster, by its context; one connection for each. */
  public async api(context: string): Promise<ClusterApi> {
    const known = this.#open.get(context);
    if (known !== undefined) return known;
    const opened = await openCluster({ kubeconfig: this.local.kubeconfig, context, timeoutMs: 5_000 });
    if (opened.outcome === 'failed') throw new Error(opened.failure.message);
    this.#open.set(context, opened.value);
    return opened.value;
  }

  public async init(): Promise<InitResult> {
    return await init({ host: await this.api('host') });
  }

  /** Joins a cluster to the cluster `host`; its context is named like it. */
  public async join(
    cluster: string,
    options: Partial<JoinOptions> & { readonly context?: string } = {},
  ): Promise<JoinResult> {
    const context = options.context ?? cluster;
    const endpoint = readMemberEndpoint({ kubeconfig: this.local.kubeconfig, context });
    if (endpoint.outcome === 'failed') throw new Error(endpoint.failure.message);
    return await join({
      cluster,
      host: await this.api('host'),
      member: await this.api(context),
      endpoint: endpoint.value,
      hostName: 'host',
      context,
      ...options,
    });
  }

  /** What kubectl prints. */
  public kubectl(context: string, ...args: readonly string[]): string {
    return execFileSync(
      this.binaries.path('kubectl'),
      ['--kubeconfig', this.local.kubeconfig, '--context', context, '--request-timeout=20s', ...args],
      { encoding: 'utf8', stdio: 'pipe' },
    );
  }

  /** Objects as `kind/name`, with spaces between the kinds that are asked for. */
  public names(context: string, ...args: readonly string[]): readonly string[] {
    return this.kubectl(context, 'get', ...args, '-o=name')
      .split('\n')
      .filter((line) => line !== '');
  }
}
