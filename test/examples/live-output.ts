import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXAMPLES } from './expected-tree';

/** What `npm run demo:live` printed, as it is kept beside the example. */
export function keptOutput(): string {
  return readFileSync(join(EXAMPLES, 'redis-live/expected/output.txt'), 'utf8');
}

/** An output without what is another each time: moments, ages, latencies, and the columns that they widen. */
export function steadyOutput(output: string): string {
  return output
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'MOMENT')
    .replace(/\b\d+ ms\b/g, 'N ms')
    .replace(/\b(?:\d+m)?\d+s\b/g, 'AGE')
    .replace(/ {2,}/g, '  ');
}
