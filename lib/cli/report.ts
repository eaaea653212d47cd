import { type Problem } from '../model/problem';
import { type Paint } from './text/paint';

/** 0: fine. 1: the input or the call is wrong. 2: there are differences. 3: incomplete. */
export type ExitCode = 0 | 1 | 2 | 3;

/** What a command has to say. The frame prints it: as text for people, or as one JSON document. */
export interface Report {
  /** Of the JSON document: `SynthReport`. */
  readonly kind: string;
  /** Told on stderr, or as `problems` of the JSON document. */
  readonly problems: readonly Problem[];
  /** The other fields of the JSON document. */
  readonly data: object;
  /** The result, for stdout. */
  readonly text?: (paint: Paint) => string;
  /** What is worth a word besides the result, for stderr. */
  readonly notes?: (paint: Paint) => string;
  /** Default: 1 where a problem is an error, else 0. */
  readonly exit?: ExitCode;
}

/** The `apiVersion` of every JSON document that the command line prints. */
export const REPORT_API_VERSION = 'fed8s.dev/v1';
