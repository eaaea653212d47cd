import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AdminClient } from './admin-client';
import { type BinarySet } from './binaries/binary';
import { apiServerArgs, credentialFiles } from './components/kube-apiserver';
import { controllerManagerArgs, schedulerArgs } from './components/kube-controller-manager';
import { kwokArgs } from './components/kwok';
import { CertificateAuthority, type KeyPair } from './credentials/certificate-authority';
import { type KubeconfigEntry, kubeconfigText } from './credentials/kubeconfig';
import { newServiceAccountKeys } from './credentials/service-account-keys';
import { type LocalClusterOptions, type LocalFleetOptions } from './fleet-options';
import { nodesOf } from './local-nodes';
import { freePort } from './processes/free-port';
import { type RunningProgram, type Supervisor } from './processes/supervisor';
import { isPortTaken, waitUntilReady } from './processes/wait-until-ready';

/** What the clusters of a fleet share. */
export interface LocalFleetParts {
  readonly folder: string;
  readonly supervisor: Supervisor;
  readonly binaries: BinarySet;
  readonly options: LocalFleetOptions;
}

/** How often a port is chosen that turns out to be somebody else's. */
const ATTEMPTS = 5;
/** In milliseconds. */
const START_TIMEOUT = 120_000;

/** One running cluster. */
export class LocalCluster {
  public readonly name: string;
  /** The folder with its credentials and logs; it goes with the fleet. */
  public readonly folder: string;
  /** The files of its certificate authority, and of the administrator's certificate and key. */
  public readonly files: {
    readonly authority: string;
    readonly adminCertificate: string;
    readonly adminKey: string;
    /** The log of its kube-apiserver. */
    readonly log: string;
  };
  private port = 0;
  private apiServer: RunningProgram | undefined;

  private constructor(
    private readonly parts: LocalFleetParts,
    private readonly options: LocalClusterOptions,
    private readonly authority: CertificateAuthority,
    private readonly admin: KeyPair,
  ) {
    this.name = options.name;
    this.folder = join(parts.folder, options.name);
    this.files = {
      authority: credentialFiles(this.folder).authority,
      adminCertificate: join(this.folder, 'admin.crt'),
      adminKey: join(this.folder, 'admin.key'),
      log: join(this.folder, 'kube-apiserver.log'),
    };
  }

  /** @internal */
  public static async start(parts: LocalFleetParts, options: LocalClusterOptions): Promise<LocalCluster> {
    const authority = await CertificateAuthority.create(`fed8s local cluster ${options.name}`);
    const admin = await authority.client({ user: 'admin', groups: ['system:masters'] });
    const cluster = new LocalCluster(parts, options, authority, admin);
    await cluster.writeCredentials();
    await cluster.startApiServerOnFreePort();
    await cluster.startControllers();
    return cluster;
  }

  /** `https://127.0.0.1:` and its port. */
  public get server(): string {
    return `https://127.0.0.1:${this.port}`;
  }

  /** The process of its kube-apiserver. */
  public get pid(): number | undefined {
    return this.apiServer?.pid;
  }

  /** @internal */
  public get kubeconfigEntry(): KubeconfigEntry {
    return this.entryOf(this.admin);
  }

  /** @internal */
  public signal(signal: NodeJS.Signals): void {
    if (this.apiServer !== undefined) this.parts.supervisor.signal(this.apiServer, signal);
  }

  /** Ends the kube-apiserver, if it runs. @internal */
  public async kill(): Promise<void> {
    if (this.apiServer !== undefined) await this.parts.supervisor.kill(this.apiServer);
    this.apiServer = undefined;
  }

  /** Starts the kube-apiserver anew, on the port and the data that it had. @internal */
  public async restart(): Promise<void> {
    await this.kill();
    await this.startApiServer();
  }

  private get timeout(): number {
    return this.parts.options.startTimeout ?? START_TIMEOUT;
  }

  private get workloads(): boolean {
    return this.parts.options.workloads ?? false;
  }

  private get client(): AdminClient {
    return new AdminClient(this.kubeconfigEntry);
  }

