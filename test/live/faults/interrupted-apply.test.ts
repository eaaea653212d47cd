import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ApplyResult } from '../../../lib/fleet/apply/apply-result';
import { cluster, federated, federatedNamespace } from '../../builders';
import { buildPackage } from '../../cli/built-package';
import { CliProcess } from './cli-process';
import { type FaultRule } from './fault';
import { FaultFleet } from './fault-fleet';
import { values } from './objects';
import { INVENTORY_ID, Scenario } from './scenario';

const CLUSTERS = ['cluster1', 'cluster2'];

let fleet: FaultFleet;
let built: ReturnType<typeof buildPackage>;
let folder: string;

beforeAll(async () => {
  built = buildPackage();
  folder = mkdtempSync(join(tmpdir(), 'fed8s-interrupted-'));
  fleet = await FaultFleet.start(...CLUSTERS);
});

afterEach(() => fleet.settle());

afterAll(async () => {
  await fleet.stop();
  built.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** By name: the values of ConfigMaps, before and after: most of them go, and one comes. */
const BEFORE = values(60);
const AFTER = { ...values(15, '2'), new: '2' };

/** `fed8s apply` of ConfigMaps on both clusters. */
function apply(owner: string, declared: Readonly<Record<string, string>>): CliProcess {
  const file = join(folder, `${owner}.json`);
  const maps = Object.entries(declared).map(([name, value]) =>
    federated('ConfigMap', { name, namespace: owner, template: { data: { value } } }),
  );
  const items = [...CLUSTERS.map((name) => cluster(name)), federatedNamespace(owner), ...maps];
  writeFileSync(file, JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
  const args = ['apply', '-f', file, '--owner', owner, '--kubeconfig', fleet.kubeconfig, '--max-deletes', '1000'];
  const consent = ['--allow-deletes', CLUSTERS.join(','), '--format', 'json'];
  return new CliProcess(built.bin, [...args, ...consent], { folder, env: { FED8S_INVENTORY_ID: INVENTORY_ID } });
}

/** What the report of a run claims to live as declared, or to be gone. */
function claims(stdout: string): Readonly<Record<string, { readonly there: string[]; readonly gone: string[] }>> {
  const report = JSON.parse(stdout) as Pick<ApplyResult, 'clusters'>;
  return Object.fromEntries(
    report.clusters.map((of) => {
      const objects = of.outcome === 'done' && of.value.outcome === 'applied' ? of.value.objects : [];
      const named = (outcomes: readonly string[]): string[] =>
        objects
          .filter(({ object, outcome }) => object.kind === 'ConfigMap' && outcomes.includes(outcome))
          .map(({ object }) => object.name);
      return [of.cluster, { there: named(['created', 'updated', 'unchanged', 'adopted']), gone: named(['deleted']) }];
    }),
  );
}

const WRITES: FaultRule = { methods: ['PATCH', 'DELETE'], fault: { kind: 'late', milliseconds: 60 } };

const MOMENTS = [
  { moment: 'its inventory', match: { methods: ['PUT'], path: /fed8s-inventory/ }, times: 1 },
  { moment: 'its writes', match: { methods: ['PATCH'], path: /configmaps\/c/ }, times: 6 },
  { moment: 'its deletes', match: { methods: ['DELETE'], path: /configmaps\/c/ }, times: 3 },
];

describe.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)('an apply that %s ends', (signal) => {
  it.each(MOMENTS)('in the middle of $moment is made good by the next one', async ({ moment, match, times }) => {
    const owner = `${signal}-${moment.replace('its ', '')}`.toLowerCase();
    const scenario = new Scenario(fleet, owner);
    expect(await apply(owner, BEFORE).ended).toMatchObject({ exit: 0, stderr: '' });
    const uids = await scenario.uids('cluster1');

    for (const name of CLUSTERS) fleet.proxy(name).misbehave(WRITES);
    const arrived = fleet.proxy('cluster1').arrival(match, times);
    const running = apply(owner, AFTER);
    await Promise.race([arrived, running.ended]);
    running.signal(signal);
    const end = await running.ended;

    for (const name of CLUSTERS) {
      fleet.proxy(name).behave();
      // Whatever lives is known to the next run, and what is declared still lives.
      const living = await scenario.living(name);
      expect(await scenario.inventory(name)).toEqual(expect.arrayContaining(Object.keys(living)));
      expect(Object.keys(living)).toEqual(expect.arrayContaining(Object.keys(values(15))));
    }
    if (signal === 'SIGKILL') {
      expect(end).toMatchObject({ exit: null, signal });
    } else {
      expect(end).toMatchObject({ exit: 3, stderr: expect.not.stringContaining('Warning') as string });
      for (const [name, { there, gone }] of Object.entries(claims(end.stdout))) {
        const living = await scenario.living(name);
        expect(there.filter((one) => living[one] !== '2')).toEqual([]);
        expect(gone.filter((one) => one in living)).toEqual([]);
      }
    }

    expect(await apply(owner, AFTER).ended).toMatchObject({ exit: 0, stderr: '' });

    for (const name of CLUSTERS) {
      expect(await scenario.living(name)).toEqual(AFTER);
      expect(await scenario.inventory(name)).toEqual([...Object.keys(AFTER), owner].sort());
    }
    const { new: _, ...lasting } = await scenario.uids('cluster1');
    expect(uids).toMatchObject(lasting);
  });
});
