import { progressOn } from '../../../lib/testing/binaries/build-progress';

function recorded(isTTY: boolean) {
  const written: string[] = [];
  let time = 1_000_000;
  const progress = progressOn({ isTTY, write: (text) => written.push(text) }, () => time);
  return { written, progress, later: (milliseconds: number) => void (time += milliseconds) };
}

describe('the progress of a build', () => {
  it('is one line that changes, on a terminal', () => {
    const { written, progress, later } = recorded(true);
    progress.step('one');
    later(1000);
    progress.step('two');
    progress.say('Done.');
    expect(written).toEqual(['fed8s: one', '\r          \rfed8s: two', '\r          \rfed8s: Done.\n']);
  });

  it('is a line every half minute, elsewhere', () => {
    const { written, progress, later } = recorded(false);
    progress.say('Building.');
    for (let second = 0; second < 61; second += 1) {
      later(1000);
      progress.step(`${second + 1} s`);
    }
    expect(written).toEqual(['fed8s: Building.\n', 'fed8s: 30 s\n', 'fed8s: 60 s\n']);
  });
});
