import { element } from './element';
import { type Explained } from './explanation';

/** The explanation beside the grid. */
export class Panel {
  public readonly element = element('aside', { class: 'panel', 'aria-label': 'Explanation', hidden: true });

  public constructor(private readonly closed: () => void) {
    this.element.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.close();
    });
  }

  public get isOpen(): boolean {
    return !this.element.hidden;
  }

  public open({ title, on, parts }: Explained): void {
    const close = element('button', { type: 'button', class: 'close', 'aria-label': 'Close' }, '✕');
    close.addEventListener('click', () => {
      this.close();
    });
    this.element.replaceChildren(
      element(
        'header',
        {},
        element(
          'h2',
          { 'aria-live': 'polite' },
          title,
          on !== undefined && element('span', { class: 'on-cluster' }, ` on ${on}`),
        ),
        close,
      ),
      ...parts.filter((part) => part !== undefined),
    );
    this.element.hidden = false;
    this.element.scrollTop = 0;
  }

  public close(): void {
    if (!this.isOpen) return;
    this.element.hidden = true;
    this.closed();
  }
}
