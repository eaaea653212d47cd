import type { ReportLiveCluster } from '../report-data';
import { LIVES } from './cell';
import { count } from './counted';
import { element } from './element';
import { part } from './explanation-parts';
import type { CellLive } from './matrix';

/** So many are shown of what may be long. */
const MOST = 40;

/** How an object lives on a cluster, and who has made it so. */
export function livePart(live: CellLive | undefined): HTMLElement | undefined {
  if (live === undefined) return undefined;
  const { outcome, reason, fields } = live;
  const lines = fields
    .slice(0, MOST)
    .map(({ path, wanted, found, by }) =>
      element(
        'li',
        {},
        element('code', { class: 'path' }, path),
        element(
          'p',
          { class: 'change' },
          'wanted ',
          element('ins', {}, wanted ?? '(none)'),
          ', found ',
          element('del', {}, found ?? '(none)'),
        ),
        by !== undefined && element('p', { class: 'by' }, `by ${by}`),
      ),
    );
  return part(
    'On the cluster',
    element(
      'p',
      { class: 'live' },
      element('span', { class: `badge ${outcome === 'InSync' ? 'on' : 'adrift'}` }, LIVES[outcome]),
    ),
    reason !== undefined && element('p', { class: 'detail' }, reason),
    lines.length > 0 && element('ul', { class: 'fields' }, ...lines),
    fields.length > MOST && element('p', { class: 'more' }, `and ${count(fields.length - MOST, 'more field')}`),
  );
}

/** What is known of a cluster as it lives. */
export function liveClusterPart(live: ReportLiveCluster | undefined): HTMLElement | undefined {
  if (live === undefined || live.state === 'not-asked') return undefined;
  const { state, reason, others } = live;
  if (state === 'unknown')
    return part('As it lives', element('p', { class: 'warning' }, `It is unknown: ${reason ?? ''}`));
  return part(
    'As it lives',
    others.length === 0 && element('p', {}, 'It could be asked.'),
    others.length > 0 && element('ul', {}, ...others.slice(0, MOST).map((other) => element('li', {}, other))),
    others.length > MOST && element('p', { class: 'more' }, `and ${count(others.length - MOST, 'more object')}`),
  );
}
