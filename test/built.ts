import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(__dirname, '..');

/** Refuses to test a build that is older than what it was built from. `npm test` builds first; a bare `jest` does not. */
export function requireFreshBuild(): void {
  const newest = Math.max(
    ...readdirSync(join(ROOT, 'lib'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => statSync(join(ROOT, 'lib', name)).mtimeMs),
  );
  const built = statSync(join(ROOT, 'build/.built'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (built < newest) throw new Error('build/ is older than lib/: run `npm run build` first.');
}
