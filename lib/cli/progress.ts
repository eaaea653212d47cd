import { Worker } from 'node:worker_threads';

/** Milliseconds after which a person wants to know what takes so long. */
const PATIENCE = 1000;

// Work here is synchronous, so that no timer of this thread fires before it is done; another thread tells of it.
const TELL = `
const { writeSync } = require('node:fs');
const { workerData: { done, what, patience, file } } = require('node:worker_threads');
const state = new Int32Array(done);
const started = Date.now();
let told = '';
for (let wait = patience; Atomics.wait(state, 0, 0, wait) === 'timed-out'; wait = 500) {
  const text = what + ' ... ' + Math.round((Date.now() - started) / 1000) + ' s';
  writeSync(file, '\\r' + text);
  told = text;
}
if (told !== '') writeSync(file, '\\r' + ' '.repeat(told.length) + '\\r');
`;

/** Tells a person what is being done, where that takes long. */
export interface Progress {
  /** Does something synchronous that may take long. */
  during<T>(what: string, work: () => T): T;
}

/** For who does not look at it. */
export const silent: Progress = { during: (_what, work) => work() };

/**
 * A line on a terminal that counts the seconds of work that takes more than one, and is gone when the work is done.
 *
 * @param file the descriptor of the terminal.
 */
export function progressOn(file: number, patience = PATIENCE): Progress {
  return {
    during(what, work) {
      const done = new SharedArrayBuffer(4);
      const worker = new Worker(TELL, { eval: true, workerData: { done, what, patience, file } });
      worker.unref();
      try {
        return work();
      } finally {
        const state = new Int32Array(done);
        Atomics.store(state, 0, 1);
        Atomics.notify(state, 0);
      }
    },
  };
}
