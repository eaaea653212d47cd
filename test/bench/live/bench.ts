/**
 * `npm run bench:live`: fed8s on living clusters beside its peers, each side in a process of its own, the two sides in turn, on
 * three control planes of this machine. `npm run bench:live -- --short` does the same on less, to see that it works. The
 * machine is to be quiet else: what is compared shares it with the control planes.
 */
import { loadavg } from 'node:os';
import { type Row, printTable } from '../table';
import { median } from '../measure';
import { BenchFleet } from './bench-fleet';
import { resources } from './live-app';
import { type LiveMeasured, measureLive } from './measure-live';
import { type LiveTaskName } from './task';

const short = process.argv.includes('--short');
const objects = short ? 50 : 1000;
const runs = short ? 1 : 5;
/** An apply of new objects fills the clusters, and takes its time. */
const applyRuns = short ? 1 : 3;
const rows: Row[] = [];

type Timed = Pick<LiveMeasured, 'ms' | 'cpuMs'>;

function add(work: string, sides: Pick<Row, 'fed8s' | 'peer' | 'ratio'>, atMost: number): void {
  const row = { work, ...sides, budget: `<= ${atMost}`, met: sides.ratio <= atMost };
  rows.push(row);
  process.stderr.write(`${[row.work, row.fed8s, row.peer, row.ratio.toFixed(2)].join(' | ')}\n`);
}

/** The two sides in turn, who begins in turn as well. */
async function inTurn<T>(
  times: number,
  ours: (run: number) => Promise<T>,
  theirs: (run: number) => Promise<T>,
): Promise<readonly (readonly [T, T])[]> {
  const pairs: (readonly [T, T])[] = [];
  for (let run = 0; run < times; run += 1) {
    if (run % 2 === 0) {
      const first = await ours(run);
      pairs.push([first, await theirs(run)]);
    } else {
      const first = await theirs(run);
      pairs.push([await ours(run), first]);
    }
  }
  return pairs;
}

function compare(
  work: string,
  pairs: readonly (readonly [Timed, Timed])[],
  { peer, atMost }: { readonly peer: string; readonly atMost: number },
): void {
  const ratio = median(pairs.map(([ours, theirs]) => ours.ms / theirs.ms));
  const [fed8s, other] = [0, 1].map((side) => timed(pairs.map((pair) => pair[side] as Timed)));
  add(work, { fed8s: fed8s ?? '', peer: `${peer} ${other ?? ''}`, ratio }, atMost);
}

function timed(all: readonly Timed[]): string {
  return `${ms(median(all.map((one) => one.ms)))} (CPU ${ms(median(all.map((one) => one.cpuMs)))})`;
}

function ms(value: number): string {
  return value >= 10_000 ? `${(value / 1000).toFixed(1)} s` : `${value.toFixed(0)} ms`;
}

async function measured(fleet: BenchFleet): Promise<void> {
  const { clusters, kubeconfig, id } = fleet;
  const label = `${clusters.length} clusters x ${objects} objects`;

  const applied = await inTurn<Timed>(
    applyRuns,
    (run) => (fleet.synth(`fed8s-${run}`), fleet.applyByFed8s(`fed8s-${run}`)),
    (run) => (fleet.synth(`kubectl-${run}`), fleet.applyByKubectl(`kubectl-${run}`)),
  );
  compare(`apply, ${label}, all new`, applied, { peer: 'kubectl', atMost: 1 });

  const given = { kubeconfig, clusters, objects, namespace: 'fed8s-0', id };
  const task = (name: LiveTaskName) => (): Promise<LiveMeasured> => measureLive(name, given);
  const lists = await inTurn(runs, task('drift'), task('bare-lists'));
  compare(`drift, ${label}, all in sync`, lists, { peer: 'bare lists', atMost: 1.5 });
  const again = await inTurn(runs, task('apply-again'), task('drift'));
  compare(`apply again, ${label}, nothing changed`, again, { peer: 'drift', atMost: 1.5 });

  await requests(fleet, task('drift'));
  await memory(fleet);
  await joins(fleet);
}

/** The most requests that a drift has made for a kind on a cluster. Controllers ask as well: the least of some runs counts. */
async function requests(fleet: BenchFleet, drift: () => Promise<unknown>): Promise<void> {
  const most: number[] = [];
  for (let run = 0; run < (short ? 1 : 3); run += 1) {
    const before = await Promise.all(fleet.clusters.map((cluster) => fleet.requests(cluster)));
    await drift();
    const after = await Promise.all(fleet.clusters.map((cluster) => fleet.requests(cluster)));
    most.push(
      Math.max(
        ...after.flatMap((counts, index) =>
          resources.map(({ resource }) => (counts.get(resource) ?? 0) - (before[index]?.get(resource) ?? 0)),
        ),
      ),
    );
  }
  const count = Math.min(...most);
  add(
    'requests of a drift, for each kind and cluster',
    { fed8s: String(count), peer: 'budget 3', ratio: count / 3 },
    1,
  );
}

async function memory(fleet: BenchFleet): Promise<void> {
  const names = Array.from({ length: short ? 6 : 50 }, (_, index) => `context-${index}`);
  const kubeconfig = fleet.manyContexts(names);
  const peak = (count: number) => (): Promise<LiveMeasured> =>
    measureLive('drift', { kubeconfig, clusters: names.slice(0, count), objects, namespace: 'fed8s-0' });
  const pairs = await inTurn(short ? 1 : 3, peak(names.length), peak(3));
  const [many = NaN, few = NaN] = [0, 1].map((side) => median(pairs.map((pair) => pair[side]?.peakMb ?? NaN)));
  const work = `peak memory of a drift, ${names.length} contexts x ${objects} objects on 3 control planes`;
  add(work, { fed8s: `${many.toFixed(0)} MB`, peer: `3 contexts ${few.toFixed(0)} MB`, ratio: many / few }, 1.3);
}

async function joins(fleet: BenchFleet): Promise<void> {
  const { clusters, kubeconfig } = fleet;
  await fleet.initHost();
  const joined: LiveMeasured[] = [];
  for (const cluster of clusters.slice(1)) {
    const [host = ''] = clusters;
    joined.push(await measureLive('join', { kubeconfig, clusters: [host, cluster], objects, namespace: 'none' }));
  }
  const ratio = median(joined.map((one) => one.ms)) / 2000;
  add('join of a cluster', { fed8s: timed(joined), peer: 'budget 2000 ms', ratio }, 1);
}

async function main(): Promise<void> {
  const fleet = await BenchFleet.start(objects);
  const load = loadavg()[0] ?? NaN;
  try {
    await measured(fleet);
  } finally {
    await fleet.stop();
  }
  const title = `medians of ${runs} runs, of ${applyRuns} for apply; load average at the start ${load.toFixed(1)}`;
  printTable(rows, { title, isShort: short });
  if (!short && rows.some(({ met }) => !met)) process.exitCode = 1;
}

void main();