  private async writeCredentials(): Promise<void> {
    const files = credentialFiles(this.folder);
    const server = await this.authority.server([
      `${this.name}.local`,
      'kubernetes',
      'kubernetes.default',
      'kubernetes.default.svc',
    ]);
    const serviceAccounts = await newServiceAccountKeys();
    mkdirSync(this.folder, { mode: 0o700 });
    writeFileSync(files.authority, this.authority.certificate);
    writeFileSync(files.serverCertificate, server.certificate);
    writeFileSync(files.serverKey, server.key, { mode: 0o600 });
    writeFileSync(files.serviceAccountKey, serviceAccounts.privateKey, { mode: 0o600 });
    writeFileSync(files.serviceAccountPublicKey, serviceAccounts.publicKey);
    writeFileSync(this.files.adminCertificate, this.admin.certificate);
    writeFileSync(this.files.adminKey, this.admin.key, { mode: 0o600 });
  }

  private async startApiServerOnFreePort(): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      this.port = await freePort();
      try {
        await this.startApiServer();
        return;
      } catch (error) {
        if (attempt === ATTEMPTS || !isPortTaken(error)) throw error;
      }
    }
  }

  private async startApiServer(): Promise<void> {
    const { client } = this;
    this.apiServer = await this.run(
      'kube-apiserver',
      apiServerArgs({
        name: this.name,
        port: this.port,
        fleetFolder: this.parts.folder,
        files: credentialFiles(this.folder),
        flags: this.parts.options.apiServerFlags ?? [],
      }),
    );
    await waitUntilReady({
      program: this.apiServer,
      isReady: () => client.isThere('/readyz'),
      timeout: this.timeout,
    });
  }

  private async startControllers(): Promise<void> {
    if (!this.workloads && this.parts.options.controllerManager === false) {
      await this.createNodes();
      return;
    }
    const { client } = this;
    const manager = await this.run(
      'kube-controller-manager',
      controllerManagerArgs({
        files: credentialFiles(this.folder),
        kubeconfig: await this.kubeconfigOf('system:kube-controller-manager'),
        workloads: this.workloads,
      }),
    );
    await this.createNodes();
    if (this.workloads) await this.startNodes();
    await waitUntilReady({
      program: manager,
      isReady: () => client.isThere('/api/v1/namespaces/default/serviceaccounts/default'),
      timeout: this.timeout,
    });
  }

  private async startNodes(): Promise<void> {
    const { client } = this;
    await this.run('kube-scheduler', schedulerArgs({ kubeconfig: await this.kubeconfigOf('system:kube-scheduler') }));
    const program = await this.run(
      'kwok',
      kwokArgs({ kubeconfig: await this.kubeconfigOf('kwok'), stages: this.parts.binaries.kwokStages }),
    );
    await waitUntilReady({
      program,
      isReady: async () => {
        const nodes = await client.ask('/api/v1/nodes');
        return nodes !== undefined && !nodes.includes('"taints"') && nodes.includes('"KubeletReady"');
      },
      timeout: this.timeout,
    });
  }

  private async createNodes(): Promise<void> {
    for (const node of nodesOf({ cluster: this.options, workloads: this.workloads })) {
      await this.client.ask('/api/v1/nodes', node);
    }
  }

  private run(name: 'kube-apiserver' | 'kube-controller-manager' | 'kube-scheduler' | 'kwok', args: readonly string[]) {
    return this.parts.supervisor.run({
      id: `${name} of ${this.name}`,
      command: this.parts.binaries.path(name),
      args,
      folder: this.folder,
      log: join(this.folder, `${name}.log`),
    });
  }

  /** A kubeconfig of one of the cluster's own programs, which may do everything. */
  private async kubeconfigOf(user: string): Promise<string> {
    const file = join(this.folder, `${user.replace('system:', '')}.kubeconfig`);
    const identity = await this.authority.client({ user, groups: ['system:masters'] });
    writeFileSync(file, kubeconfigText([this.entryOf(identity)]), { mode: 0o600 });
    return file;
  }

  private entryOf({ certificate, key }: KeyPair): KubeconfigEntry {
    return { name: this.name, server: this.server, authority: this.authority.certificate, certificate, key };
  }
}
