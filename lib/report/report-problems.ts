import { type Federation } from '../model/federation';
import { describeObject, objectKey } from '../model/object-ref';
import { printable } from '../model/printable';
import { type Problem } from '../model/problem';
import { type Resolution } from '../resolve/resolution';
import { type ReportProblem } from './report-data';

/** Of one code, so many are told. */
const MOST_OF_A_CODE = 500;

interface ReportedProblems {
  readonly problems: readonly ReportProblem[];
  readonly untold: Readonly<Record<string, number>>;
  /** By object, the worst that is said of it. */
  readonly worst: ReadonlyMap<number, Problem['severity']>;
}

/** Problems, errors first; of a code with very many, the first. */
export function reportProblems(
  problems: readonly Problem[],
  { federation, resolution }: { readonly federation: Federation; readonly resolution: Resolution },
): ReportedProblems {
  const clusters = new Map(federation.clusters.map(({ name }, position) => [name, position]));
  const objects = objectsOf(resolution);
  const all = problems.map((problem) => toldOf(problem, { objects, clusters }));
  const worst = new Map<number, Problem['severity']>();
  for (const { object, severity } of all) {
    if (object >= 0 && worst.get(object) !== 'error') worst.set(object, severity);
  }
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
  { severity, code, message, remedy, object, cluster, path, origin }: Problem,
  at: { readonly objects: ReadonlyMap<string, number>; readonly clusters: ReadonlyMap<string, number> },
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
    cluster: cluster === undefined ? -1 : (at.clusters.get(cluster) ?? -1),
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
