import { type ApplyResult, type ObjectOutcome, type ObjectResult } from '../../fleet/apply/apply-result';
import { listed } from '../../model/listed';
import { describeObject } from '../../model/object-ref';
import { printable } from '../../model/printable';
import { claimText } from './claim-text';
import { remedyText } from './remedy-text';
import { count } from './count';
import { type Paint, type Style } from './paint';

const STYLES: Readonly<Record<ObjectOutcome, Style>> = {
  created: 'green',
  updated: 'yellow',
  adopted: 'yellow',
  unchanged: 'dim',
  deleted: 'red',
  kept: 'dim',
  waiting: 'yellow',
  conflict: 'red',
  failed: 'red',
  'not-tried': 'red',
};

/** What an apply has done, for a person: one entry for what is the same on many clusters; what has not changed is counted. */
export function applyText(result: ApplyResult, paint: Paint): string {
  const groups = new Map<string, { readonly result: ObjectResult; readonly clusters: string[] }>();
  const counts = new Map<ObjectOutcome, number>();
  const silent: string[] = [];
  let done = 0;
  for (const outcome of result.clusters) {
    if (outcome.outcome === 'unknown') {
      silent.push(
        `${paint('red', 'unknown')} ${printable(`${outcome.cluster}: ${outcome.failure.message}`)}\n${remedyText(outcome.failure)}`,
      );
      continue;
    }
    if (outcome.value.outcome === 'refused') {
      silent.push(`${paint('red', 'refused')} ${printable(outcome.cluster)}: nothing was written\n`);
      continue;
    }
    if (outcome.value.outcome === 'not-begun') {
      silent.push(`${paint('dim', 'not begun')} ${printable(`${outcome.cluster}: ${outcome.value.reason}`)}\n`);
      continue;
    }
    done += 1;
    for (const object of outcome.value.objects) {
      counts.set(object.outcome, (counts.get(object.outcome) ?? 0) + 1);
      if (object.outcome === 'unchanged' && (object.readiness?.state ?? 'ready') === 'ready') continue;
      const key = entryText(object, paint);
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { result: object, clusters: [outcome.cluster] });
      else group.clusters.push(outcome.cluster);
    }
  }
  const entries = [...groups].map(([text, { clusters }]) =>
    text.replace(PLACE, () => printable(`on ${listed(clusters)}`)),
  );
  const body = [...entries, ...silent];
  const hints = hintsOf([...groups.values()].map((group) => group.result)).map((hint) => `${paint('dim', hint)}\n`);
  const end = `${summary(counts, { done, of: result.clusters.length })}\n`;
  return `${body.join('')}${body.length === 0 ? '' : '\n'}${hints.join('')}${end}`;
}

/** What can be done about conflicts. One with a reason is of an object that is not ours, the others are of fields. */
function hintsOf(results: readonly ObjectResult[]): readonly string[] {
  const conflicts = results.filter(({ outcome }) => outcome === 'conflict');
  const isWhole = ({ reason }: ObjectResult): boolean => reason !== undefined;
  return [
    ...(conflicts.some(isWhole) ? ['To take over what lives and is not yours: --adopt always.'] : []),
    ...(conflicts.every(isWhole)
      ? []
      : ['To take a field from whoever claims it: --force-conflicts PATH; to leave it to them: --ignore PATH.']),
  ];
}

/** Stands for the clusters; no name of an object has it. */
const PLACE = '\u0000';

function entryText({ object, outcome, reason, failure, claims, readiness }: ObjectResult, paint: Paint): string {
  const lines = [
    ...(reason === undefined ? [] : [reason]),
    ...(failure === undefined ? [] : [failure.message]),
    ...(claims ?? []).map(claimText),
    ...(readiness === undefined || readiness.state === 'ready' ? [] : [`not ready: ${readiness.reason}`]),
  ];
  const detail = lines.map((line) => `    ${printable(line)}\n`).join('');
  return `${paint(STYLES[outcome], outcome)} ${printable(describeObject(object))} ${PLACE}\n${detail}`;
}

function summary(
  counts: ReadonlyMap<ObjectOutcome, number>,
  clusters: { readonly done: number; readonly of: number },
): string {
  const parts = (Object.keys(STYLES) as ObjectOutcome[])
    .filter((outcome) => counts.has(outcome))
    .map((outcome) => `${(counts.get(outcome) ?? 0).toLocaleString('en-US')} ${outcome}`);
  const what = parts.length === 0 ? 'nothing' : parts.join(', ');
  return `${what} on ${clusters.done.toLocaleString('en-US')} of ${count(clusters.of, 'cluster')}`;
}
