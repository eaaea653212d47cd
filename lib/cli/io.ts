/** Where a run of the command line reads from and writes to. */
export interface CliIo {
  readonly stdout: CliStream;
  readonly stderr: CliStream;
  /** What `-f -` gives. Default: standard input of the process. */
  readonly stdin?: string | Uint8Array;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** What is written to: a stream of the process, or a test. */
export interface CliStream {
  write(text: string): unknown;
  /** Whether a person looks at it. */
  readonly isTTY?: boolean;
}

/** The streams and the environment of this process. */
export const processIo: CliIo = { stdout: process.stdout, stderr: process.stderr, env: process.env };
