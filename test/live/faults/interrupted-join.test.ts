import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ClusterApi } from '../../../lib/kube/cluster-api';
import { buildPackage } from '../../cli/built-package';
import { type CliResult, cli } from '../../cli/run-cli';
import { CliProcess } from './cli-process';
import { FaultFleet } from './fault-fleet';

const CLUSTERS = ['host', 'cluster1'];
const WRITES = { methods: ['POST', 'PUT', 'PATCH', 'DELETE'] };
const NAMESPACE = 'kube-federation-system';

let fleet: FaultFleet;
/** What there is of it all, by cluster: before and after a join in peace. */
let bare: Readonly<Record<string, readonly string[]>>;
let joined: Readonly<Record<string, readonly string[]>>;
/** How many writes a join and an unjoin in peace take of each cluster. */
const writes: Record<string, Readonly<Record<string, number>>> = {};

beforeAll(async () => {
  fleet = await FaultFleet.start(...CLUSTERS);
  expect(await call('init')).toMatchObject({ exit: 0 });
  bare = await traces();
  writes.join = await countWrites(() => call('join'));
  joined = await traces();
  writes.unjoin = await countWrites(() => call('unjoin'));
  await comesTo(bare);
});

afterEach(() => fleet.settle());

afterAll(() => fleet.stop());

function argsOf(command: 'init' | 'join' | 'unjoin'): readonly string[] {
  const member = command === 'init' ? [] : ['cluster1'];
  return [command, ...member, '--kubeconfig', fleet.kubeconfig, '--host-context', 'host'];
}

function call(command: 'init' | 'join' | 'unjoin', ...more: readonly string[]): Promise<CliResult> {
  return cli([...argsOf(command), ...more]);
}

async function countWrites(work: () => Promise<CliResult>): Promise<Readonly<Record<string, number>>> {
  fleet.settle();
  expect(await work()).toMatchObject({ exit: 0 });
  return Object.fromEntries(CLUSTERS.map((name) => [name, fleet.proxy(name).count(WRITES)]));
}

/** All that a join could have to do with, with random endings of names as stars. */
async function traces(): Promise<Readonly<Record<string, readonly string[]>>> {
  const of = async (name: string): Promise<[string, readonly string[]]> => [name, await tracesOn(fleet.api(name))];
  return Object.fromEntries(await Promise.all(CLUSTERS.map(of)));
}

async function tracesOn(api: ClusterApi): Promise<readonly string[]> {
  const rbac = 'rbac.authorization.k8s.io/v1';
  const places = [
    { apiVersion: 'v1', kind: 'Namespace' },
    { apiVersion: rbac, kind: 'ClusterRole' },
    { apiVersion: rbac, kind: 'ClusterRoleBinding' },
    { apiVersion: 'v1', kind: 'ServiceAccount', namespace: NAMESPACE },
    { apiVersion: 'v1', kind: 'Secret', namespace: NAMESPACE },
    { apiVersion: rbac, kind: 'Role', namespace: NAMESPACE },
    { apiVersion: rbac, kind: 'RoleBinding', namespace: NAMESPACE },
    { apiVersion: 'core.kubefed.io/v1beta1', kind: 'KubeFedCluster', namespace: NAMESPACE },
  ];
  const found: string[] = [];
  for (const { namespace, ...kind } of places) {
    const listed = await api.list(kind, namespace === undefined ? {} : { namespace });
    if (listed.outcome === 'failed' && listed.failure.kind === 'unknown-kind') continue;
    if (listed.outcome === 'failed') throw new Error(listed.failure.message);
    const names = listed.value.items.map(({ metadata }) => (metadata as { readonly name: string }).name);
    found.push(...names.map((name) => `${kind.kind} ${name.replace(/-[a-z0-9]{5,10}$/, '-*')}`));
  }
  return found.sort();
}

/** Until the member's controllers are through with a namespace that was deleted. */
async function comesTo(wanted: Readonly<Record<string, readonly string[]>>): Promise<void> {
  let found = await traces();
  for (let attempt = 0; attempt < 50 && JSON.stringify(found) !== JSON.stringify(wanted); attempt += 1) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    found = await traces();
  }
  expect(found).toEqual(wanted);
}

describe.each(['join', 'unjoin'] as const)('a broken %s', (command) => {
  it.each(CLUSTERS)('whichever write to %s is the last, is made good by the next one', async (cluster) => {
    const count = writes[command]![cluster]!;
    expect(count).toBeGreaterThan(0);
    for (let last = 0; last < count; last += 1) {
      if (command === 'unjoin') expect(await call('join')).toMatchObject({ exit: 0 });
      // By turns the write is done, and its answer lost, or it is not done.
      fleet.proxy(cluster).misbehave({ ...WRITES, after: last, fault: { kind: 'reset', isDone: last % 2 === 0 } });
      // So long it is tried again.
      const broken = await call(command, '--request-timeout', '1');
      fleet.settle();
      if (broken.exit === 0) await comesTo(command === 'join' ? joined : bare);

      const again = await call(command);

      // Where the last write was done, there is nothing left to unjoin.
      if (again.exit !== 0) {
        expect([command, last]).toEqual(['unjoin', count - 1]);
        expect(again).toMatchObject({ exit: 1, stderr: expect.stringContaining('not-joined') as string });
      }
      await comesTo(command === 'join' ? joined : bare);
      if (command === 'join') expect(await call('unjoin')).toMatchObject({ exit: 0 });
      await comesTo(bare);
    }
  });
});

describe.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)('a process that %s ends', (signal) => {
  let built: ReturnType<typeof buildPackage>;
  let folder: string;

  beforeAll(() => {
    built = buildPackage();
    folder = mkdtempSync(join(tmpdir(), 'fed8s-interrupted-'));
  });

  afterAll(() => {
    built.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(['join', 'unjoin'] as const)('in the middle of %s is made good by the next one', async (command) => {
    if (command === 'unjoin') expect(await call('join')).toMatchObject({ exit: 0 });
    for (const name of CLUSTERS) fleet.proxy(name).misbehave({ ...WRITES, fault: { kind: 'late', milliseconds: 100 } });
    const arrived = fleet.proxy('cluster1').arrival(WRITES, 2);
    const running = new CliProcess(built.bin, argsOf(command), { folder, env: {} });
    await Promise.race([arrived, running.ended]);
    running.signal(signal);
    expect(await running.ended).not.toMatchObject({ exit: 0 });
    fleet.settle();

    expect(await call(command)).toMatchObject({ exit: 0 });

    await comesTo(command === 'join' ? joined : bare);
    if (command === 'join') expect(await call('unjoin')).toMatchObject({ exit: 0 });
    await comesTo(bare);
  });
});
