import { readWaves } from '../../../lib/fleet/waves/wave-declaration';

describe('what is written of waves', () => {
  it('is keys of labels, and shares with a name', () => {
    expect(readWaves('canary=5%, topology.kubernetes.io/region,second=3,tier')).toEqual({
      outcome: 'read',
      waves: {
        shares: [
          { name: 'canary', share: { unit: 'percent', number: 5 } },
          { name: 'second', share: { unit: 'clusters', number: 3 } },
        ],
        labels: ['topology.kubernetes.io/region', 'tier'],
      },
    });
  });

  it('means the same wherever a share stands among the labels', () => {
    expect(readWaves('region,canary=0.5%')).toEqual(readWaves('canary=0.5%,region'));
  });

  it.each([
    ['', 'a part of it is empty'],
    ['region,,tier', 'a part of it is empty'],
    ['region,', 'a part of it is empty'],
    ['re gion', '"re gion" is no key of a label'],
    ['a/b/c', 'more than one slash'],
    ['region,region', 'the label region is named twice'],
    ['Canary=5%', '"Canary" is no name of a wave'],
    ['=5%', '"" is no name of a wave: it is empty'],
    ['rest=5%', 'rest is the name of the wave of all that is left'],
    ['canary=5%,canary=1', 'the wave canary is named twice'],
    ['region=eu', '"eu" says neither how many clusters the wave region has'],
    ['canary=0', '"0" says neither how many'],
    ['canary=0%', '"0%" says neither how many'],
    ['canary=101%', '"101%" says neither how many'],
    ['canary=-1', '"-1" says neither how many'],
    ['canary=1.5', '"1.5" says neither how many'],
    ['canary=', '"" says neither how many'],
    ['canary=5%=x', '"5%=x" says neither how many'],
  ])('is refused where it is %j', (text, why) => {
    const read = readWaves(text);
    expect(read).toMatchObject({ outcome: 'refused', problem: { code: 'invalid-waves' } });
    expect(read.outcome === 'refused' && read.problem.message).toContain(why);
  });
});
