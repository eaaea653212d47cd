import { type LiveState } from '../../lib/report/live-state';
import { Matrix } from '../../lib/report/page/matrix';
import { describeInChromium } from './chromium';
import { REDIS, dataOf } from './pages';

const LIVE: LiveState = new Map([
  [
    'eu1',
    {
      state: 'known',
      objects: [
        {
          key: 'Deployment.apps/redis/redis',
          name: 'Deployment redis/redis',
          outcome: 'Drifted',
          fields: [{ path: 'spec.replicas', wanted: 1, found: 7, by: 'kubectl (scale)' }],
        },
        { key: 'ConfigMap/redis/old', name: 'ConfigMap redis/old', outcome: 'Orphaned', fields: [] },
      ],
    },
  ],
  ['eu2', { state: 'unknown', reason: 'connection refused' }],
]);
const data = dataOf(REDIS, { live: LIVE });

describe('the data of a page with how it lives', () => {
  const matrix = new Matrix(data);
  const outcomes = data.objects.map((_, object) =>
    data.clusters.map((__, cluster) => matrix.liveAt({ object, cluster })?.outcome),
  );

  it('says of every cell that was asked about how it lives', () => {
    expect(outcomes).toEqual([
      ['InSync', 'Unknown', undefined],
      ['InSync', 'Unknown', undefined],
      ['Drifted', 'Unknown', undefined],
    ]);
  });

  it('has the fields with their authors, and what has no row', () => {
    expect(matrix.liveAt({ object: 2, cluster: 0 })?.fields).toEqual([
      { path: 'spec.replicas', wanted: '1', found: '7', by: 'kubectl (scale)' },
    ]);
    expect(data.live?.clusters[0]).toEqual({ state: 'known', others: ['ConfigMap redis/old: Orphaned'] });
  });

  it('says nothing of it where the clusters were not asked', () => {
    const plain = dataOf(REDIS);
    expect(plain).not.toHaveProperty('live');
    expect(new Matrix(plain).liveAt({ object: 0, cluster: 0 })).toBeUndefined();
  });
});

describeInChromium('the page of what lives', (pages) => {
  it('marks a cell that has drifted, and tells who changed what', async () => {
    const { page, complaints } = await pages.open(data);
    const drifted = page.getByRole('gridcell', { name: /^Deployment redis\/redis on eu1:.*has drifted/ });
    expect(await drifted.getAttribute('class')).toContain('adrift');
    await drifted.click();
    const text = (await page.getByRole('complementary', { name: 'Explanation' }).textContent()) ?? '';
    expect(text).toContain('spec.replicaswanted 1, found 7by kubectl (scale)');
    await page.getByRole('columnheader', { name: 'eu1' }).click();
    expect(await page.getByRole('complementary', { name: 'Explanation' }).textContent()).toContain(
      'ConfigMap redis/old: Orphaned',
    );
    expect(complaints).toEqual([]);
  });
});
