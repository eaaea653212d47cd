import { isUtf8 } from 'node:buffer';

/** The text of a file, or why it has none. */
export type TextRead =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'no-text'; readonly message: string; readonly line?: number };

/** The text of bytes that are UTF-8; a byte order mark at the start stays in it. */
export function textOfBytes(bytes: Uint8Array): TextRead {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return { kind: 'no-text', message: 'the file is UTF-16, not UTF-8' };
  }
  const zero = bytes.indexOf(0);
  if (zero >= 0) {
    const message = 'there is a zero byte in the file, so it is binary, or UTF-16';
    return { kind: 'no-text', message, line: lineOf(bytes, zero) };
  }
  if (!isUtf8(bytes)) {
    return { kind: 'no-text', message: 'the file is not UTF-8', line: firstLineNotUtf8(bytes) };
  }
  return { kind: 'text', text: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8') };
}

const LINE_BREAK = 0x0a;

function lineOf(bytes: Uint8Array, offset: number): number {
  let line = 1;
  for (let at = bytes.indexOf(LINE_BREAK); at >= 0 && at < offset; at = bytes.indexOf(LINE_BREAK, at + 1)) line++;
  return line;
}

/** No character of UTF-8 but the line break itself has the byte of a line break, so each line can be looked at alone. */
function firstLineNotUtf8(bytes: Uint8Array): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const end = bytes.indexOf(LINE_BREAK, start);
    if (end < 0 || !isUtf8(bytes.subarray(start, end))) break;
    start = end + 1;
  }
  return line;
}
