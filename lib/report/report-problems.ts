import { type Federation } from '../model/federation';
import { describeObject, objectKey } from '../model/object-ref';
import { printable } from '../model/printable';
import { type Problem } from '../model/problem';
import { type Resolution } from '../resolve/resolution';
import { type ReportProblem } from './report-data';
import { runsOfPositions } from './runs';

/** Of one code, so many are told. */
const MOST_OF_A_CODE = 500;

interface ReportedProblems {
  readonly problems: readonly ReportProblem[];
  readonly untold: Readonly<Record<string, number>>;
  /** By object, the worst that is said of it. */
  readonly worst: ReadonlyMap<number, Problem['severity']>;
}

/** Problems, errors first; one that is the same on many clusters is one. */
export function reportProblems(
  problems: readonly Problem[],
  { federation, resolution }: { readonly federation: Federation; readonly resolution: Resolution },
): ReportedProblems {
  const positions = new Map(federation.clusters.map(({ name }, position) => [name, position]));
  const objects = objectsOf(resolution);
  const worst = new Map<number, Problem['severity']>();
  const groups = new Map<string, { readonly problem: Problem; readonly clusters: Set<number> }>();
  for (const problem of problems) {
    const object = objects.get(problem.object === undefined ? '' : objectKey(problem.object));
    if (object !== undefined && worst.get(object) !== 'error') worst.set(object, problem.severity);
    const { cluster, ...rest } = problem;
    const position = cluster === undefined ? undefined : positions.get(cluster);
    const key = JSON.stringify(position === undefined ? problem : rest);
    const group = groups.get(key) ?? { problem, clusters: new Set() };
    groups.set(key, group);
    if (position !== undefined) group.clusters.add(position);
  }
  const all = [...groups.values()].map(({ problem, clusters }) => toldOf(problem, { objects, clusters }));
  const { told, untold } = firstOfEach(inOrder(all));
  return { problems: told, untold, worst };
}

/** Positions of objects by their keys; a scheduling preference speaks of its target. */
function objectsOf({ objects }: Resolution): ReadonlyMap<string, number> {
  const scheduled = objects.flatMap(({ scheduledBy }, position) =>
    scheduledBy === undefined ? [] : [[objectKey(scheduledBy), position] as const],
  );
  return new Map([...scheduled, ...objects.map(({ ref }, position) => [objectKey(ref), position] as const)]);
}

function toldOf(
  { severity, code, message, remedy, object, path, origin }: Problem,
  at: { readonly objects: ReadonlyMap<string, number>; readonly clusters: ReadonlySet<number> },
): ReportProblem {
  return {
    severity,
    code,
    message: printable(message),
    remedy: printable(remedy),
    ...(object !== undefined && { about: printable(describeObject(object)) }),
    ...(path !== undefined && { path: printable(path) }),
    ...(origin !== undefined && { origin: printable(origin) }),
    object: object === undefined ? -1 : (at.objects.get(objectKey(object)) ?? -1),
    clusters: runsOfPositions([...at.clusters].sort((left, right) => left - right)),
  };
}

function inOrder(problems: readonly ReportProblem[]): readonly ReportProblem[] {
  const isError = ({ severity }: ReportProblem): boolean => severity === 'error';
  return [...problems.filter(isError), ...problems.filter((problem) => !isError(problem))];
}

function firstOfEach(problems: readonly ReportProblem[]) {
  const counts = new Map<string, number>();
  const told = problems.filter(({ code }) => {
    const count = (counts.get(code) ?? 0) + 1;
    counts.set(code, count);
    return count <= MOST_OF_A_CODE;
  });
  const many = [...counts].filter(([, count]) => count > MOST_OF_A_CODE);
  return { told, untold: Object.fromEntries(many.map(([code, count]) => [code, count - MOST_OF_A_CODE])) };
}
