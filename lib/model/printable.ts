/**
 * Text from the input as one line that is safe for a terminal: control characters and those that turn the direction of
 * writing, which could make it show what is not there, are spelled out.
 */
export function printable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g, (character) => {
    if (character === '\n') return '\\n';
    return character === '\t' ? '\\t' : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
