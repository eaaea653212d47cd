import { listed } from '../../model/listed';
import { describeObject } from '../../model/object-ref';
import { printable } from '../../model/printable';
import { type Problem, describeProblem } from '../../model/problem';
import { type Plan, type PlannedChange } from '../../plan/plan';
import { fieldText, summaryText } from './plan-text';

/** What a comment of a pull request holds (GitHub: 65,536 characters), with room for what stands around it. */
const MOST_CHARACTERS = 60_000;

/** A plan in Markdown, for a comment of a pull request; what does not fit is counted. */
export function planMarkdown(plan: Plan, problems: readonly Problem[]): string {
  const head = [`### fed8s plan\n\n${summaryText(plan)}\n`, ...problems.map(problemText), ...membersText(plan)].join(
    '\n',
  );
  const entries = plan.changes.map(changeText);
  let length = head.length;
  const shown = entries.filter((entry) => {
    length += entry.length + 1;
    return length <= MOST_CHARACTERS;
  });
  const cut = entries.length - shown.length;
  const more =
    cut === 0 ? '' : `\n_${cut.toLocaleString('en-US')} more changes do not fit here; \`fed8s plan\` shows them._\n`;
  return `${[head, ...shown].join('\n').trimEnd()}\n${more}`;
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
