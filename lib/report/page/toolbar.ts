import { element } from './element';
import { type Filter } from './filter';

/** Where a person says what is to be seen. */
export class Toolbar {
  public readonly element: HTMLElement;
  private readonly objects = searchField('Objects', 'web, shop/, deployment/shop/web');
  private readonly clusters = searchField('Clusters', 'eu-1, region=eu, tier!=test');
  private readonly kind: HTMLSelectElement;
  private readonly differences = element('input', { type: 'checkbox' });
  private readonly problems = element('input', { type: 'checkbox' });

  /** @param changed is told of every change, as soon as it is made. */
  public constructor(kinds: readonly string[], changed: (filter: Filter) => void) {
    this.kind = element(
      'select',
      { 'aria-label': 'Kind' },
      element('option', { value: '' }, 'all kinds'),
      ...kinds.map((kind) => element('option', { value: kind }, kind)),
    );
    this.element = element(
      'div',
      { class: 'toolbar', role: 'search' },
      this.objects,
      this.clusters,
      this.kind,
      element('label', { class: 'only' }, this.differences, 'only with differences'),
      element('label', { class: 'only' }, this.problems, 'only with problems'),
    );
    const tell = (): void => {
      changed(this.filter);
    };
    this.element.addEventListener('input', tell);
    this.element.addEventListener('keydown', ({ key, target }) => {
      if (key !== 'Escape' || !(target instanceof HTMLInputElement) || target.type !== 'search') return;
      if (target.value === '') target.blur();
      else {
        target.value = '';
        tell();
      }
    });
  }

  public get filter(): Filter {
    return {
      objects: this.objects.value,
      clusters: this.clusters.value,
      kind: this.kind.value,
      differences: this.differences.checked,
      problems: this.problems.checked,
    };
  }

  /** Goes to the search. */
  public focus(): void {
    this.objects.focus();
    this.objects.select();
  }
}

function searchField(what: string, such: string): HTMLInputElement {
  return element('input', {
    type: 'search',
    'aria-label': what,
    placeholder: `${what}: ${such}`,
    spellcheck: 'false',
    autocomplete: 'off',
  });
}
