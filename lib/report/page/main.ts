import type { ReportData } from '../report-data';
import { element } from './element';
import { explained } from './explanation';
import { type Filter, shownOf } from './filter';
import { type Chosen, Grid } from './grid';
import { legend } from './legend';
import { Matrix } from './matrix';
import { Panel } from './panel';
import { planElements } from './plan-view';
import { printElements, summaryText } from './print-view';
import { problemElements, problemsSummary } from './problems-view';
import { Tabs } from './tabs';
import { Toolbar } from './toolbar';

/** Puts the page together out of the data that stands in it. */
function start(): void {
  const data = JSON.parse(document.getElementById('data')?.textContent ?? '') as ReportData;
  const matrix = new Matrix(data);
  const panel = new Panel(() => {
    grid.focus();
  });
  const choose = (chosen: Chosen): void => {
    panel.open(explained(matrix, chosen, choose));
    grid.goTo(chosen);
    grid.focus();
  };
  const grid = new Grid(matrix, choose);
  const nothing = element('p', { class: 'nothing', hidden: true }, 'Nothing fits the filter.');
  const board = element(
    'section',
    { class: 'board' },
    element('div', { class: 'split' }, grid.element, panel.element),
    nothing,
    legend(data.live !== undefined),
  );
  const plan = element('section', { class: 'page' });
  const problems = element('section', { class: 'page' });
  const show = (filter: Filter): void => {
    const shown = shownOf(matrix, filter);
    nothing.hidden = shown.objects.length > 0 && shown.clusters.length > 0;
    grid.show(shown);
    plan.replaceChildren(...shownChildren(planElements(data, filter)));
    problems.replaceChildren(...shownChildren(problemElements(data, filter)));
  };
  const toolbar = new Toolbar([...new Set(data.objects.map(({ kind }) => kind))].sort(), show);
  const tabs = new Tabs(viewsOf(data, { board, plan, problems }), (name) => {
    toolbar.element.classList.toggle('of-matrix', name === 'matrix');
    if (name === 'matrix') show(toolbar.filter);
  });
  const app = element(
    'div',
    { class: 'app' },
    element(
      'header',
      { class: 'top' },
      element('h1', {}, 'fed8s'),
      element('p', { class: 'sum' }, summaryText(data)),
      tabs.element,
    ),
    toolbar.element,
    element('main', {}, board, plan, problems),
  );
  document.body.append(app);
  tabs.open('matrix');
  grid.focus();
  listen(panel, toolbar);
  printing(matrix);
}

function viewsOf(data: ReportData, contents: Readonly<Record<'board' | 'plan' | 'problems', HTMLElement>>) {
  const { plan, problems } = data;
  const worst = problems.some(({ severity }) => severity === 'error') ? 'error' : 'warning';
  return [
    { name: 'matrix', title: 'Matrix', content: contents.board },
    {
      name: 'plan',
      title: 'Plan',
      badge: typeof plan === 'string' ? undefined : plan.changes.length.toLocaleString('en-US'),
      tone: typeof plan !== 'string' && plan.refusals.length > 0 ? 'error' : undefined,
      content: contents.plan,
    },
    {
      name: 'problems',
      title: 'Problems',
      badge: problems.length === 0 ? undefined : problemsSummary(data),
      tone: worst,
      content: contents.problems,
    },
  ] as const;
}

function listen(panel: Panel, toolbar: Toolbar): void {
  document.addEventListener('keydown', (event) => {
    const { key, target } = event;
    const isTyping = target instanceof HTMLInputElement || target instanceof HTMLSelectElement;
    if (key === '/' && !isTyping) {
      event.preventDefault();
      toolbar.focus();
    } else if (key === 'Escape' && !isTyping) panel.close();
  });
}

/** What goes on paper is made when it is asked for. */
function printing(matrix: Matrix): void {
  const paper = element('section', { class: 'paper' });
  document.body.append(paper);
  const fill = (): void => {
    if (paper.firstChild === null) paper.append(...shownChildren(printElements(matrix)));
  };
  window.addEventListener('beforeprint', fill);
  const media = matchMedia('print');
  media.addEventListener('change', ({ matches }) => {
    if (matches) fill();
  });
  if (media.matches) fill();
}

function shownChildren(children: ReturnType<typeof planElements>): readonly (Node | string)[] {
  return children.filter((child) => child !== undefined && child !== false);
}

start();
