import { cellElement } from './cell';
import { countOf } from './counted';
import { element, place } from './element';
import { type Shown } from './filter';
import { type GridPlace, movedBy } from './grid-keys';
import { type GridLayout, ROOMY, gridLayout } from './grid-layout';
import { type Span, isSameSpan, scrolledTo, spanOf } from './grid-window';
import { type Matrix, nameOf, titleOf } from './matrix';

/** What was chosen: a cell, or with one of them -1 an object or a cluster as a whole. */
export interface Chosen {
  readonly object: number;
  readonly cluster: number;
}

const STEP = 8;
const NOTHING: Span = { first: 0, end: 0 };

/** The matrix as a grid of which only what is seen, and a little around it, is in the document. */
export class Grid {
  public readonly element = element('div', {
    class: 'grid',
    role: 'grid',
    tabindex: 0,
    'aria-label': 'Objects by clusters',
  });
  private readonly head = element('div', { class: 'grid-head', role: 'row', 'aria-rowindex': 1 });
  private readonly body = element('div', { class: 'grid-body', role: 'rowgroup' });
  private readonly rows = new Map<number, HTMLElement>();
  private shown: Shown = { objects: [], clusters: [] };
  private layout: GridLayout;
  private width = 0;
  private columns: Span = NOTHING;
  private active: GridPlace = { row: 0, column: 0 };
  private isWaiting = false;

  public constructor(
    private readonly matrix: Matrix,
    private readonly choose: (chosen: Chosen) => void,
  ) {
    this.layout = gridLayout(matrix, this.shown, { page: 0, grid: 0 });
    this.element.append(element('div', { class: 'grid-head-group', role: 'rowgroup' }, this.head), this.body);
    this.element.addEventListener(
      'scroll',
      () => {
        this.soon();
      },
      { passive: true },
    );
    this.element.addEventListener('click', (event) => {
      this.clicked(event);
    });
    this.element.addEventListener('keydown', (event) => {
      this.pressed(event);
    });
    new ResizeObserver(() => {
      this.show(this.shown);
    }).observe(this.element);
  }

  /** Shows these rows and columns. */
  public show(shown: Shown): void {
    this.shown = shown;
    const { element: grid, body, head } = this;
    this.width = grid.clientWidth;
    this.layout = gridLayout(this.matrix, shown, { page: document.body.clientWidth, grid: this.width });
    const { row, column, rowHead, columnHead } = this.layout;
    const width = rowHead + shown.clusters.length * column;
    place(body, { width, height: shown.objects.length * row });
    place(head, { width, height: columnHead });
    grid.classList.toggle('wide', this.layout.isWide);
    grid.setAttribute('aria-rowcount', String(shown.objects.length + 1));
    grid.setAttribute('aria-colcount', String(shown.clusters.length + 1));
    const { row: atRow, column: atColumn } = this.active;
    const active = {
      row: Math.min(atRow, shown.objects.length - 1),
      column: Math.min(atColumn, shown.clusters.length - 1),
    };
    this.active = active.row < 0 && active.column < 0 ? { row: 0, column: 0 } : active;
    this.clear();
    this.draw();
  }

  public focus(): void {
    this.element.focus();
  }

  /** Goes to a cell and marks it, where it is shown. */
  public goTo({ object, cluster }: Chosen): void {
    // An explanation that has opened beside the grid has made it narrower.
    if (this.element.clientWidth !== this.width) this.show(this.shown);
    const row = this.shown.objects.indexOf(object);
    const column = this.shown.clusters.indexOf(cluster);
    if (row >= 0 || column >= 0) this.move({ row, column });
  }

  private clear(): void {
    this.rows.clear();
    this.body.replaceChildren();
    // Heads far to the right would keep the grid scrolled to where there is nothing any more.
    this.head.replaceChildren();
    this.columns = NOTHING;
  }

  private soon(): void {
    if (this.isWaiting) return;
    this.isWaiting = true;
    requestAnimationFrame(() => {
      this.isWaiting = false;
      this.draw();
    });
  }

  private draw(): void {
    const { layout, shown } = this;
    const { scrollTop, scrollLeft, clientHeight, clientWidth } = this.element;
    const columns = spanOf(shown.clusters.length, layout.column, {
      from: scrollLeft,
      extent: Math.max(0, clientWidth - layout.rowHead),
      step: STEP,
    });
    const rows = spanOf(shown.objects.length, layout.row, { from: scrollTop, extent: clientHeight, step: STEP });
    if (!isSameSpan(columns, this.columns) || this.rows.size === 0) {
      this.clear();
      this.columns = columns;
      this.drawHead();
    }
    for (const [row, drawn] of this.rows) {
      if (row >= rows.first && row < rows.end) continue;
      drawn.remove();
      this.rows.delete(row);
    }
    const fresh: HTMLElement[] = [];
    for (let row = rows.first; row < rows.end; row += 1) {
      if (this.rows.has(row)) continue;
      const drawn = this.rowElement(row);
      this.rows.set(row, drawn);
      fresh.push(drawn);
    }
    this.body.append(...fresh);
    this.mark();
  }

