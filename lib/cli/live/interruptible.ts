import { setMaxListeners } from 'node:events';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;
/** 128 and the number of SIGINT, as shells say it. */
const INTERRUPTED = 130;

/**
 * Does a work that ends in good order when the process is asked to end (Ctrl-C, SIGTERM): its signal is aborted then, and it stops
 * between two requests and reports how far it came. Who asks twice does not want to wait.
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  // Whatever is waited for listens to it; Node warns of more than ten.
  setMaxListeners(0, controller.signal);
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(INTERRUPTED);
    controller.abort();
  };
  for (const name of SIGNALS) process.on(name, stop);
  try {
    return await work(controller.signal);
  } finally {
    for (const name of SIGNALS) process.off(name, stop);
  }
}
