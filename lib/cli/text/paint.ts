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
