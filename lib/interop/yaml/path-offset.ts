import { type Document, isAlias, isMap, isNode, isScalar, isSeq, type Node, type Pair, type YAMLMap } from 'yaml';
import { isMergeKey } from './document-value';
import { startOf } from './ambiguity';
import { keyText } from './key-text';
import { type ValuePath } from './read-context';
import { meaningOf } from './scalar-reader';

/** The offset of the key or item at a path of a document that has been read without a problem. */
export function pathOffset(document: Document.Parsed, path: ValuePath): number {
  const target = (node: unknown): unknown => (isAlias(node) ? node.resolve(document) : node);

  const pairOf = (map: YAMLMap, key: string): Pair | undefined => {
    // backwards, since of a key and a merge the later one wins
    for (const pair of map.items.toReversed()) {
      if (isMergeKey(pair.key)) {
        const sources = target(pair.value);
        for (const source of isSeq(sources) ? sources.items : [sources]) {
          const merged = target(source);
          const found = isMap(merged) ? pairOf(merged, key) : undefined;
          if (found !== undefined) return found;
        }
      } else {
        const own = target(pair.key);
        if (isScalar(own) && keyText(meaningOf(own)) === key) return pair;
      }
    }
    return undefined;
  };

  let node: unknown = document.contents;
  let offset = startOf(document.contents as Node);
  for (const segment of path) {
    const parent = target(node);
    const pair = isMap(parent) ? pairOf(parent, String(segment)) : undefined;
    const place: unknown = pair?.key ?? (isSeq(parent) ? parent.items[Number(segment)] : undefined);
    if (!isNode(place)) return offset;
    offset = startOf(place);
    node = pair === undefined ? place : pair.value;
  }
  return offset;
}