  private drawHead(): void {
    const { layout, shown, columns } = this;
    const { data } = this.matrix;
    const corner = element(
      'div',
      { class: 'corner', role: 'columnheader', 'aria-colindex': 1 },
      `${countOf(shown.objects.length, data.objects.length, 'object')}, ${countOf(shown.clusters.length, data.clusters.length, 'cluster')}`,
    );
    this.head.replaceChildren(place(corner, { width: layout.rowHead }));
    for (let column = columns.first; column < columns.end; column += 1) {
      const cluster = data.clusters[shown.clusters[column] as number];
      const name = cluster?.name ?? '';
      const made = element(
        'div',
        {
          id: idOf({ row: -1, column }),
          class: `column-head${cluster?.ready === false ? ' not-ready' : ''}`,
          role: 'columnheader',
          'aria-colindex': column + 2,
          title: cluster?.ready === false ? `${name}, not ready` : name,
        },
        element('span', {}, name),
      );
      this.head.append(place(made, { left: layout.rowHead + column * layout.column, width: layout.column }));
    }
  }

  private rowElement(row: number): HTMLElement {
    const { layout, shown, columns, matrix } = this;
    const position = shown.objects[row] as number;
    const object = matrix.data.objects[position];
    if (object === undefined) return element('div');
    const head = element(
      'div',
      {
        id: idOf({ row, column: -1 }),
        class: `row-head ${object.worst ?? ''}`.trimEnd(),
        role: 'rowheader',
        'aria-colindex': 1,
        title: titleOf(object),
      },
      element('span', { class: 'name' }, nameOf(object)),
      element('span', { class: 'kind' }, object.kind),
    );
    const made = element(
      'div',
      { class: 'row', role: 'row', 'aria-rowindex': row + 2 },
      place(head, { width: layout.rowHead }),
    );
    for (let column = columns.first; column < columns.end; column += 1) {
      const cluster = shown.clusters[column] as number;
      const cell = cellElement(matrix, { object: position, cluster }, layout.column >= ROOMY);
      cell.id = idOf({ row, column });
      cell.setAttribute('aria-colindex', String(column + 2));
      made.append(place(cell, { left: layout.rowHead + column * layout.column, width: layout.column }));
    }
    return place(made, { top: row * layout.row });
  }

  /** Marks the cell that keys move, for eyes and for screen readers. */
  private mark(): void {
    for (const marked of this.element.querySelectorAll('.active')) {
      marked.classList.remove('active');
      marked.removeAttribute('aria-selected');
    }
    const id = idOf(this.active);
    const active = document.getElementById(id);
    active?.classList.add('active');
    active?.setAttribute('aria-selected', 'true');
    if (active === null) this.element.removeAttribute('aria-activedescendant');
    else this.element.setAttribute('aria-activedescendant', id);
  }

  private move(to: GridPlace): void {
    this.active = to;
    const { layout, element: grid } = this;
    const { row, column, rowHead, columnHead } = layout;
    if (to.row >= 0) {
      const view = { from: grid.scrollTop, extent: grid.clientHeight - columnHead };
      grid.scrollTop = scrolledTo({ start: to.row * row, size: row }, view);
    }
    if (to.column >= 0) {
      const view = { from: grid.scrollLeft, extent: grid.clientWidth - rowHead };
      grid.scrollLeft = scrolledTo({ start: to.column * column, size: column }, view);
    }
    this.draw();
  }

  private pressed(event: KeyboardEvent): void {
    if (event.altKey || event.metaKey) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      this.chooseAt(this.active);
      return;
    }
    const { objects, clusters } = this.shown;
    const page = Math.max(1, Math.floor((this.element.clientHeight - this.layout.columnHead) / this.layout.row) - 1);
    const to = movedBy(event, this.active, { rows: objects.length, columns: clusters.length, page });
    if (to === undefined) return;
    event.preventDefault();
    this.move(to);
  }

  private clicked({ target }: MouseEvent): void {
    const cell = target instanceof Element ? target.closest('[id^="at_"]') : null;
    const [, row, column] = cell?.id.split('_') ?? [];
    if (row === undefined || column === undefined) return;
    this.move({ row: Number(row), column: Number(column) });
    this.chooseAt(this.active);
  }

  private chooseAt({ row, column }: GridPlace): void {
    const object = this.shown.objects[row] ?? -1;
    const cluster = this.shown.clusters[column] ?? -1;
    if (object >= 0 || cluster >= 0) this.choose({ object, cluster });
  }
}

function idOf({ row, column }: GridPlace): string {
  return `at_${row}_${column}`;
}
