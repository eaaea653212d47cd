import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { problemCodes } from '../../lib/model/problem-codes';
import { reasonCodes } from '../../lib/resolve/decisions';
import { compileErrors } from './compile';

const README = readFileSync(join(__dirname, '../../README.md'), 'utf8');

/** The TypeScript of the README, block by block: one program, as somebody who reads on would write it. */
const blocks = [...README.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text);

describe('the README', () => {
  it('opens with the two commands', () => {
    const [first = '', second = ''] = README.split('\n').filter((line) => line.startsWith('npm '));
    expect(first).toMatch(/^npm ci && npm run demo\b/);
    expect(second).toMatch(/^npm cit\b/);
  });

  it('has examples that compile', () => {
    expect(blocks.length).toBeGreaterThan(2);
    expect(compileErrors(new Map([['README', blocks.join('\n')]]))).toEqual([]);
  }, 60_000);

  it.each([
    ['code', problemCodes],
    ['reason', reasonCodes],
  ])('lists every %s with its meaning, and no other', (title, codes) => {
    const [, rows = ''] = README.split(`| ${title} | meaning |\n|---|---|\n`);
    const [table = ''] = rows.split('\n\n');
    const listed = [...table.matchAll(/^\| `([a-z0-9-]+)` \| (.*) \|$/gm)].map(([, code, meaning]) => [code, meaning]);
    expect(listed).toEqual(Object.entries(codes));
  });
});
