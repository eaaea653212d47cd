import { element } from './element';

/** One view of the page. */
export interface View {
  readonly name: string;
  readonly title: string;
  /** How much there is to see. */
  readonly badge?: string | undefined;
  readonly tone?: 'error' | 'warning' | undefined;
  readonly content: HTMLElement;
}

/** The views of the page, one of which is seen. */
export class Tabs {
  public readonly element = element('div', { class: 'tabs', role: 'tablist', 'aria-label': 'Views' });
  private readonly buttons: readonly HTMLButtonElement[];

  public constructor(
    private readonly views: readonly View[],
    private readonly changed: (name: string) => void,
  ) {
    this.buttons = views.map(({ name, title, badge, tone, content }) => {
      const button = element(
        'button',
        { type: 'button', role: 'tab', id: `tab-${name}`, 'aria-controls': `view-${name}` },
        title,
        badge !== undefined && element('span', { class: `count ${tone ?? ''}`.trimEnd() }, badge),
      );
      content.id = `view-${name}`;
      content.setAttribute('role', 'tabpanel');
      content.setAttribute('aria-labelledby', button.id);
      button.addEventListener('click', () => {
        this.open(name);
      });
      return button;
    });
    this.element.append(...this.buttons);
    this.element.addEventListener('keydown', ({ key }) => {
      const step = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
      if (step === 0) return;
      const at = this.buttons.findIndex((button) => button.getAttribute('aria-selected') === 'true');
      const next = (at + step + views.length) % views.length;
      this.open(views[next]?.name ?? '');
      this.buttons[next]?.focus();
    });
  }

  public open(name: string): void {
    this.views.forEach((view, at) => {
      const isOpen = view.name === name;
      view.content.hidden = !isOpen;
      this.buttons[at]?.setAttribute('aria-selected', String(isOpen));
      this.buttons[at]?.setAttribute('tabindex', isOpen ? '0' : '-1');
    });
    this.changed(name);
  }
}
