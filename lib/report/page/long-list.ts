import { count } from './counted';
import { element } from './element';

/** So many items are made at once. */
const STEP = 200;

/**
 * Items of which a part is in the document, and more when a person asks for it.
 *
 * @param list what they stand in: a list, the body of a table.
 */
export function longList<T>(
  items: readonly T[],
  make: (item: T) => HTMLElement,
  list: HTMLElement = element('ul'),
): HTMLElement {
  const whole = element('div', {}, list);
  const more = element('button', { type: 'button', class: 'more' });
  let made = 0;
  const add = (): void => {
    const next = items.slice(made, made + STEP);
    list.append(...next.map(make));
    made += next.length;
    const left = items.length - made;
    more.textContent = `Show ${count(Math.min(left, STEP), 'more', 'more')} of ${left.toLocaleString('en-US')}`;
    if (left === 0) more.remove();
    else whole.append(more);
  };
  more.addEventListener('click', add);
  add();
  return whole;
}
