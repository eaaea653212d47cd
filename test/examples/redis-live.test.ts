import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './expected-tree';
import { keptOutput } from './live-output';

const README = readFileSync(join(ROOT, 'README.md'), 'utf8');

describe('the README on the demo of living clusters', () => {
  it('shows its real output, in its order, with lines of dots for what it leaves out', () => {
    const [, shown = ''] = /and types this:\n\n```\n([\s\S]*?)^```$/m.exec(README) ?? [];
    const parts = shown.split(/^\.\.\.\n/m).filter((part) => part.trim() !== '');
    expect(parts.length).toBeGreaterThan(2);
    let rest = keptOutput();
    for (const part of parts) {
      const at = rest.indexOf(part.trim());
      expect([part, at >= 0]).toEqual([part, true]);
      rest = rest.slice(at + part.trim().length);
    }
  });
});
