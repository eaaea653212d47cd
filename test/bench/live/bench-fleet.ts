import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { init, openCluster } from 'fed8s/fleet';
import { type BinarySet, LocalFleet, findBinaries } from 'fed8s/testing';
import { parse, stringify } from 'yaml';
import { liveApp } from './live-app';
import { type Ran, runProcess } from './run-process';

const CLI = join(__dirname, '../../../build/lib/cli/main.js');

/** Three control planes, and the programs that are measured on them. */
export class BenchFleet {
  /** Of all inventories. */
  public readonly id = randomUUID();

  private constructor(
    private readonly local: LocalFleet,
    private readonly binaries: BinarySet,
    /** Where folders of manifests lie. */
    private readonly folder: string,
    /** Objects on each cluster. */
    public readonly objects: number,
  ) {}

  public static async start(objects: number): Promise<BenchFleet> {
    const binaries = await findBinaries(['kubectl']);
    const local = await LocalFleet.start({ clusters: ['cluster1', 'cluster2', 'cluster3'] });
    return new BenchFleet(local, binaries, mkdtempSync(join(tmpdir(), 'fed8s-bench-')), objects);
  }

  public async stop(): Promise<void> {
    rmSync(this.folder, { recursive: true });
    await this.local.stop();
  }

  public get clusters(): readonly string[] {
    return this.local.contexts;
  }

  public get kubeconfig(): string {
    return this.local.kubeconfig;
  }

  /** Writes what is declared, in one namespace, to one folder for each cluster. */
  public synth(namespace: string): void {
    const { clusters, objects } = this;
    liveApp({ clusters, objects, namespace }, join(this.folder, namespace)).synth();
  }

  /** `fed8s apply`, one process for all clusters. */
  public applyByFed8s(namespace: string): Promise<Ran> {
    return runProcess(
      process.execPath,
      [CLI, 'apply', join(this.folder, namespace), '--owner', namespace, '--kubeconfig', this.kubeconfig],
      { FED8S_INVENTORY_ID: this.id, FED8S_LOCK: 'none' },
    );
  }

  /** `kubectl apply --server-side`, one process for each cluster, side by side. */
  public async applyByKubectl(namespace: string): Promise<Pick<Ran, 'ms' | 'cpuMs'>> {
    const ran = await Promise.all(
      this.clusters.map((cluster) =>
        this.kubectl(cluster, 'apply', '--server-side', '-f', join(this.folder, namespace, cluster)),
      ),
    );
    return { ms: Math.max(...ran.map(({ ms }) => ms)), cpuMs: ran.reduce((sum, { cpuMs }) => sum + cpuMs, 0) };
  }

  /**
   * Requests that a cluster has answered so far, by resource: those of its own controllers, too.
   */
  public async requests(cluster: string): Promise<ReadonlyMap<string, number>> {
    const { stdout } = await this.kubectl(cluster, 'get', '--raw', '/metrics');
    const counts = new Map<string, number>();
    for (const [, labels = '', count] of stdout.matchAll(/^apiserver_request_total\{(.*)\} (\S+)$/gm)) {
      if (labels.includes('verb="WATCH"')) continue;
      const resource = /resource="([^"]*)"/.exec(labels)?.[1] ?? '';
      counts.set(resource, (counts.get(resource) ?? 0) + Number(count));
    }
    return counts;
  }

  /** A kubeconfig with many contexts that lead, in turn, to the same control planes. */
  public manyContexts(names: readonly string[]): string {
    const kubeconfig = parse(readFileSync(this.kubeconfig, 'utf8')) as Record<string, unknown> & {
      readonly contexts: readonly { readonly name: string; readonly context: unknown }[];
    };
    const { contexts } = kubeconfig;
    const many = names.map((name, index) => ({ ...contexts[index % contexts.length], name }));
    const file = join(this.folder, 'many-contexts');
    writeFileSync(file, stringify({ ...kubeconfig, contexts: many }, { aliasDuplicateObjects: false }), {
      mode: 0o600,
    });
    return file;
  }

  /** Makes the first cluster a host. */
  public async initHost(): Promise<void> {
    const [context = ''] = this.clusters;
    const host = await openCluster({ kubeconfig: this.kubeconfig, context });
    if (host.outcome === 'failed') throw new Error(host.failure.message);
    const done = await init({ host: host.value });
    host.value.close();
    if (done.outcome !== 'initialized') throw new Error(JSON.stringify(done));
  }

  private kubectl(cluster: string, ...args: readonly string[]): Promise<Ran> {
    return runProcess(this.binaries.path('kubectl'), ['--kubeconfig', this.kubeconfig, '--context', cluster, ...args]);
  }
}
