import { setTimeout as after } from 'node:timers/promises';

/** The time of this machine, or that of a test. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** In milliseconds. */
  sleep(duration: number): Promise<void>;
}

/** The time of this machine. */
export const machineClock: Clock = {
  now: () => Date.now(),
  sleep: (duration) => after(duration),
};
