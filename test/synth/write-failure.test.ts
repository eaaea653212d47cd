import { folderFailure, writeFailure } from '../../lib/synth/write-failure';

const system = (code: string) => ({ code, syscall: 'open', message: `${code}: no` });
const remedyOf = (failure: unknown): string =>
  (failure as { problems: { remedy: string }[] }).problems[0]?.remedy ?? '';

describe('what to do about a failure of the file system', () => {
  it.each(['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EIO'])(
    '%s of a single file promises nothing of a folder',
    (code) => {
      expect(remedyOf(writeFailure(system(code), 'lock'))).not.toContain('folder');
    },
  );

  it.each([
    ['ENOSPC', true],
    ['EIO', true],
    ['EACCES', false],
  ])('%s of a folder says that the next run completes it: %s', (code, says) => {
    expect(remedyOf(folderFailure(system(code), 'dist')).includes('The next run completes the folder.')).toBe(says);
  });

  it('is nothing where it is no failure of that kind', () => {
    const bug = new TypeError('x');
    expect([writeFailure(bug, 'a'), folderFailure(bug, 'a')]).toEqual([bug, bug]);
  });
});
