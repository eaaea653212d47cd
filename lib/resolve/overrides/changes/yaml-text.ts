import { type Document, type Node, isMap, isScalar, isSeq, parseAllDocuments, visit } from 'yaml';
import { type JsonObject } from '../../../model/json';
import { type OverrideOperation } from '../../../model/override';
import { parseOverridePath } from '../override-path';
import { type ChangeableText, contentOf, unreadableText } from './changeable-text';

/** @throws FederationError where the text is no YAML, no map, or several documents. */
export function readYamlText(text: string, at: string): YamlText {
  const documents = parseAllDocuments(text, { prettyErrors: false });
  const [document, ...others] = Array.isArray(documents) ? documents : [];
  if (document === undefined || others.length > 0) throw unreadableText('it is not one document', 'YAML', at);
  const [error] = document.errors;
  if (error !== undefined) {
    const line = text.slice(0, error.pos[0]).split('\n').length;
    throw unreadableText(`${error.code} in its line ${line}`, 'YAML', at);
  }
  return new YamlText(document, contentOf(document.toJS(), 'YAML', at));
}

/** A text in YAML. Comments, quotes and the order of keys stay; spaces may be put in order. */
export class YamlText implements ChangeableText {
  public constructor(
    private readonly document: Document,
    public readonly content: JsonObject,
  ) {}

  public apply({ op, path, value }: OverrideOperation): void {
    const { parents, key = '' } = parseOverridePath(path);
    const { way, around } = this.walk(parents);
    const at = [...way, keyIn(around, key)];
    if (op === 'remove') this.document.deleteIn(at);
    else if (isSeq(around) && op === 'add') {
      around.items.splice(key === '-' ? around.items.length : Number(key), 0, this.nodeOf(value));
    } else {
      const node = this.nodeOf(value);
      const there = this.document.getIn(at, true);
      if (isScalar(there) && isScalar(node)) {
        // The node that is there keeps its comment, and its quotes.
        there.value = node.value;
        if (there.type === 'PLAIN' || there.type === undefined) there.type = node.type ?? 'PLAIN';
      } else this.document.setIn(at, node);
    }
  }

  public toString(): string {
    // No line is folded: to fold one is a change that nobody asked for.
    return this.document.toString({ lineWidth: 0, flowCollectionPadding: false });
  }

  /** A value that every reader of YAML, an older one too, takes for what it is. */
  private nodeOf(value: unknown): Node {
    const node = this.document.createNode(value);
    visit(node, {
      Scalar: (_, scalar) => {
        if (typeof scalar.value === 'string' && !isPlain(scalar.value)) scalar.type = 'QUOTE_DOUBLE';
      },
    });
    return node;
  }

  /** The keys as the document has them, where a number is none of text. */
  private walk(parents: readonly string[]): { readonly way: readonly unknown[]; readonly around: unknown } {
    const way: unknown[] = [];
    let around: unknown = this.document.contents;
    for (const parent of parents) {
      way.push(keyIn(around, parent));
      around = this.document.getIn(way, true);
    }
    return { way, around };
  }
}

/** Text that no version of YAML takes for anything else. */
function isPlain(text: string): boolean {
  return (
    /^[A-Za-z][A-Za-z0-9_./ -]*$/.test(text) &&
    !text.endsWith(' ') &&
    !/^(?:y|n|yes|no|on|off|true|false|null)$/i.test(text)
  );
}

function keyIn(around: unknown, key: string): string | number {
  if (isSeq(around)) return Number(key);
  return isMap(around) && !around.has(key) && around.has(Number(key)) ? Number(key) : key;
}
