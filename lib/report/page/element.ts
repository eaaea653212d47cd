/** What an element is made with; undefined and false leave an attribute out. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** What stands in an element: text is text, whatever it looks like. */
export type Child = Node | string | false | undefined;

/** An element with its attributes and what stands in it. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    made.setAttribute(name, value === true ? '' : String(value));
  }
  made.append(...children.filter((child) => child !== undefined && child !== false));
  return made;
}

/** Puts an element, or what lies within, in its place. */
export function place(
  made: HTMLElement,
  at: Partial<Record<'left' | 'top' | 'width' | 'height', number>>,
): HTMLElement {
  for (const [side, pixels] of Object.entries(at)) made.style.setProperty(side, `${pixels}px`);
  return made;
}
