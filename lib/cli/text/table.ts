/** One cell of a table, and how it is painted once it has its width. */
export interface Cell {
  readonly text: string;
  readonly align?: 'left' | 'right';
  readonly paint?: (text: string) => string;
}

/** Rows with their columns aligned, two spaces apart, each row indented by two; a row's last cell is not padded. */
export function table(rows: readonly (readonly (Cell | string)[])[]): string {
  const cells = rows.map((row) => row.map((cell): Cell => (typeof cell === 'string' ? { text: cell } : cell)));
  const widths: number[] = [];
  for (const row of cells)
    row.forEach(({ text }, column) => (widths[column] = Math.max(widths[column] ?? 0, text.length)));
  return cells
    .map((row) => `${`  ${row.map((cell, column) => padded(cell, column, row, widths)).join('  ')}`.trimEnd()}\n`)
    .join('');
}

function padded({ text, align, paint }: Cell, column: number, row: readonly Cell[], widths: readonly number[]): string {
  const width = widths[column] ?? 0;
  const isLast = column === row.length - 1;
  const aligned = align === 'right' ? text.padStart(width) : isLast ? text : text.padEnd(width);
  return paint === undefined ? aligned : paint(aligned);
}
