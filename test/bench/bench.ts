/**
 * `npm run bench`: fed8s beside its peers, each task in a process of its own, the two sides in turn. `npm run bench -- --short`
 * does the same on less, to see that it works; its ratios are not those of the README.
 */
import { isDeepStrictEqual } from 'node:util';
import { tmpdir } from 'node:os';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { type Measured, measure, measureRequire, median } from './measure';
import { type Row, printTable } from './table';
import { typingCost } from './typing';
import { type Size, clusterName } from './workload';

const short = process.argv.includes('--short');
const runs = short ? 1 : 5;
const base = mkdtempSync(join(tmpdir(), 'fed8s-bench-'));
/** Where there is a disk in memory that is large enough, work is compared there that is not about writing. */
const inMemory = mkdtempSync(join(roomIn('/dev/shm') > 4e9 ? '/dev/shm' : tmpdir(), 'fed8s-bench-'));
let folders = 0;

const rows: Row[] = [];

function folder(): string {
  folders += 1;
  return join(base, String(folders));
}

/** Free bytes; none where there is no such folder. */
function roomIn(path: string): number {
  if (!existsSync(path)) return 0;
  const { bavail, bsize } = statfsSync(path);
  return bavail * bsize;
}

function ms(value: number): string {
  return value >= 10_000 ? `${(value / 1000).toFixed(1)} s` : `${value.toFixed(value < 10 ? 1 : 0)} ms`;
}

function synthBeside(work: string, size: Size, atMost: number): void {
  const ours: number[] = [];
  const raw: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const place = folder();
    ours.push(measure('synth', { ...size, folder: join(place, 'fed8s') }).ms);
    raw.push(measure('raw-write', { ...size, folder: place }).ms);
    rmSync(place, { recursive: true });
  }
  const ratio = median(ours.map((one, index) => one / (raw[index] ?? NaN)));
  rows.push({
    work,
    fed8s: ms(median(ours)),
    peer: `raw write ${ms(median(raw))}`,
    ratio,
    budget: `<= ${atMost}`,
    met: ratio <= atMost,
  });
}

function cdk8sBeside(size: Size): void {
  const place = join(inMemory, 'cdk8s');
  // The peer takes as long as all other rows together, and is run once.
  const ours = median(
    Array.from({ length: short ? 1 : 3 }, () => {
      rmSync(join(place, 'fed8s'), { recursive: true, force: true });
      return measure('synth', { ...size, folder: join(place, 'fed8s') }).ms;
    }),
  );
  const theirs = measure('cdk8s', { ...size, folder: join(place, 'cdk8s') }).ms;
  for (const index of [0, Math.floor(size.clusters / 2), size.clusters - 1]) {
    const [left, right] = ['fed8s', 'cdk8s'].map((side) => documents(join(place, side, clusterName(index))));
    if (left?.length !== size.objects || !isDeepStrictEqual(left, right))
      throw new Error('the two sides wrote different documents');
  }
  rmSync(place, { recursive: true });
  const ratio = theirs / ours;
  rows.push({
    work: 'the same beside cdk8s with one App a cluster, both into memory',
    fed8s: ms(ours),
    peer: `cdk8s ${ms(theirs)}`,
    ratio,
    budget: '>= 20',
    met: ratio >= 20,
  });
}

function documents(path: string): unknown[] {
  return readdirSync(path).flatMap((file) =>
    parseAllDocuments(readFileSync(join(path, file), 'utf8')).map((document) => document.toJS() as unknown),
  );
}

function growth(what: 'clusters' | 'objects', small: Size): void {
  const large: Size = { ...small, [what]: small[what] * 2 };
  const samples = Array.from({ length: short ? 1 : 3 }, () =>
    [small, large].map((size): Measured => {
      // How our own work grows, and not how a disk takes it.
      const place = join(inMemory, 'growth');
      const measured = measure('synth', { ...size, folder: place });
      rmSync(place, { recursive: true });
      return measured;
    }),
  );
  for (const figure of ['ms', 'peakMb'] as const) {
    const [before, after] = [0, 1].map((side) => median(samples.map((pair) => pair[side]?.[figure] ?? NaN)));
    const ratio = (after ?? NaN) / (before ?? NaN);
    const show = (value: number | undefined): string =>
      figure === 'ms' ? ms(value ?? NaN) : `${(value ?? NaN).toFixed(0)} MB`;
    rows.push({
      work: `${figure === 'ms' ? 'time' : 'peak memory'}, ${small.clusters} x ${small.objects} -> ${large.clusters} x ${large.objects}${small.differ ? ', differing' : ''}`,
      fed8s: show(after),
      peer: `half of it ${show(before)}`,
      ratio,
      budget: '<= 2.2',
      met: ratio <= 2.2,
    });
  }
}

