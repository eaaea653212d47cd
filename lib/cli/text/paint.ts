import { styleText } from 'node:util';
import { type CliIo, type CliStream } from '../io';

/** How a part of a text looks. */
export type Style = 'bold' | 'dim' | 'green' | 'red' | 'yellow';

/** Gives a part of a text its looks. Pad and cut before: what is painted has characters that no one sees. */
export type Paint = (style: Style, text: string) => string;

/** Text as it is. */
export const plain: Paint = (_style, text) => text;

/** Colours on a terminal, unless NO_COLOR (https://no-color.org) or a terminal without any says no. */
export function paintFor(stream: CliStream, env: CliIo['env']): Paint {
  const wanted = stream.isTTY === true && (env.NO_COLOR ?? '') === '' && env.TERM !== 'dumb';
  // styleText would look at the process's own stdout and environment.
  return wanted ? (style, text) => styleText(style, text, { validateStream: false }) : plain;
}

/** Text from the input, safe for a terminal: control characters, which could do anything to it, are spelled out. */
export function printable(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
