import { plain } from '../../../lib/cli/text/paint';
import { wavesText } from '../../../lib/cli/text/waves-text';

describe('the text of waves', () => {
  it('has a line for each wave, the clusters that failed, and why the run ended', () => {
    const failed = Array.from({ length: 7 }, (_, index) => ({ cluster: `c${index}`, reason: 'Pod a: waits' }));
    const text = wavesText(
      [
        { name: 'canary', clusters: ['a'], state: 'done', failed: [] },
        { name: 'region=eu', clusters: ['b'], state: 'tolerated', failed: [{ cluster: 'b', reason: 'no answer' }] },
        {
          name: 'region=us',
          clusters: failed.map(({ cluster }) => cluster),
          state: 'stopped',
          failed,
          stop: { cause: 'failures', reason: 'c0: Pod a: waits, and 6 more' },
        },
        { name: '!region', clusters: ['z'], state: 'not-begun', failed: [] },
      ],
      plain,
    );
    expect(text).toBe(
      [
        'done wave canary (a)',
        'went on wave region=eu (b)',
        '    b: no answer',
        'stopped wave region=us (c0, c1, c2, c3 and 3 more)',
        '    c0: Pod a: waits',
        '    c1: Pod a: waits',
        '    c2: Pod a: waits',
        '    c3: Pod a: waits',
        '    c4: Pod a: waits',
        '    and 2 clusters more',
        'not begun wave !region (z)',
        '',
      ].join('\n'),
    );
  });

  it('says what stopped a run that no cluster of the wave has stopped, in letters that a terminal can show', () => {
    const stop = { cause: 'gate', reason: 'errors\u001b[31m' } as const;
    const text = wavesText([{ name: 'rest', clusters: ['a'], state: 'stopped', failed: [], stop }], plain);
    expect(text).toContain('stopped wave rest (a): errors');
    expect(text).not.toContain('\u001b');
  });
});
