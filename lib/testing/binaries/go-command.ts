import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { errorCode } from '../error-code';

/** One run of `go`. */
export interface GoCommand {
  readonly args: readonly string[];
  /** The folder of the module. */
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  /** Called with each line of standard error. */
  readonly onLine?: (line: string) => void;
}

/** What came of it. */
export type GoOutcome =
  | { readonly outcome: 'done'; readonly output: string }
  /** There is no `go` on the PATH. */
  | { readonly outcome: 'no-go' }
  | { readonly outcome: 'failed'; readonly lines: readonly string[] };

/** How many lines of a failure are kept. */
const LAST_LINES = 12;

export async function runGo({ args, folder, env, onLine = () => undefined }: GoCommand): Promise<GoOutcome> {
  const child = spawn('go', args, {
    cwd: folder,
    // Nothing of the user's workspace or flags has a say in what is built.
    env: { ...env, CGO_ENABLED: '0', GOFLAGS: '-mod=readonly', GOWORK: 'off' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const end = (): void => void child.kill('SIGKILL');
  process.once('exit', end);
  const lines: string[] = [];
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  createInterface({ input: child.stderr }).on('line', (line) => {
    lines.push(line);
    if (lines.length > LAST_LINES) lines.shift();
    onLine(line);
  });
  try {
    const [code] = (await once(child, 'close')) as [number | null];
    return code === 0 ? { outcome: 'done', output } : { outcome: 'failed', lines };
  } catch (error) {
    return errorCode(error) === 'ENOENT' ? { outcome: 'no-go' } : { outcome: 'failed', lines: [String(error)] };
  } finally {
    process.off('exit', end);
  }
}
