import { cpus } from 'node:os';

/** One comparison, as it is printed. */
export interface Row {
  readonly work: string;
  readonly fed8s: string;
  readonly peer: string;
  readonly ratio: number;
  readonly budget: string;
  readonly met: boolean;
}

/** Prints the table. `short`: whether the sizes are so small that budgets say nothing. */
export function printTable(
  rows: readonly Row[],
  { title, isShort }: { readonly title: string; readonly isShort: boolean },
): void {
  const cell = (row: Row): string[] => [
    row.work,
    row.fed8s,
    row.peer,
    row.ratio.toFixed(2),
    row.budget,
    isShort ? '-' : row.met ? 'yes' : 'NO',
  ];
  process.stdout.write(
    `\nNode ${process.version}, ${cpus().length} x ${cpus()[0]?.model ?? 'cpu'}; ${title}${isShort ? ' (short: sizes and ratios are not those of the README)' : ''}\n\n`,
  );
  for (const line of [
    ['work', 'fed8s', 'beside it', 'ratio', 'budget', 'met'],
    ['---', '---', '---', '---', '---', '---'],
    ...rows.map(cell),
  ]) {
    process.stdout.write(`| ${line.join(' | ')} |\n`);
  }
}
