import { type Json } from './json';

/**
 * One step on the way to a field: the key of a map (or the place in a list), the item of a list that has these values, or,
 * as the first step, a container of the Pods that the object makes, wherever its kind has them.
 */
export type PathStep = string | { readonly item: Readonly<Record<string, Json>> } | { readonly container: string };

/** The way to a field, from the root of a manifest. */
export type FieldPath = readonly PathStep[];

/** A path in the words of a person: `spec.template.spec.containers[name=redis].image`. */
export function describePath(path: FieldPath): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'string') text += isPlain(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
    else if ('item' in step) text += `[${describeItem(step.item)}]`;
    else text += `container ${step.container}`;
  }
  return text === '' ? 'the object' : text.replace(/^\./, '');
}

/** The values that tell an item: `name=redis`. */
export function describeItem(item: Readonly<Record<string, Json>>): string {
  return Object.entries(item)
    .map(([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(',');
}

/** Whether a key can stand after a dot. */
export function isPlain(key: string): boolean {
  return /^[A-Za-z0-9_-]+$/.test(key);
}
