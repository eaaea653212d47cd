import { existsSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBinaries } from './binaries/find-binaries';
import { etcdArgs, etcdSocket } from './components/etcd';
import { kubeconfigText } from './credentials/kubeconfig';
import { type LocalFleetOptions, readClusters } from './fleet-options';
import { LocalCluster, type LocalFleetParts } from './local-cluster';
import { LocalFleetError } from './local-fleet-error';
import { type RunningProgram, Supervisor } from './processes/supervisor';
import { waitUntilReady } from './processes/wait-until-ready';

/** In milliseconds. */
const ETCD_TIMEOUT = 30_000;

/**
 * Real Kubernetes control planes on this machine, for tests: a kube-apiserver per cluster with its own certificate authority,
 * one etcd for all. Everything listens on 127.0.0.1 alone and lies in one temporary folder; all of it ends with
 * {@link LocalFleet.stop}, or with this process, however that one ends; a fleet does not keep a process alive.
 *
 * @example
 * const local = await LocalFleet.start({ clusters: ['host', 'cluster1'] });
 * console.log(local.kubeconfig, local.contexts);
 * await local.stop();
 */
export class LocalFleet {
  /** The path of a kubeconfig with a context for each cluster, named as the cluster, with all rights. The first is current. */
  public readonly kubeconfig: string;

  private constructor(
    private readonly parts: LocalFleetParts,
    /** In the order in which they were asked for. */
    public readonly clusters: readonly LocalCluster[],
    private etcd: RunningProgram,
  ) {
    this.kubeconfig = join(parts.folder, 'kubeconfig');
    writeFileSync(this.kubeconfig, kubeconfigText(clusters.map(({ kubeconfigEntry }) => kubeconfigEntry)), {
      mode: 0o600,
    });
  }

  /**
   * Starts a fleet, once the binaries are there: see {@link findBinaries}.
   *
   * @throws LocalFleetError. Nothing is left running then.
   */
  public static async start(options: LocalFleetOptions): Promise<LocalFleet> {
    const wanted = readClusters(options);
    const workloads = options.workloads ?? false;
    const binaries = await findBinaries([
      'etcd',
      'kube-apiserver',
      ...(workloads || options.controllerManager !== false ? (['kube-controller-manager'] as const) : []),
      ...(workloads ? (['kube-scheduler', 'kwok'] as const) : []),
    ]);
    // Short, since the path of a socket may be no longer than about 100 bytes.
    const folder = mkdtempSync(join(realpathSync(tmpdir()), 'fed8s-fleet-'));
    const supervisor = new Supervisor(folder);
    const parts = { folder, supervisor, binaries, options };
    try {
      const etcd = await startEtcd(parts);
      const started = await Promise.allSettled(wanted.map((cluster) => LocalCluster.start(parts, cluster)));
      const failed = started.find((one) => one.status === 'rejected');
      if (failed !== undefined) throw failed.reason;
      const clusters = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
      return new LocalFleet(parts, clusters, etcd);
    } catch (error) {
      await supervisor.end();
      throw error;
    }
  }

  /** Fulfilled when the fleet has ended: by {@link stop}, or since somebody has ended its processes from outside. */
  public get ended(): Promise<void> {
    return this.parts.supervisor.gone;
  }

  /** The names of the contexts of {@link kubeconfig}. */
  public get contexts(): readonly string[] {
    return this.clusters.map(({ name }) => name);
  }

  /** @throws LocalFleetError `wrong-options`: there is no such cluster. */
  public cluster(name: string): LocalCluster {
    const found = this.clusters.find((cluster) => cluster.name === name);
    if (found !== undefined) return found;
    throw new LocalFleetError(
      'wrong-options',
      `The local fleet has no cluster ${name}, but ${this.contexts.join(', ')}.`,
    );
  }

  /** The address of a cluster's API: `https://127.0.0.1:` and a port that it keeps. */
  public server(name: string): string {
    return this.cluster(name).server;
  }

  /** Lets a cluster hang: it takes connections and gives no answer, until {@link resume}. */
  public pause(name: string): void {
    this.cluster(name).signal('SIGSTOP');
  }

  /** Ends what {@link pause} has begun. */
  public resume(name: string): void {
    this.cluster(name).signal('SIGCONT');
  }

  /** Ends the kube-apiserver of a cluster at once, as if its machine had failed: connections are refused. */
  public kill(name: string): Promise<void> {
    return this.cluster(name).kill();
  }

  /** Starts the kube-apiserver of a cluster anew, on the same port and data, and waits until it is ready. */
  public restart(name: string): Promise<void> {
    return this.cluster(name).restart();
  }

  /** Ends the etcd of all clusters at once and starts it anew on the same data. */
  public async restartEtcd(): Promise<void> {
    await this.parts.supervisor.kill(this.etcd);
    rmSync(etcdSocket(this.parts.folder), { force: true });
    this.etcd = await startEtcd(this.parts);
  }

  /** Ends everything and removes what it has written. */
  public stop(): Promise<void> {
    return this.parts.supervisor.end();
  }

  /** As {@link stop}: `await using local = await LocalFleet.start(...)`. */
  public [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }
}

async function startEtcd({ supervisor, binaries, folder }: LocalFleetParts): Promise<RunningProgram> {
  const program = await supervisor.run({
    id: 'etcd',
    command: binaries.path('etcd'),
    args: etcdArgs(),
    folder,
    log: join(folder, 'etcd.log'),
  });
  await waitUntilReady({
    program,
    isReady: () => Promise.resolve(existsSync(etcdSocket(folder))),
    timeout: ETCD_TIMEOUT,
  });
  return program;
}
