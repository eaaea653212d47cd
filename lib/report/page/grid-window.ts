/** A part of a list: from the first up to, but not with, the end. */
export interface Span {
  readonly first: number;
  readonly end: number;
}

/**
 * The items that a person sees, and some around them; it moves in steps, so that not every pixel asks for others.
 *
 * @param view what is scrolled to, and how much is seen, in pixels.
 */
export function spanOf(
  length: number,
  size: number,
  view: { readonly from: number; readonly extent: number; readonly step: number },
): Span {
  const { from, extent, step } = view;
  const first = Math.floor(from / size / step) * step - step;
  const end = Math.ceil((from + extent) / size / step) * step + step;
  return { first: Math.max(0, Math.min(first, length)), end: Math.max(0, Math.min(end, length)) };
}

export function isSameSpan(left: Span, right: Span): boolean {
  return left.first === right.first && left.end === right.end;
}

/** Where to scroll to so that a stretch is seen; what is seen already stays where it is. */
export function scrolledTo(
  stretch: { readonly start: number; readonly size: number },
  view: { readonly from: number; readonly extent: number },
): number {
  const { start, size } = stretch;
  if (start < view.from) return start;
  return start + size > view.from + view.extent ? start + size - view.extent : view.from;
}
