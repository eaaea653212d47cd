import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findBinaries } from 'fed8s/testing';
import { freePort } from '../../../lib/testing/processes/free-port';
import { NAMESPACE } from '../fleet/joined-fleet';

/** KubeFed's own controller-manager, on the host to which the current context of a kubeconfig leads. */
export class KubefedController {
  private constructor(
    private readonly child: ChildProcess,
    private readonly log: string,
  ) {}

  public static async start(kubeconfig: string): Promise<KubefedController> {
    const binaries = await findBinaries(['hyperfed']);
    const [health, metrics] = [await freePort(), await freePort()];
    // It goes with the folder of the fleet.
    const log = join(dirname(kubeconfig), 'kubefed.log');
    const file = openSync(log, 'a', 0o600);
    const child = spawn(
      binaries.path('hyperfed'),
      [
        'controller-manager',
        `--kubeconfig=${kubeconfig}`,
        `--kubefed-namespace=${NAMESPACE}`,
        `--healthz-addr=127.0.0.1:${health}`,
        `--metrics-addr=127.0.0.1:${metrics}`,
      ],
      { stdio: ['ignore', file, file], env: {} },
    );
    closeSync(file);
    await once(child, 'spawn');
    return new KubefedController(child, log);
  }

  /** The end of what it has written, for when a test has waited in vain. */
  public get lastWords(): string {
    return readFileSync(this.log, 'utf8').slice(-4000);
  }

  /** As a Deployment of 0 replicas ends it; it does not let go of its lease. */
  public async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await ended;
  }
}
