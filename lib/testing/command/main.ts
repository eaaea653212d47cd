#!/usr/bin/env node
import { runLocalFleetCommand } from './local-fleet-command';

void runLocalFleetCommand(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  error: (text) => process.stderr.write(text),
  env: process.env,
  interrupted: () =>
    new Promise((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, resolve);
    }),
}).then((exit) => {
  process.exitCode = exit;
});
