import { type Shown } from './filter';
import { type Matrix, nameOf } from './matrix';

/** Sizes of a grid, in pixels. */
export interface GridLayout {
  readonly row: number;
  readonly column: number;
  readonly rowHead: number;
  readonly columnHead: number;
  /** Whether columns are wide enough for their names to lie. */
  readonly isWide: boolean;
}

const ROW = 28;
const NARROW = 36;
const WIDEST = 170;
/** So wide, a cell has room to say how much differs. */
export const ROOMY = 80;
/** About what a letter takes. */
const LETTER = 7.4;

/** @param width of the whole page, and of the grid, which is narrower where an explanation stands beside it. */
export function gridLayout(
  matrix: Matrix,
  { clusters }: Shown,
  width: { readonly page: number; readonly grid: number },
): GridLayout {
  const { data } = matrix;
  const longest = Math.max(0, ...data.objects.map((object) => nameOf(object).length + object.kind.length));
  const rowHead = clamp(longest * LETTER + 44, 180, Math.min(400, width.page / 3));
  const letters = Math.max(4, ...data.clusters.map(({ name }) => name.length));
  const lying = clamp(letters * LETTER + 12, 56, WIDEST);
  if (clusters.length * lying > width.page - rowHead) {
    return { row: ROW, column: NARROW, rowHead, columnHead: clamp(letters * LETTER + 20, 60, 180), isWide: false };
  }
  const column = clamp((width.grid - rowHead - 2) / Math.max(1, clusters.length), lying, WIDEST);
  return { row: ROW, column, rowHead, columnHead: 34, isWide: true };
}

function clamp(value: number, least: number, most: number): number {
  return Math.floor(Math.max(least, Math.min(most, value)));
}
