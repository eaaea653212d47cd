/** Who is told how far a build has come. */
export interface BuildProgress {
  /** A sentence that stays. */
  say(sentence: string): void;
  /** Where the build is now; the next one takes its place. */
  step(text: string): void;
}

/** Milliseconds between two lines where a line cannot be written over. */
const INTERVAL = 30_000;
/** Milliseconds between two changes of a line on a terminal. */
const REFRESH = 500;

/** What of a stream is needed to write progress to it. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Progress for people: one line that changes on a terminal, and elsewhere a line every half minute. */
export function progressOn(stream: ProgressStream = process.stderr, now: () => number = Date.now): BuildProgress {
  const isTerminal = stream.isTTY === true;
  let last = isTerminal ? 0 : now();
  let width = 0;
  const clear = (): string => (width === 0 ? '' : `\r${' '.repeat(width)}\r`);
  return {
    say(sentence) {
      stream.write(`${clear()}fed8s: ${sentence}\n`);
      width = 0;
    },
    step(text) {
      if (now() - last < (isTerminal ? REFRESH : INTERVAL)) return;
      last = now();
      const line = `fed8s: ${text}`;
      stream.write(isTerminal ? `${clear()}${line}` : `${line}\n`);
      if (isTerminal) width = line.length;
    },
  };
}
