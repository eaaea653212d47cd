#!/usr/bin/env node
import { type Problem, describeProblem } from '../model/problem';
import { processIo } from './io';
import { run } from './run';

let isCutShort = false;
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // Who reads no further (`fed8s federate -f x.yaml | head`) has what they wanted.
    if (error.code === 'EPIPE') return;
    isCutShort = true;
    process.exitCode = 1;
    if (stream === process.stdout) process.stderr.write(`${describeProblem(outputFailure(error))}\n`);
  });
}

void run(process.argv.slice(2), processIo).then((exit) => {
  // Set, not called: what is written to a pipe may not be through yet.
  if (!isCutShort) process.exitCode = exit;
});

function outputFailure({ message }: Error): Problem {
  return {
    code: 'write-failed',
    severity: 'error',
    message: `Standard output cannot be written: ${message}.`,
    remedy: 'Free space, or send the output elsewhere; what was written of it is not complete.',
  };
}
