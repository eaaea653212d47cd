import { existsSync } from 'node:fs';
import { makeFolders } from '../../lib/synth/make-folders';
import { TemporaryFolder } from './folders';

describe('making folders', () => {
  const folder = new TemporaryFolder();
  afterAll(() => folder.remove());

  test('makes those above as well, and says whether there was something to make', () => {
    expect(makeFolders(folder.at('a', 'b', 'c'))).toBe(true);
    expect(makeFolders(folder.at('a', 'b', 'c'))).toBe(false);
    expect(makeFolders(folder.at('a'))).toBe(false);
  });

  test('fails where a file stands in the way', () => {
    folder.write('text', 'file');
    expect(() => makeFolders(folder.at('file'))).toThrow(/EEXIST/);
    expect(() => makeFolders(folder.at('file', 'below'))).toThrow(/ENOTDIR/);
  });

  // Only Linux has a /proc, and only there is this more than a check that the root cannot be made.
  test('fails at once where the system makes no folders, as in /proc', () => {
    const impossible = existsSync('/proc/self') ? '/proc/x/y' : folder.at('no\0where');
    expect(() => makeFolders(impossible)).toThrow();
  });
});
