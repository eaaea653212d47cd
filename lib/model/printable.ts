/**
 * Text from the input as one line that is safe for a terminal: control characters, those that turn the direction of
 * writing and those that nobody sees, which could make it show what is not there, are spelled out.
 */
export function printable(text: string): string {
  return text.replace(
    /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/gu,
    (character) => {
      if (character === '\n') return '\\n';
      return character === '\t' ? '\\t' : `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
    },
  );
}
