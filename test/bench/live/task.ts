/** One measured task on living clusters, in a process of its own: `task.ts NAME JSON`. Prints one line of JSON. */
import {
  type FleetMember,
  apply,
  drift,
  join,
  openCluster,
  openFleet,
  ownerNamed,
  readMemberEndpoint,
} from 'fed8s/fleet';
import type * as InventoryOfOwner from '../../../lib/fleet/drift/inventory-of-owner';
import { bareLists } from './bare-lists';
import { liveApp } from './live-app';

/* eslint-disable @typescript-eslint/no-require-imports -- what the package does not export is measured as it is built, too */
const { inventoryOfOwner } = require('../../../build/lib/fleet/drift/inventory-of-owner') as typeof InventoryOfOwner;
/* eslint-enable @typescript-eslint/no-require-imports */

export interface LiveTaskInput {
  readonly kubeconfig: string;
  /** Contexts, which are the names of the clusters as well. The first is the host of a join, the last what is joined. */
  readonly clusters: readonly string[];
  /** Objects on each cluster. */
  readonly objects: number;
  /** Also the name of the owner. */
  readonly namespace: string;
  /** Of the inventory. Without it none is read. */
  readonly id?: string;
}

/** The setup of a task; what it returns is what is timed. */
type Task = (input: LiveTaskInput) => () => Promise<unknown>;

const tasks = {
  'bare-lists': ({ kubeconfig, clusters, objects, namespace }) => {
    const lists = bareLists(kubeconfig, clusters, namespace);
    return async () => expectAtLeast(await lists(), clusters.length * (objects - 1));
  },

  drift: (input) => {
    const { clusters: desired } = liveApp(input).resolve();
    const { kubeconfig, id, namespace } = input;
    const owner = ownerNamed(namespace);
    const inventory = id === undefined ? undefined : inventoryOfOwner({ owner, id, namespace: SYSTEM_NAMESPACE });
    return async () => {
      const members = await openFleet({ kubeconfig, clusters: input.clusters.map((name) => ({ name })) });
      const { fieldManager } = owner;
      for await (const found of drift({ members, desired, fieldManager, ...(inventory && { inventory }) })) {
        if (found.outcome !== 'done' || found.value.counts.inSync !== input.objects) throw unexpected(found);
      }
      closeAll(members);
    };
  },

  'apply-again': (input) => {
    const { clusters: desired } = liveApp(input).resolve();
    const { kubeconfig, id = '', namespace } = input;
    const owner = ownerNamed(namespace);
    return async () => {
      const members = await openFleet({ kubeconfig, clusters: input.clusters.map((name) => ({ name })) });
      const result = await apply({ members, desired, owner, id });
      const changed = result.clusters.flatMap((cluster): readonly unknown[] =>
        cluster.outcome === 'done' && cluster.value.outcome === 'applied'
          ? cluster.value.objects.filter(({ outcome }) => outcome !== 'unchanged')
          : [cluster],
      );
      if (result.state !== 'complete' || changed.length > 0) throw unexpected([result.state, changed[0]]);
      closeAll(members);
    };
  },

  join:
    ({ kubeconfig, clusters }) =>
    async () => {
      const [hostName, cluster] = [clusters[0] ?? '', clusters.at(-1) ?? ''];
      const opened = await Promise.all([hostName, cluster].map((context) => openCluster({ kubeconfig, context })));
      const [host, member] = opened.map((api) => (api.outcome === 'ok' ? api.value : undefined));
      const endpoint = readMemberEndpoint({ kubeconfig, context: cluster });
      if (host === undefined || member === undefined || endpoint.outcome === 'failed') throw unexpected(opened);
      const joined = await join({ cluster, host, member, endpoint: endpoint.value, hostName, context: cluster });
      if (joined.outcome !== 'joined' || joined.problems.some(({ severity }) => severity === 'error'))
        throw unexpected(joined);
      host.close();
      member.close();
    },
} satisfies Readonly<Record<string, Task>>;

export type LiveTaskName = keyof typeof tasks;

const SYSTEM_NAMESPACE = 'kube-federation-system';

function closeAll(members: readonly FleetMember[]): void {
  for (const { api } of members) if (api.outcome === 'ok') api.value.close();
}

function expectAtLeast(count: number, least: number): void {
  if (count < least) throw new Error(`${count} objects were listed, of ${least}`);
}

function unexpected(found: unknown): Error {
  return new Error(JSON.stringify(found, undefined, 1).slice(0, 4000));
}

async function main([name, input]: readonly string[]): Promise<void> {
  const run = tasks[name as LiveTaskName](JSON.parse(input ?? '') as LiveTaskInput);
  const cpu = process.cpuUsage();
  const start = process.hrtime.bigint();
  await run();
  const ms = Number(process.hrtime.bigint() - start) / 1e6;
  const { user, system } = process.cpuUsage(cpu);
  const peakMb = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(`${JSON.stringify({ ms, cpuMs: (user + system) / 1000, peakMb })}\n`);
}

if (require.main === module) void main(process.argv.slice(2));
