import { type Problem, describeProblem } from '../../model/problem';
import { count } from './count';
import { type Paint } from './paint';

/** Of one code, so many are told in full. */
const MOST_OF_A_CODE = 20;

/** Problems for a person: warnings first and errors last, where a terminal shows them, with how many there are. */
export function problemsText(problems: readonly Problem[], paint: Paint): string {
  if (problems.length === 0) return '';
  const warnings = problems.filter(({ severity }) => severity !== 'error');
  const errors = problems.filter(({ severity }) => severity === 'error');
  const counts = [
    ...(errors.length > 0 ? [paint('red', count(errors.length, 'error'))] : []),
    ...(warnings.length > 0 ? [paint('yellow', count(warnings.length, 'warning'))] : []),
  ];
  return `${[...told(warnings, paint), ...told(errors, paint), counts.join(', ')].join('\n\n')}\n`;
}

function told(problems: readonly Problem[], paint: Paint): readonly string[] {
  const byCode = new Map<string, Problem[]>();
  for (const problem of problems) {
    const same = byCode.get(problem.code);
    if (same === undefined) byCode.set(problem.code, [problem]);
    else same.push(problem);
  }
  return [...byCode.values()].flatMap((same) => {
    const texts = same.slice(0, MOST_OF_A_CODE).map((problem) => problemText(problem, paint));
    const untold = same.length - texts.length;
    if (untold === 0) return texts;
    return [...texts, `${untold.toLocaleString('en-US')} more of ${same[0]?.code ?? ''}; --format json tells them all`];
  });
}

function problemText(problem: Problem, paint: Paint): string {
  const text = describeProblem(problem);
  const head = `${problem.severity} ${problem.code}:`;
  const style = problem.severity === 'error' ? 'red' : 'yellow';
  return text.startsWith(head) ? `${paint(style, head)}${text.slice(head.length)}` : text;
}
