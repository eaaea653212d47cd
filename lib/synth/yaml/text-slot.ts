import { type BlockStart, entryHead, isEmpty, itemHead, type Position, startOfBlock, valueText } from './block-text';

/** No value of a document is this one, so a slot that remembers it renders whatever comes. */
const NOTHING = Symbol('nothing');

/**
 * The text of one place in a document that is written many times with few differences (one Deployment for a thousand
 * clusters): the value that stood there last, and its lines.
 *
 * A value that is the same again, by identity, costs one comparison. Where a map or list differs, its entries get slots of
 * their own, so that only the way down to what differs is composed anew, out of the remembered lines of everything else.
 * A slot that has seen one value only has no slots below it.
 */
export class TextSlot {
  private value: unknown = NOTHING;
  private lines = '';
  private block: BlockSlots | undefined;

  public constructor(private readonly position: Position) {}

  /** The lines of a value at this place. */
  public textOf(value: unknown): string {
    return value === this.value ? this.lines : this.render(value);
  }

  private render(value: unknown): string {
    this.lines = this.linesOf(value);
    // 0 is not remembered, since it equals -0, which must be refused
    this.value = value === 0 ? NOTHING : value;
    return this.lines;
  }

  private linesOf(value: unknown): string {
    if (typeof value !== 'object' || value === null) return valueText(value, this.position);
    // the first map or list here: nothing tells yet that it will differ
    if (typeof this.value !== 'object' || this.value === null) return flat(valueText(value, this.position));
    if (isEmpty(value)) return valueText(value, this.position);
    this.block ??= new BlockSlots(this.position);
    return this.block.textOf(value);
  }
}

/** The slots of a map's entries or of a list's items. */
class BlockSlots {
  private readonly start: BlockStart;
  private keys: readonly string[] = [];
  private entries: TextSlot[] = [];
  private readonly items: TextSlot[] = [];

  public constructor(position: Position) {
    this.start = startOfBlock(position);
  }

  /** The lines of a map or list that is not empty. */
  public textOf(value: object): string {
    return Array.isArray(value) ? this.textOfList(value) : this.textOfMap(value as Readonly<Record<string, unknown>>);
  }

  private textOfMap(map: Readonly<Record<string, unknown>>): string {
    const keys = Object.keys(map);
    if (!sameKeys(keys, this.keys)) {
      const { lead, indent } = this.start;
      this.keys = keys;
      this.entries = keys.map((key, index) => {
        const head = entryHead(key, index === 0 ? lead : indent, indent);
        return new TextSlot({ head, indent, holder: 'map' });
      });
    }
    let text = this.start.before;
    const { entries } = this;
    for (let index = 0; index < keys.length; index++) {
      // both arrays have one element per key
      text += (entries[index] as TextSlot).textOf(map[keys[index] as string]);
    }
    return text;
  }

  private textOfList(list: readonly unknown[]): string {
    let text = this.start.before;
    for (let index = 0; index < list.length; index++) {
      let slot = this.items[index];
      if (slot === undefined) {
        const { lead, indent } = this.start;
        slot = new TextSlot({ head: itemHead(index === 0 ? lead : indent), indent, holder: 'list' });
        this.items.push(slot);
      }
      text += slot.textOf(list[index]);
    }
    return text;
  }
}

function sameKeys(left: readonly string[], right: readonly string[]): boolean {
  if (left.length !== right.length) return false;
  for (let index = 0; index < left.length; index++) if (left[index] !== right[index]) return false;
  return true;
}

/** The same string; V8 keeps a concatenation as a tree until a character is asked for, and would walk it for every copy. */
function flat(text: string): string {
  text.charCodeAt(0);
  return text;
}
