import { Worker } from 'node:worker_threads';

/** Milliseconds after which a person wants to know what takes so long. */
const PATIENCE = 1000;
/** Milliseconds to wait, at most, for the line to be gone. */
const CLEARING = 500;

/** Whether the work is done, and whether there is a line on the terminal: positions in the memory that threads share. */
const DONE = 0;
const TELLING = 1;

// Work here is synchronous, so that no timer of this thread fires before it is done; another thread tells of it.
const TELL = `
const { writeSync } = require('node:fs');
const { workerData: { shared, what, patience, file, DONE, TELLING } } = require('node:worker_threads');
const state = new Int32Array(shared);
const started = Date.now();
const tell = (text) => {
  try {
    writeSync(file, text);
  } catch {
    // A terminal that is gone, or has no room now, misses nothing that matters.
  }
};
let told = '';
for (let wait = patience; Atomics.wait(state, DONE, 0, wait) === 'timed-out'; wait = 1000) {
  Atomics.store(state, TELLING, 1);
  if (Atomics.load(state, DONE) === 1) break;
  told = what + ' ... ' + Math.round((Date.now() - started) / 1000) + ' s';
  tell('\\r' + told);
}
if (told !== '') tell('\\r' + ' '.repeat(told.length) + '\\r');
Atomics.store(state, TELLING, 0);
Atomics.notify(state, TELLING);
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
      const shared = new SharedArrayBuffer(8);
      const worker = new Worker(TELL, { eval: true, workerData: { shared, what, patience, file, DONE, TELLING } });
      worker.unref();
      try {
        return work();
      } finally {
        const state = new Int32Array(shared);
        Atomics.store(state, DONE, 1);
        Atomics.notify(state, DONE);
        // What is printed next must not meet the line on its way out.
        Atomics.wait(state, TELLING, 1, CLEARING);
      }
    },
  };
}
