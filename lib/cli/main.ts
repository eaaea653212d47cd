#!/usr/bin/env node
import { processIo } from './io';
import { run } from './run';

// Who reads no further (`fed8s federate -f x.yaml | head`) has what they wanted.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

void run(process.argv.slice(2), processIo).then((exit) => {
  // Set, not called: what is written to a pipe may not be through yet.
  process.exitCode = exit;
});
