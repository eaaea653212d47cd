/** Told what stands where in a JSON text. Offsets are from the start of the text, strings are told with their quotes. */
export interface JsonVisitor {
  /** A map or list starts. */
  enter(kind: 'map' | 'list', offset: number): void;
  leave(): void;
  key(start: number, end: number): void;
  scalar(start: number, end: number): void;
}

const WORD = /[-+.\w]+/y;

/**
 * Walks the JSON map that starts at an offset, and gives the offset after it; undefined if there is none that ends. It finds
 * places in text that JSON.parse takes; whether the text is JSON, only JSON.parse can tell.
 */
export function scanJson(text: string, start: number, visitor: JsonVisitor): number | undefined {
  const open: ('map' | 'list')[] = [];
  let keyIsNext = false;
  let at = start;
  while (at < text.length) {
    switch (text[at]) {
      case ' ':
      case '\n':
      case '\r':
      case '\t':
        break;
      case '{':
        open.push('map');
        visitor.enter('map', at);
        keyIsNext = true;
        break;
      case '[':
        open.push('list');
        visitor.enter('list', at);
        keyIsNext = false;
        break;
      case '}':
      case ']':
        open.pop();
        visitor.leave();
        if (open.length === 0) return at + 1;
        break;
      case ',':
        keyIsNext = open.at(-1) === 'map';
        break;
      case ':':
        keyIsNext = false;
        break;
      default: {
        const end = text[at] === '"' ? stringEnd(text, at) : wordEnd(text, at);
        if (end === undefined || open.length === 0) return undefined;
        if (keyIsNext) visitor.key(at, end);
        else visitor.scalar(at, end);
        at = end - 1;
      }
    }
    at++;
  }
  return undefined;
}

function wordEnd(text: string, start: number): number | undefined {
  WORD.lastIndex = start;
  return WORD.test(text) ? WORD.lastIndex : undefined;
}

function stringEnd(text: string, start: number): number | undefined {
  for (let quote = text.indexOf('"', start + 1); quote > 0; quote = text.indexOf('"', quote + 1)) {
    let slash = quote;
    while (text[slash - 1] === '\\') slash--;
    if ((quote - slash) % 2 === 0) return quote + 1;
  }
  return undefined;
}
