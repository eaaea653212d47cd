import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, requireFreshBuild } from '../../built';
import { keptOutput, steadyOutput } from '../../examples/live-output';
import { EXAMPLES, UPDATE } from '../../examples/expected-tree';

/** What the demo prints on both streams, and what it ends with. */
async function demo(): Promise<{ readonly output: string; readonly exit: number | null }> {
  const child = spawn(process.execPath, ['node_modules/.bin/ts-node', '-T', 'examples/redis-live/demo.ts'], {
    cwd: ROOT,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (output += text.toString()));
  const exit = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { output, exit };
}

describe('npm run demo:live', () => {
  it('does the whole tutorial on living clusters, and prints what is kept beside it', async () => {
    requireFreshBuild();
    const { output, exit } = await demo();
    expect([exit, steadyOutput(output)]).toEqual([0, expect.any(String)]);
    if (UPDATE) writeFileSync(join(EXAMPLES, 'redis-live/expected/output.txt'), output);
    expect(steadyOutput(output)).toBe(steadyOutput(keptOutput()));
  }, 600_000);
});
