import { element } from './element';

const SIGNS: readonly (readonly [look: string, sign: string, meaning: string])[] = [
  ['on', '✓', 'placed; a number is its replicas'],
  ['on differs', '3', 'fields differ from the template'],
  ['off', '·', 'left out'],
  ['failed', '✕', 'missing, since something is wrong'],
];

const LIVE_SIGNS: typeof SIGNS = [['on adrift', '✓', 'lives otherwise, or nobody knows']];

const KEYS = '/ search   arrows move   Enter explains   Esc closes';

/** What the marks mean, and what the keys do. */
export function legend(isLive: boolean): HTMLElement {
  return element(
    'footer',
    { class: 'legend' },
    ...[...SIGNS, ...(isLive ? LIVE_SIGNS : [])].map(([look, sign, meaning]) =>
      element('span', {}, element('span', { class: `cell ${look}`, 'aria-hidden': 'true' }, sign), ` ${meaning}`),
    ),
    element('span', { class: 'keys' }, KEYS),
  );
}
