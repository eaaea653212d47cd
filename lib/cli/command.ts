import { type Command, InvalidArgumentError, Option } from 'commander';
import { FederationError } from '../model/federation-error';
import { type Semantics } from '../model/finding';
import { type CliIo } from './io';
import { type Report } from './report';
import { type Progress } from './progress';

/** One command of `fed8s`: a file in `commands/` that exports it as `command`. */
export interface CliCommand {
  readonly name: string;
  /** The JSON document that it prints. */
  readonly kind: string;
  /** Declares description, arguments, options and examples. */
  readonly declare: (command: Command) => Command;
  readonly run: (command: Command, context: RunContext) => Promise<Report> | Report;
}

/** What every command can use. */
export interface RunContext {
  readonly io: CliIo;
  readonly progress: Progress;
  readonly format: OutputFormat;
}

/** What is printed: text for people, or one JSON document. */
export type OutputFormat = 'text' | 'json';

/** A command of typed options, which are what commander makes of the declared ones. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- it names the options once, for `run`
export function defineCommand<Options>(definition: {
  readonly name: string;
  readonly kind: string;
  readonly declare: (command: Command) => Command;
  /** @throws FederationError, whose problems are printed. */
  readonly run: (
    call: RunContext & { readonly options: Options; readonly args: readonly string[] },
  ) => Promise<Report> | Report;
}): CliCommand {
  const { name, kind, declare, run } = definition;
  return {
    name,
    kind,
    declare: (command) => declare(command).addOption(formatOption()),
    run: (command, context) => run({ ...context, options: command.opts() as Options, args: command.args }),
  };
}

function formatOption(): Option {
  return new Option('--format <format>', 'text for people, or one JSON document')
    .choices(['text', 'json'])
    .default('text');
}

/** `-f`, as often as one likes. */
export function filenameOption(what: string): Option {
  return new Option(
    '-f, --filename <path>',
    `${what}: a file, a folder, or - for standard input; repeatable`,
  ).argParser((value: string, earlier: readonly string[] | undefined) => [...(earlier ?? []), value]);
}

/** `--semantics`; see {@link semanticsOf} for its default. */
export function semanticsOption(): Option {
  return new Option(
    '--semantics <semantics>',
    'strict refuses what KubeFed would lose; kubefed does exactly what it does (default: FED8S_SEMANTICS, else strict)',
  ).choices(SEMANTICS);
}

/** `--scope`, of a command that reads KubeFed YAML and writes nothing. */
export function scopeOption(): Option {
  return new Option('--scope <scope>', 'with -f: what KubeFed watches').choices(['Cluster', 'Namespaced']);
}

/** `--system-namespace`, of a command that reads KubeFed YAML and writes nothing. */
export function systemNamespaceOption(): Option {
  return new Option('--system-namespace <name>', "with -f: KubeFed's own namespace");
}

/** `--warnings-as-errors`. */
export function warningsOption(): Option {
  return new Option('--warnings-as-errors', 'whatever is worth a warning stops it');
}

/** `--lock`. */
export function lockOption(): Option {
  return new Option(
    '--lock <file>',
    'the lock file, or none (default: FED8S_LOCK, else fed8s.lock.json, where the output folder is below the current one)',
  ).argParser((value: string) => {
    if (value !== '') return value;
    throw new InvalidArgumentError('It must be a file, or none.');
  });
}

/** `--refresh-lock`, of a command that writes no lock. */
export function refreshLockOption(): Option {
  return new Option('--refresh-lock', 'as if what fed8s chooses were decided anew, whatever the lock says');
}

/** `--max-deletes`. */
export function maxDeletesOption(): Option {
  return new Option(
    '--max-deletes <number>',
    'so many objects may go, on a cluster and over the fleet (default: 10 %, at least 5)',
  ).argParser((value: string) => {
    if (/^[0-9]{1,15}$/.test(value)) return Number(value);
    throw new InvalidArgumentError('It must be a whole number.');
  });
}

/** `--allow-deletes`. */
export function allowDeletesOption(): Option {
  return new Option(
    '--allow-deletes <clusters>',
    'clusters on which anything may be deleted, with commas between',
  ).argParser((value: string, earlier: readonly string[] | undefined) => [...(earlier ?? []), ...value.split(',')]);
}

const SEMANTICS: readonly Semantics[] = ['strict', 'kubefed'];

/** The semantics of a call: of the option, else of the environment. */
export function semanticsOf({ semantics }: { readonly semantics?: Semantics }, env: CliIo['env']): Semantics {
  return semantics ?? environmentChoice(env, 'FED8S_SEMANTICS', SEMANTICS) ?? 'strict';
}

/**
 * The value of a variable of the environment; undefined where it is unset or empty.
 *
 * @throws FederationError `invalid-option`.
 */
export function environmentChoice<T extends string>(
  env: CliIo['env'],
  variable: string,
  choices: readonly T[],
): T | undefined {
  const value = env[variable];
  if (value === undefined || value === '') return undefined;
  const known = choices.find((choice) => choice === value);
  if (known !== undefined) return known;
  throw new FederationError({
    code: 'invalid-option',
    severity: 'error',
    message: `${variable} is ${JSON.stringify(value)}.`,
    remedy: `Set it to one of ${choices.join(', ')}, or leave it unset.`,
  });
}

/** Examples at the end of a help text: what each does, and what is typed. */
export function examples(lines: readonly (readonly [effect: string, call: string])[]): string {
  return `\nExamples:\n${lines.map(([effect, call]) => `  # ${effect}\n  ${call}\n`).join('')}`;
}
