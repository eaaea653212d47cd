import { Command, CommanderError } from 'commander';
import { isFederationError } from '../model/federation-error';
import { type Problem } from '../model/problem';
import { type CliCommand, type OutputFormat } from './command';
import { allCommands } from './commands';
import { type CliIo } from './io';
import { packageVersion } from './package-version';
import { progressOn, silent } from './progress';
import { type ExitCode, type Report, REPORT_API_VERSION } from './report';
import { paintFor } from './text/paint';
import { problemsText } from './text/problems-text';

/** The descriptor of standard error. */
const STANDARD_ERROR = 2;

/**
 * Runs the command line.
 *
 * @param argv what was typed after `fed8s`.
 * @returns the exit code. It rejects for nothing: what is wrong is printed.
 */
export async function run(argv: readonly string[], io: CliIo): Promise<ExitCode> {
  const format = wantedFormat(argv);
  const outcome: Outcome = {};
  try {
    await programOf(allCommands(), outcome, { io, format }).parseAsync(wantedCall(argv), { from: 'user' });
    return outcome.report === undefined ? 0 : print(outcome.report, format, io);
  } catch (error) {
    const { kind = 'Report' } = outcome;
    if (isFederationError(error)) return print({ kind, problems: error.problems, data: {} }, format, io);
    if (!(error instanceof CommanderError)) return reportBug(error, io);
    // Help and version have been printed.
    if (PRINTED.has(error.code)) return error.exitCode === 0 ? 0 : 1;
    const called = allCommands().find(({ name }) => name === argv[0]);
    return print({ kind: called?.kind ?? kind, problems: [invalidCall(error, called)], data: {} }, format, io);
  }
}

/** Asked for the help of a command that does not exist, commander would print that of the program, and not say why. */
function wantedCall(argv: readonly string[]): string[] {
  const isKnown = (word: string | undefined): boolean =>
    word === undefined || word.startsWith('-') || [...allCommands().map(({ name }) => name), 'help'].includes(word);
  const [first, asked] = argv;
  if (first === 'help') return isKnown(asked) ? [...argv] : argv.slice(1, 2);
  return isKnown(first) ? [...argv] : argv.slice(0, 1);
}

/** What came of the command that was called. */
interface Outcome {
  kind?: string;
  report?: Report;
}

const PRINTED: ReadonlySet<string> = new Set(['commander.help', 'commander.helpDisplayed', 'commander.version']);

function programOf(
  commands: readonly CliCommand[],
  outcome: Outcome,
  { io, format }: { readonly io: CliIo; readonly format: OutputFormat },
): Command {
  const program = new Command('fed8s')
    .description('Federates Kubernetes at deploy time: one folder of exact manifests for each cluster.')
    .version(packageVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void io.stderr.write(text),
      // It comes as an error, which is told like every other.
      outputError: () => undefined,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
  const isWatched = io.stderr === process.stderr && io.stderr.isTTY;
  const progress = isWatched ? progressOn(STANDARD_ERROR) : silent;
  for (const { name, kind, declare, run: runCommand } of commands) {
    const command = declare(program.command(name).helpOption('-h, --help', 'print this help'));
    command.action(async () => {
      outcome.kind = kind;
      outcome.report = await runCommand(command, { io, format, progress });
    });
  }
  return program;
}

/** The format is wanted for what is wrong with the call as well, so it is looked for before the call is understood. */
function wantedFormat(argv: readonly string[]): OutputFormat {
  const end = argv.indexOf('--');
  const options = end < 0 ? argv : argv.slice(0, end);
  const last = options.findLastIndex((word) => word === '--format' || word.startsWith('--format='));
  const value = options[last] === '--format' ? options[last + 1] : options[last]?.slice('--format='.length);
  return value === 'json' ? 'json' : 'text';
}

function invalidCall({ message }: CommanderError, called: CliCommand | undefined): Problem {
  const text = message.replace(/^error: /, '').replace(/\s*\n\s*/g, ' ');
  return {
    code: 'invalid-call',
    severity: 'error',
    message: `${text.slice(0, 1).toUpperCase()}${text.slice(1)}${/[.)]$/.test(text) ? '' : '.'}`,
    remedy: `See \`fed8s ${called === undefined ? '' : `${called.name} `}--help\`.`,
  };
}

function print({ kind, problems, data, text, notes, exit }: Report, format: OutputFormat, io: CliIo): ExitCode {
  const failed = problems.some(({ severity }) => severity === 'error');
  if (format === 'json') {
    io.stdout.write(`${JSON.stringify({ apiVersion: REPORT_API_VERSION, kind, ...data, problems }, undefined, 2)}\n`);
  } else {
    const paint = paintFor(io.stderr, io.env);
    const aside = [problemsText(problems, paint), notes?.(paint) ?? ''].filter((part) => part !== '').join('\n');
    if (aside !== '') io.stderr.write(aside);
    const result = text?.(paintFor(io.stdout, io.env)) ?? '';
    if (result !== '') io.stdout.write(result);
  }
  return exit ?? (failed ? 1 : 0);
}

function reportBug(error: unknown, io: CliIo): ExitCode {
  const stack = typeof error === 'object' && error !== null && 'stack' in error ? error.stack : error;
  io.stderr.write(
    `This is a bug in fed8s ${packageVersion()} on Node ${process.versions.node}, not in your input. Please report it, with the input and what follows.\n\n${String(stack)}\n`,
  );
  return 1;
}
