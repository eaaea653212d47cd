/** A place in the grid as it is shown: row and column -1 are the heads. */
export interface GridPlace {
  readonly row: number;
  readonly column: number;
}

/** The size of a grid, and how many rows are seen at once. */
export interface GridExtent {
  readonly rows: number;
  readonly columns: number;
  readonly page: number;
}

/** Where a key leads; undefined where it is none that moves. */
export function movedBy(
  { key, ctrlKey }: { readonly key: string; readonly ctrlKey: boolean },
  { row, column }: GridPlace,
  { rows, columns, page }: GridExtent,
): GridPlace | undefined {
  const within = (value: number, length: number): number => Math.max(-1, Math.min(value, length - 1));
  const to = (toRow: number, toColumn: number): GridPlace => {
    const moved = { row: within(toRow, rows), column: within(toColumn, columns) };
    // The corner says nothing.
    return moved.row < 0 && moved.column < 0 ? { row, column } : moved;
  };
  switch (key) {
    case 'ArrowUp':
      return to(row - 1, column);
    case 'ArrowDown':
      return to(row + 1, column);
    case 'ArrowLeft':
      return to(row, column - 1);
    case 'ArrowRight':
      return to(row, column + 1);
    case 'PageUp':
      return to(Math.max(0, row - page), column);
    case 'PageDown':
      return to(row + page, column);
    case 'Home':
      return ctrlKey ? to(0, 0) : to(row, 0);
    case 'End':
      return ctrlKey ? to(rows - 1, columns - 1) : to(row, columns - 1);
    default:
      return undefined;
  }
}
