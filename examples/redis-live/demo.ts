/**
 * `npm run demo:live`: the Redis tutorial on real control planes of this machine, from an empty host to an empty host. Each line
 * with a `$` is a command as you would type it, in a project of your own; what follows is what it printed.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { LocalFleet, findBinaries } from 'fed8s/testing';

const REPOSITORY = resolve(__dirname, '../..');
const FED8S = join(REPOSITORY, 'build/lib/cli/main.js');
const NAMESPACE = '-n kube-federation-system';

/** A project in which the package is installed as npm would have done it. */
function makeProject(folder: string): void {
  for (const file of ['app.ts', 'cdk8s.yaml']) cpSync(join(__dirname, file), join(folder, file));
  const compilerOptions = { target: 'es2022', module: 'node16', strict: true };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
  const modules = join(folder, 'node_modules');
  mkdirSync(modules);
  for (const name of readdirSync(join(REPOSITORY, 'node_modules'))) {
    symlinkSync(join(REPOSITORY, 'node_modules', name), join(modules, name));
  }
  symlinkSync(REPOSITORY, join(modules, 'fed8s'));
}

/** How a command is called, and what it is to end with where that is not 0. */
interface Call {
  readonly exit?: 0 | 2;
  readonly REDIS_ON?: string;
}

async function demo(project: string, fleet: LocalFleet): Promise<void> {
  const kubectl = (await findBinaries(['kubectl'])).path('kubectl');

  const run = (line: string, { exit = 0, ...variables }: Call = {}): void => {
    const set = Object.entries(variables).map(([name, value]) => `${name}=${value} `);
    console.log(`\n$ ${set.join('')}${line}`);
    const [name, ...args] = line.split(' ');
    const program = name === 'kubectl' ? { path: kubectl, args } : { path: process.execPath, args: [FED8S, ...args] };
    const { status, stdout, stderr } = spawnSync(program.path, program.args, {
      cwd: project,
      env: { ...process.env, KUBECONFIG: fleet.kubeconfig, ...variables },
      encoding: 'utf8',
    });
    process.stdout.write(`${stdout}${stderr}`);
    if (status !== exit) throw new Error(`It ended with ${String(status)} instead of ${exit}.`);
    if (exit !== 0) console.log(`# exit code ${exit}`);
  };

  console.log('# Three real clusters. The host only keeps who the members are; nothing of fed8s runs there.');
  run('fed8s synth');
  run('fed8s init --host-context host');
  run('fed8s join cluster1 dist --context cluster1 --host-context host');
  run('fed8s join cluster2 dist --context cluster2 --host-context host');
  run(`kubectl get kubefedclusters ${NAMESPACE} --context host`);

  console.log('\n# The tutorial, on both.');
  run('fed8s apply --wait');
  run('kubectl get deployments -n redis --context cluster2');

  console.log('\n# Somebody scales by hand.');
  run('kubectl scale deployment redis -n redis --replicas 2 --context cluster2');
  run('fed8s drift', { exit: 2 });
  run('fed8s drift --repair');
  run('kubectl get deployments -n redis --context cluster2');

  console.log('\n# Redis leaves cluster2. What was looked at is what is done, or nothing.');
  run('fed8s plan --live --save plan.json', { REDIS_ON: 'cluster1', exit: 2 });
  run('fed8s apply --plan plan.json', { REDIS_ON: 'cluster1' });

  console.log('\n# It moves: it is deleted from cluster1 only once it is ready on cluster2.');
  run('fed8s plan --live', { REDIS_ON: 'cluster2', exit: 2 });
  run('fed8s apply --wait', { REDIS_ON: 'cluster2' });
  run('kubectl get deployments -n redis --context cluster1');
  run('kubectl get deployments -n redis --context cluster2');

  console.log('\n# How the fleet fares, and the way out.');
  run('fed8s status --host-context host');
  run('fed8s unjoin cluster1 --context cluster1 --host-context host');
  run('fed8s unjoin cluster2 --context cluster2 --host-context host');
  run(`kubectl get kubefedclusters ${NAMESPACE} --context host`);
}

async function main(): Promise<void> {
  const project = mkdtempSync(join(tmpdir(), 'fed8s-demo-'));
  try {
    makeProject(project);
    await using fleet = await LocalFleet.start({ clusters: ['host', 'cluster1', 'cluster2'], workloads: true });
    await demo(project, fleet);
  } finally {
    rmSync(project, { recursive: true });
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
