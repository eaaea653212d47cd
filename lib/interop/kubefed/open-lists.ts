import { isJsonObject } from '../../model/json';
import { MAX_JSON_DEPTH } from '../../model/json-check';

/**
 * The manifests of a document: the items of a List, or of a list of one kind (`ConfigMapList`), as kubectl opens them; else
 * the document itself. Items of a list of one kind need not repeat what they are.
 */
export function openLists(document: unknown): readonly unknown[] {
  return open(document, []);
}

/** @param around the lists that are being opened: one that contains itself is left for the check of values to refuse. */
function open(document: unknown, around: readonly unknown[]): readonly unknown[] {
  if (!isJsonObject(document) || typeof document.kind !== 'string' || !document.kind.endsWith('List'))
    return [document];
  const { kind, apiVersion, items } = document;
  if (!Array.isArray(items) || around.includes(items) || around.length >= MAX_JSON_DEPTH) return [document];
  const common =
    kind === 'List' ? {} : { ...(apiVersion !== undefined && { apiVersion }), kind: kind.slice(0, -'List'.length) };
  return items.flatMap((item: unknown) => open(isJsonObject(item) ? { ...common, ...item } : item, [...around, items]));
}
