import { hasLoneSurrogate, MAX_JSON_DEPTH } from '../../model/json-check';
import { numberFault } from './exact-number';
import { type JsonVisitor } from './json-scan';
import { type ReadContext } from './read-context';

interface Frame {
  /** Offsets of the keys of a map. */
  readonly keys: Map<string, number> | undefined;
  /** The key or the index that is being read. */
  segment: string | number;
}

/** Tells of what JSON.parse takes in silence: a key that stands twice, and numbers and strings that it cannot hold. */
export class JsonCheckVisitor implements JsonVisitor {
  /** Whether there is a `-0`, which is 0 to kubectl, but not to JSON.parse. */
  public hasNegativeZero = false;
  private readonly frames: Frame[] = [];
  private readonly surrogateEscapes: boolean;

  public constructor(private readonly context: ReadContext) {
    this.surrogateEscapes = /\\u[dD][89a-fA-F]/.test(context.source.text);
  }

  public enter(kind: 'map' | 'list', offset: number): void {
    this.nextItem();
    if (this.frames.length === MAX_JSON_DEPTH) {
      const message = `maps and lists are nested more than ${MAX_JSON_DEPTH} deep`;
      this.context.report({ code: 'invalid-yaml-value', message, remedy: 'Nest less deeply.' }, offset);
    }
    this.frames.push(kind === 'map' ? { keys: new Map(), segment: '' } : { keys: undefined, segment: -1 });
  }

  public leave(): void {
    this.frames.pop();
  }

  public key(start: number, end: number): void {
    const frame = this.frames.at(-1);
    if (frame?.keys === undefined) return;
    const key = textOf(this.context.source.text.slice(start, end));
    const first = frame.keys.get(key);
    if (first === undefined) frame.keys.set(key, start);
    else this.context.reportDuplicateKey(key, [first, start], this.path().slice(0, -1));
    frame.segment = key;
    this.checkString(key, start);
  }

  public scalar(start: number, end: number): void {
    this.nextItem();
    const { text } = this.context.source;
    const first = text.charCodeAt(start);
    if (first === 0x22 /* " */) {
      if (this.surrogateEscapes) this.checkString(textOf(text.slice(start, end)), start);
    } else if (first === 0x2d /* - */ || (first >= 0x30 && first <= 0x39) /* digit */) {
      this.checkNumber(text.slice(start, end), start);
    }
  }

  private nextItem(): void {
    const frame = this.frames.at(-1);
    if (frame !== undefined && typeof frame.segment === 'number') frame.segment++;
  }

  private checkNumber(text: string, offset: number): void {
    if (text === '-0') {
      this.hasNegativeZero = true;
      return;
    }
    const isInteger = /^-?[0-9]+$/.test(text);
    if (isInteger && text.length < 16) return;
    const fault = numberFault(text, isInteger ? BigInt(text) : Number(text));
    if (fault !== undefined) this.context.report(fault, offset, this.path());
  }

  private checkString(text: string, offset: number): void {
    if (!this.surrogateEscapes || !hasLoneSurrogate(text)) return;
    this.context.report(
      {
        code: 'lone-surrogate',
        message: 'the string holds half of a surrogate pair, which is no character',
        remedy: 'Remove that escape, or write the whole character.',
      },
      offset,
      this.path(),
    );
  }

  private path(): (string | number)[] {
    return this.frames.map((frame) => frame.segment);
  }
}

/** The text of a JSON string; of one that JSON.parse will refuse, the string as it stands. */
function textOf(quoted: string): string {
  if (!quoted.includes('\\')) return quoted.slice(1, -1);
  try {
    return String(JSON.parse(quoted));
  } catch {
    return quoted;
  }
}
