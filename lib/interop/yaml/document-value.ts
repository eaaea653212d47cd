import {
  type Alias,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { isJsonObject, type Json, type JsonObject } from '../../model/json';
import { MAX_JSON_DEPTH } from '../../model/json-check';
import { AliasBudget } from './alias-budget';
import { startOf } from './ambiguity';
import { keyText } from './key-text';
import { type ReadContext } from './read-context';
import { ScalarReader } from './scalar-reader';

/**
 * The value of the root of a document, parsed with every scalar as text, as kubectl takes it. Undefined if that cannot be
 * worked out exactly; then the problems have been told.
 *
 * Merge keys follow kubectl too: of a key and a merge the later one wins. An alias gives the very value of its anchor.
 */
export function documentValue(root: Node, context: ReadContext): Json | undefined {
  const before = context.problems.length;
  try {
    const value = new ValueReader(context).value(root);
    return context.problems.length === before ? value : undefined;
  } catch (error) {
    if (error instanceof GivenUp) return undefined;
    throw error;
  }
}

/** Thrown to leave a document that cannot be read further; the problem has been told. */
class GivenUp extends Error {}

interface Anchor {
  readonly node: Scalar | YAMLMap | YAMLSeq;
  /** The value of a map or list; undefined as long as it is being read. */
  value?: Json;
  /** Nodes of it, those behind aliases included. */
  size: number;
}

class ValueReader {
  private readonly anchors = new Map<string, Anchor>();
  private readonly budget = new AliasBudget();
  private readonly path: (string | number)[] = [];
  private readonly scalars: ScalarReader;

  public constructor(private readonly context: ReadContext) {
    this.scalars = new ScalarReader(context, this.path);
  }

  public value(node: unknown): Json {
    if (isAlias(node)) return this.aliasValue(this.expand(node), node);
    const start = this.budget.reads;
    this.budget.read();
    if (isScalar(node)) {
      this.anchor(node);
      return this.scalars.value(node);
    }
    // no node at all is an explicit key without a value
    if (!isMap(node) && !isSeq(node)) return null;
    const anchor = this.anchor(node);
    const value = this.collection(node);
    if (anchor !== undefined) {
      anchor.value = value;
      anchor.size = this.budget.reads - start;
    }
    return value;
  }

  private collection(node: YAMLMap | YAMLSeq): Json {
    if (this.path.length >= MAX_JSON_DEPTH) {
      this.giveUp(node, `the value is nested more than ${MAX_JSON_DEPTH} deep`, 'Nest less deeply.');
    }
    if (isMap(node)) return this.map(node);
    return node.items.map((item, index) => {
      if (node.flow === true && isScalar(item)) this.scalars.checkInFlow(item, 'item');
      return this.valueAt(index, item);
    });
  }

  private valueAt(segment: string | number, node: unknown): Json {
    this.path.push(segment);
    const value = this.value(node);
    this.path.pop();
    return value;
  }

  private map(map: YAMLMap): JsonObject {
    const result: Record<string, Json> = {};
    // the keys of the map's own, which it may have once, beside those that merges bring
    const offsets = new Map<string, number>();
    for (const { key: keyNode, value } of map.items) {
      if (map.flow === true && isScalar(keyNode)) this.scalars.checkInFlow(keyNode, 'key');
      if (map.flow === true && isScalar(value)) this.scalars.checkInFlow(value, 'item');
      if (isMergeKey(keyNode)) {
        this.merge(value, keyNode, result);
        continue;
      }
      const key = this.key(keyNode, map);
      const child = this.valueAt(key, value);
      const offset = startOf(isNode(keyNode) ? keyNode : map);
      const first = offsets.get(key);
      if (first !== undefined) this.context.reportDuplicateKey(key, [first, offset], this.path);
      offsets.set(key, first ?? offset);
      setOwn(result, key, child);
    }
    return result;
  }

  /** `<<: *map`, `<<: [*map, *other]`: of a list, the first map that has a key gives it. */
  private merge(value: unknown, keyNode: Scalar, result: Record<string, Json>): void {
    for (const source of isSeq(value) ? value.items.toReversed() : [value]) {
      const map = this.valueAt('<<', source);
      if (isJsonObject(map)) {
        for (const [key, child] of Object.entries(map)) setOwn(result, key, child);
      } else {
        this.report(
          keyNode,
          'a merge key (<<) takes a map, an alias of a map, or a list of these',
          'Give it a map, or quote "<<" if it is meant as a key.',
        );
      }
    }
  }

  private key(node: unknown, map: YAMLMap): string {
    const target = isAlias(node) ? this.expand(node).node : node;
    const before = this.context.problems.length;
    let text: string | undefined;
    if (isScalar(target)) {
      if (target === node) {
        this.budget.read();
        this.anchor(target);
      }
      text = keyText(this.scalars.scalar(target));
    } else if (target === node) {
      this.value(node);
    }
    if (text !== undefined || this.context.problems.length > before) return text ?? '';
    this.report(
      isNode(node) ? node : map,
      'a key is null, a list, a map or too large an integer, while the keys of an object are strings',
      'Write the key as a string, in quotes if need be.',
    );
    return '';
  }

  private aliasValue(anchor: Anchor, alias: Alias): Json {
    if (isScalar(anchor.node)) return this.scalars.value(anchor.node);
    if (anchor.value !== undefined) return anchor.value;
    return this.giveUp(alias, `the value of the anchor &${alias.source} contains itself`, 'Write out what is meant.');
  }

  /** The anchor of an alias; from here on its nodes count once more. */
  private expand(alias: Alias): Anchor {
    const anchor = this.anchors.get(alias.source);
    if (anchor === undefined) {
      return this.giveUp(
        alias,
        `the alias *${alias.source} has no anchor &${alias.source} before it`,
        `Put &${alias.source} before the value that is meant, or put the text in quotes if it is no alias.`,
      );
    }
    if (this.budget.expand(anchor.size)) return anchor;
    this.context.report(
      {
        code: 'yaml-alias-bomb',
        message: 'aliases make the document so much larger than it looks that kubectl refuses it too',
        remedy: 'Write values out instead of using aliases of aliases.',
      },
      startOf(alias),
      this.path,
    );
    throw new GivenUp();
  }

  private anchor(node: Scalar | YAMLMap | YAMLSeq): Anchor | undefined {
    if (node.anchor === undefined) return undefined;
    const anchor: Anchor = { node, size: 1 };
    this.anchors.set(node.anchor, anchor);
    return anchor;
  }

  private report(node: Node, message: string, remedy: string): void {
    this.context.report({ code: 'invalid-yaml-value', message, remedy }, startOf(node), this.path);
  }

  private giveUp(node: Node, message: string, remedy: string): never {
    this.report(node, message, remedy);
    throw new GivenUp();
  }
}

/** Whether a key of a map is a merge key. */
export function isMergeKey(node: unknown): node is Scalar {
  if (!isScalar(node) || node.value !== '<<') return false;
  return node.tag === undefined ? node.type === 'PLAIN' : node.tag === 'tag:yaml.org,2002:merge';
}

/** Sets a key, `__proto__` too. */
function setOwn(map: Record<string, Json>, key: string, value: Json): void {
  if (key === '__proto__') {
    Object.defineProperty(map, key, { value, enumerable: true, configurable: true, writable: true });
  } else {
    map[key] = value;
  }
}
