/**
 * `npm run demo:live`: the Redis tutorial against real control planes on this machine, from an empty host to an empty host. Every
 * line that begins with `$` is a command as it could be typed; what follows it is what it printed.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalFleet, findBinaries } from 'fed8s/testing';

const FED8S = join(__dirname, '../../build/lib/cli/main.js');

/** What a command is to end with, where that is not 0. */
type Exit = 0 | 2;

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'fed8s-demo-'));
  const kubectl = (await findBinaries(['kubectl'])).path('kubectl');
  const fleet = await LocalFleet.start({ clusters: ['host', 'cluster1', 'cluster2'], workloads: true });
  const env = { ...process.env, KUBECONFIG: fleet.kubeconfig, FED8S_LOCK: join(folder, 'fed8s.lock.json') };

  function run(line: string, { exit = 0, ...more }: { readonly exit?: Exit; readonly REDIS_ON?: string } = {}): void {
    const variables = Object.entries(more).map(([name, value]) => `${name}=${value} `);
    console.log(`\n$ ${variables.join('')}${line}`);
    const [command, ...args] = line.split(' ');
    const [program, first] = command === 'kubectl' ? [kubectl, []] : [process.execPath, [FED8S]];
    const { status, stdout, stderr } = spawnSync(program, [...first, ...args], {
      cwd: __dirname,
      env: { ...env, ...more },
      encoding: 'utf8',
    });
    process.stdout.write(`${stdout}${stderr}`);
    if (status !== exit) throw new Error(`${line} ended with ${String(status)} instead of ${exit}`);
    if (exit !== 0) console.log(`# exit code ${exit}`);
  }

  try {
    console.log('# A host to keep the KubeFedClusters, which fed8s itself does not need, and two members.');
    run('fed8s init --host-context host');
    run('fed8s join cluster1 --context cluster1 --host-context host');
    run('fed8s join cluster2 --context cluster2 --host-context host');
    run('kubectl get kubefedclusters -n kube-federation-system --context host');

    console.log('\n# The tutorial, applied, and waited for.');
    run('fed8s apply');
    run('kubectl get deployments -n redis --context cluster2');

    console.log('\n# Somebody scales by hand; drift names them, and puts it back.');
    run('kubectl scale deployment redis -n redis --replicas 2 --context cluster2');
    run('fed8s drift', { exit: 2 });
    run('fed8s drift --repair');
    run('kubectl get deployments -n redis --context cluster2');

    console.log('\n# Redis moves to cluster2: it leaves cluster1 only once it is Ready there.');
    run('fed8s plan --live', { REDIS_ON: 'cluster2', exit: 2 });
    run('fed8s apply', { REDIS_ON: 'cluster2' });
    run('kubectl get deployments -n redis --context cluster1');

    console.log('\n# What the fleet is like, and the way out.');
    run('fed8s status --host-context host');
    run('fed8s unjoin cluster1 --context cluster1 --host-context host');
    run('fed8s unjoin cluster2 --context cluster2 --host-context host');
    run('kubectl get kubefedclusters -n kube-federation-system --context host');
  } finally {
    await fleet.stop();
    rmSync(folder, { recursive: true });
  }
}

void main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
