import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type CliCommand } from './command';

const FOLDER = join(__dirname, 'commands');

/** Every command: a file of `commands/` each, in the order of their names. */
export function allCommands(): readonly CliCommand[] {
  return readdirSync(FOLDER)
    .filter((file) => /^[a-z-]+\.[jt]s$/.test(file))
    .sort()
    .map((file) => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- a command is one file and is named nowhere else
      const loaded: unknown = require(join(FOLDER, file));
      if (!isCommandModule(loaded)) throw new Error(`${file} exports no command`);
      return loaded.command;
    });
}

function isCommandModule(value: unknown): value is { readonly command: CliCommand } {
  return typeof value === 'object' && value !== null && 'command' in value && typeof value.command === 'object';
}
