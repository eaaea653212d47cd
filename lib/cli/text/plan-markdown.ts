import { listed } from '../../model/listed';
import { describeObject } from '../../model/object-ref';
import { printable } from '../../model/printable';
import { type Problem, describeProblem } from '../../model/problem';
import { type PlannedChange } from '../../plan/change-groups';
import { type Plan } from '../../plan/plan';
import { fieldText, summaryText } from './plan-text';

/** What a comment of a pull request holds (GitHub: 65,536 characters), with room for what stands around it. */
const MOST_CHARACTERS = 60_000;

/** So much of it the problems may take, so that there is room for changes. */
const MOST_OF_PROBLEMS = 30_000;

/** A plan in Markdown, for a comment of a pull request; what does not fit is counted. */
export function planMarkdown(plan: Plan, problems: readonly Problem[]): string {
  const told = fitting(problems.map(problemText), MOST_OF_PROBLEMS);
  const head = [
    `### fed8s plan\n\n${summaryText(plan)}\n`,
    ...told.shown,
    ...cutText(told.cut, 'problem', 'fed8s plan --format json'),
    ...membersText(plan),
  ].join('\n');
  const changes = fitting(plan.changes.map(changeText), MOST_CHARACTERS - head.length);
  const more = cutText(changes.cut, 'change', 'fed8s plan').map((text) => `\n${text}`);
  return `${[head, ...changes.shown].join('\n').trimEnd()}\n${more.join('')}`;
}

/** The entries for which there is room, a line end each, and how many others there are. */
function fitting(
  entries: readonly string[],
  room: number,
): { readonly shown: readonly string[]; readonly cut: number } {
  let length = 0;
  const shown = entries.filter((entry) => {
    const fits = length + entry.length + 1 <= room;
    if (fits) length += entry.length + 1;
    return fits;
  });
  return { shown, cut: entries.length - shown.length };
}

function cutText(cut: number, what: string, call: string): readonly string[] {
  if (cut === 0) return [];
  const [things, do_, them] = cut === 1 ? [what, 'does', 'it'] : [`${what}s`, 'do', 'them'];
  return [`_${cut.toLocaleString('en-US')} more ${things} ${do_} not fit here; \`${call}\` shows ${them}._\n`];
}

function membersText({ joined, left }: Plan): readonly string[] {
  return [
    ...(joined.length === 0 ? [] : [`Joins the fleet: ${code(listed(joined, 10))}\n`]),
    ...(left.length === 0 ? [] : [`Leaves the fleet: ${code(listed(left, 10))}\n`]),
  ];
}

function problemText(problem: Problem): string {
  return `> **${problem.severity}**\n${describeProblem(problem)
    .split('\n')
    .map((line) => `> ${code(line.trim())}`)
    .join('\n')}\n`;
}

function changeText({ action, object, clusters, to, fields, replacedFor }: PlannedChange): string {
  const where = to === undefined ? `on ${listed(clusters)}` : `from ${listed(clusters)} to ${listed(to)}`;
  const head = `- **${action}** ${code(describeObject(object))} ${code(where)}`;
  const lines = [
    ...fields.map(fieldText),
    ...replacedFor.map((path) => `! ${printable(path)} cannot be changed: the object has to be made anew`),
  ];
  return [head, ...lines.map((line) => `  - ${code(line)}`)].join('\n');
}

/** Text as code, in which nothing means anything to Markdown. */
function code(text: string): string {
  const safe = printable(text);
  const longest = Math.max(0, ...[...safe.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  const space = longest > 0 ? ' ' : '';
  return `${fence}${space}${safe}${space}${fence}`;
}
