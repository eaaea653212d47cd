const OFFSET = 2166136261;
const PRIME = 16777619;

/** The 32-bit FNV-1 hash (multiply, then xor) of the UTF-8 bytes of a text, as Go's hash/fnv New32. Unsigned. */
export function fnv1(text: string): number {
  let hash = OFFSET;
  for (let position = 0; position < text.length; position += 1) {
    const unit = text.charCodeAt(position);
    if (unit > 0x7f) return fnv1OfBytes(text);
    hash = Math.imul(hash, PRIME) ^ unit;
  }
  return hash >>> 0;
}

function fnv1OfBytes(text: string): number {
  let hash = OFFSET;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash, PRIME) ^ byte;
  return hash >>> 0;
}