function unchanged(size: Size): void {
  const place = folder();
  measure('synth', { ...size, folder: place });
  const again = Array.from({ length: runs }, () => measure('synth', { ...size, folder: place }));
  const floor = Array.from({ length: runs }, () => measure('raw-compare', { ...size, folder: place }).ms);
  const wrote = again.map(({ result }) => (result.files as { written: number; removed: number }).written);
  rmSync(place, { recursive: true });
  const ours = median(again.map((one) => one.ms));
  rows.push({
    work: `synth again, nothing changed: ${Math.max(...wrote)} files written`,
    fed8s: ms(ours),
    peer: `read and compare ${ms(median(floor))}`,
    ratio: ours / median(floor),
    budget: '0 written',
    met: wrote.every((count) => count === 0),
  });
}

function alone(
  work: string,
  task: 'selectors' | 'policies' | 'planner' | 'strategy',
  size: Size,
  atMostMs: number,
): void {
  const ours = median(Array.from({ length: runs }, () => measure(task, { ...size, folder: base }).ms));
  rows.push({
    work,
    fed8s: ms(ours),
    peer: `budget ${ms(atMostMs)}`,
    ratio: ours / atMostMs,
    budget: '<= 1',
    met: ours <= atMostMs,
  });
}

function planning(size: Size): void {
  const place = join(inMemory, 'plan');
  measure('synth', { ...size, folder: place });
  const pairs = Array.from(
    { length: short ? 1 : 3 },
    () =>
      [measure('plan', { ...size, folder: place }).ms, measure('read-both', { ...size, folder: place }).ms] as const,
  );
  rmSync(place, { recursive: true });
  const ratio = median(pairs.map(([ours, floor]) => ours / floor));
  rows.push({
    work: `plan ${size.clusters} clusters x ${size.objects} objects${size.differ ? ', one field differs' : ''}; one object has changed`,
    fed8s: ms(median(pairs.map(([ours]) => ours))),
    peer: `read both ${ms(median(pairs.map(([, floor]) => floor)))}`,
    ratio,
    budget: '<= 2',
    met: ratio <= 2,
  });
}

function typing(): void {
  const [without, with500] = [0, 500].map((overrides) =>
    median(Array.from({ length: short ? 1 : 5 }, () => typingCost(folder(), overrides))),
  );
  const added = (with500 ?? NaN) - (without ?? NaN);
  rows.push({
    work: 'type check of 500 overrides by rule, CPU time added',
    fed8s: ms(added),
    peer: 'budget 3000 ms',
    ratio: added / 3000,
    budget: '<= 1',
    met: added <= 3000,
  });
}

function loading(): void {
  const pairs = Array.from(
    { length: short ? 3 : 15 },
    () => [measureRequire('fed8s'), measureRequire('cdk8s')] as const,
  );
  const ratio = median(pairs.map(([ours, theirs]) => ours / theirs));
  rows.push({
    work: "require('fed8s')",
    fed8s: ms(median(pairs.map(([ours]) => ours))),
    peer: `require('cdk8s') ${ms(median(pairs.map(([, theirs]) => theirs)))}`,
    ratio,
    budget: '<= 1.3',
    met: ratio <= 1.3,
  });
}

const size: Size = short
  ? { clusters: 100, objects: 20, differ: false }
  : { clusters: 1000, objects: 100, differ: false };
const label = `${size.clusters} clusters x ${size.objects} objects`;
try {
  synthBeside(`synth ${label}, equal`, size, 3);
  synthBeside(`synth ${label}, one field differs`, { ...size, differ: true }, 6);
  cdk8sBeside({ ...size, differ: true });
  unchanged(size);
  unchanged({ ...size, differ: true });
  const small: Size = short
    ? { clusters: 100, objects: 20, differ: true }
    : { clusters: 1000, objects: 250, differ: true };
  growth('clusters', small);
  growth('objects', short ? small : { ...small, clusters: 2000 });
  growth('clusters', { ...(short ? small : { clusters: 1000, objects: 500 }), differ: false });
  alone(
    'resolve 10,000 clusters x 100 selectors',
    'selectors',
    { clusters: 10_000, objects: 100, differ: false },
    2000,
  );
  alone(
    'resolve 10,000 clusters x 100 placements with policies',
    'policies',
    { clusters: short ? 1000 : 10_000, objects: 100, differ: false },
    2000,
  );
  alone('replica plan over 10,000 clusters', 'planner', { clusters: 10_000, objects: 0, differ: false }, 100);
  alone('replicas divided over 10,000 clusters', 'strategy', { clusters: 10_000, objects: 0, differ: false }, 100);
  planning({ ...size, differ: false });
  planning({ ...size, differ: true });
  typing();
  loading();
} finally {
  for (const place of [base, inMemory]) rmSync(place, { recursive: true, force: true });
}

printTable(rows, { title: `medians of ${runs} runs`, isShort: short });
if (!short && rows.some(({ met }) => !met)) process.exitCode = 1;
