import { nameOf } from './matrix';
import { type Matrix } from './matrix';
import { type Shown } from './filter';

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
const WIDE = { least: 84, most: 170 };
/** About what a letter takes. */
const LETTER = 6.6;

/** @param width of the whole page, and of the grid, which is narrower where an explanation stands beside it. */
export function gridLayout(
  matrix: Matrix,
  { clusters }: Shown,
  width: { readonly page: number; readonly grid: number },
): GridLayout {
  const { data } = matrix;
  const longest = Math.max(12, ...data.objects.map((object) => nameOf(object).length + object.kind.length + 2));
  const rowHead = clamp(longest * LETTER + 24, 180, Math.min(380, width.page / 3));
  const isWide = clusters.length * WIDE.least <= width.page - rowHead;
  const letters = Math.max(4, ...data.clusters.map(({ name }) => name.length));
  if (!isWide) {
    return { row: ROW, column: NARROW, rowHead, columnHead: clamp(letters * LETTER + 20, 60, 180), isWide };
  }
  const column = clamp((width.grid - rowHead - 2) / Math.max(1, clusters.length), WIDE.least, WIDE.most);
  return { row: ROW, column: Math.floor(column), rowHead, columnHead: 34, isWide };
}

function clamp(value: number, least: number, most: number): number {
  return Math.floor(Math.max(least, Math.min(most, value)));
}
