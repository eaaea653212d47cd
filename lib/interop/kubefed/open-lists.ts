import { isJsonObject } from '../../model/json';

/**
 * The manifests of a document: the items of a List, or of a list of one kind (`ConfigMapList`), as kubectl opens them; else
 * the document itself. Items of a list of one kind need not repeat what they are.
 */
export function openLists(document: unknown): readonly unknown[] {
  if (!isJsonObject(document) || typeof document.kind !== 'string' || !document.kind.endsWith('List'))
    return [document];
  const { kind, apiVersion, items } = document;
  if (!Array.isArray(items)) return [document];
  const common =
    kind === 'List' ? {} : { ...(apiVersion !== undefined && { apiVersion }), kind: kind.slice(0, -'List'.length) };
  return items.flatMap((item: unknown) => openLists(isJsonObject(item) ? { ...common, ...item } : item));
}
