/** One measured task, in a process of its own: `task.ts NAME JSON`. Prints one line of JSON. */
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type SelectorExpression } from 'fed8s';
import { federationFromManifests, planReplicas, resolve } from 'fed8s/model';
import type * as EarlierFleet from '../../lib/cli/plan/earlier-fleet';
import type * as Plan from '../../lib/plan/plan';
import type * as FleetOfResolution from '../../lib/synth/fleet-of-resolution';
import type * as Tree from '../../lib/synth/tree';
import type * as PlanStrategy from '../../lib/resolve/replicas/strategies/plan-strategy';
import { type Size, cdk8sApp, clusterName, federatedApp, policyApp } from './workload';

/* eslint-disable @typescript-eslint/no-require-imports -- what the package does not export is measured as it is built, too */
const { earlierFleet } = require('../../build/lib/cli/plan/earlier-fleet') as typeof EarlierFleet;
const { plan } = require('../../build/lib/plan/plan') as typeof Plan;
const { fleetOfResolution } = require('../../build/lib/synth/fleet-of-resolution') as typeof FleetOfResolution;
const { treeOf } = require('../../build/lib/synth/tree') as typeof Tree;
const { planStrategy } = require('../../build/lib/resolve/replicas/strategies/plan-strategy') as typeof PlanStrategy;
/* eslint-enable @typescript-eslint/no-require-imports */

export interface TaskInput extends Size {
  readonly folder: string;
}

/** The setup of a task; what it returns is what is timed. */
type Task = (input: TaskInput) => () => object;

export const tasks = {
  /** The whole of it: constructs, resolution, text and files. */
  synth: (input) => () => federatedApp(input.folder, input).synth(),

  /** The floor: the bytes that a synth wrote, written again elsewhere. */
  'raw-write': ({ folder }) => {
    const from = join(folder, 'fed8s');
    const to = join(folder, 'raw');
    const files = readdirSync(from, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    const contents = files.map((file) => ({ file: file.replace(from, to), bytes: readFileSync(file) }));
    return () => {
      for (const entry of readdirSync(from))
        if (!entry.endsWith('.json')) mkdirSync(join(to, entry), { recursive: true });
      for (const { file, bytes } of contents) writeFileSync(file, bytes);
      return { files: contents.length, bytes: contents.reduce((sum, { bytes }) => sum + bytes.length, 0) };
    };
  },

  /** The floor of a run that changes nothing: every file read and compared. */
  'raw-compare': ({ folder }) => {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    const contents = files.map((file) => readFileSync(file));
    return () => ({
      equal: files.filter((file, index) => readFileSync(file).equals(contents[index] as Buffer)).length,
    });
  },

  /** The peer: an App for each cluster. */
  cdk8s: (input) => () => {
    for (let index = 0; index < input.clusters; index += 1) {
      const name = clusterName(index);
      cdk8sApp(join(input.folder, name), name, input).synth();
    }
    return {};
  },

  /** A plan against the tree that a synth wrote, on which one object differs everywhere. */
  plan: ({ folder, ...size }) => {
    const { layout } = earlierFleet(folder, '').index;
    return () => {
      const fresh = federatedApp(join(folder, 'not-written'), { ...size, changed: true }).resolve();
      const { changes } = plan(earlierFleet(folder, '').fleet, fleetOfResolution(fresh, treeOf(fresh, layout)));
      return { changes: changes.length };
    };
  },

  /** Its floor: both sides are made, or read, and hashed, the one object is parsed wherever it differs, and nothing is compared. */
  'read-both': ({ folder, ...size }) => {
    const { layout } = earlierFleet(folder, '').index;
    return () => {
      const fresh = federatedApp(join(folder, 'not-written'), { ...size, changed: true }).resolve();
      const [old, made] = [earlierFleet(folder, '').fleet, fleetOfResolution(fresh, treeOf(fresh, layout))];
      let read = 0;
      for (const cluster of old.clusters) {
        for (const part of made.partsOf(cluster).values()) read += part.hash.length;
        for (const part of old.partsOf(cluster).values()) read += part.documents()[0]?.manifests().length ?? 0;
      }
      return { read };
    };
  },

  /** 100 selectors of four expressions each, over all clusters. */
  selectors: ({ clusters, objects }) => {
    const manifests = selectorManifests(clusters, objects);
    return () => ({
      decisions: resolve(federationFromManifests(manifests), { semantics: 'kubefed' }).decisions.length,
    });
  },

  /** As many placements with a policy each: where, exclude, tolerations, count, spread, preference, affinity. */
  policies: (size) => {
    const federation = policyApp(size).federation();
    return () => ({ decisions: resolve(federation).decisions.length });
  },

  /** Replicas divided by weights over all clusters, with minima and maxima. */
  strategy: ({ clusters }) => {
    const input = {
      strategy: 'divided',
      total: clusters * 20,
      rebalance: false,
      minAvailable: undefined,
      clusters: Array.from({ length: clusters }, (_, index) => ({
        name: clusterName(index),
        weight: index % 7,
        min: index % 3,
        max: 5 + (index % 50),
        capacity: undefined,
        previous: index % 11,
        rank: 0,
      })),
    } as const;
    return () => ({ planned: planStrategy(input).replicas.size });
  },

  /** One plan over all clusters, with minima, maxima and weights. */
  planner: ({ clusters }) => {
    const available = Array.from({ length: clusters }, (_, index) => clusterName(index));
    const preferences = Object.fromEntries(
      available.map((name, index) => [
        name,
        { minReplicas: index % 3, maxReplicas: 5 + (index % 50), weight: index % 7 },
      ]),
    );
    return () => {
      const { replicas } = planReplicas({ key: 'shop/web', total: clusters * 20, available, clusters: preferences });
      return { planned: Object.values(replicas).reduce((sum, one) => sum + one, 0) };
    };
  },
} satisfies Record<string, Task>;

export type TaskName = keyof typeof tasks;

function selectorManifests(clusters: number, objects: number): object[] {
  const zone = (index: number): Record<string, string> => ({
    region: `r${index % 20}`,
    zone: `z${index % 7}`,
    tier: `t${index % 3}`,
  });
  const members = Array.from({ length: clusters }, (_, index) => ({
    apiVersion: 'core.kubefed.io/v1beta1',
    kind: 'KubeFedCluster',
    metadata: { name: clusterName(index), labels: zone(index) },
  }));
  const roles = Array.from({ length: objects }, (_, index) => {
    const matchExpressions: SelectorExpression[] = [
      { key: 'region', operator: 'In', values: [`r${index % 20}`, `r${(index + 1) % 20}`] },
      { key: 'zone', operator: 'NotIn', values: [`z${index % 7}`] },
      { key: 'tier', operator: 'Exists' },
      { key: 'legacy', operator: 'DoesNotExist' },
    ];
    return {
      apiVersion: 'types.kubefed.io/v1beta1',
      kind: 'FederatedClusterRole',
      metadata: { name: `role-${index}` },
      spec: { template: { rules: [] }, placement: { clusterSelector: { matchExpressions } } },
    };
  });
  return [...members, ...roles];
}

if (require.main === module) {
  const [name = '', json = '{}'] = process.argv.slice(2);
  const run = tasks[name as TaskName](JSON.parse(json) as TaskInput);
  const start = process.hrtime.bigint();
  const result = run();
  const ms = Number(process.hrtime.bigint() - start) / 1e6;
  const peakMb = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(`${JSON.stringify({ ms, peakMb, result })}\n`);
}
