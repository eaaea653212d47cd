import { clusterTest, objectTest, shownOf } from '../../lib/report/page/filter';
import { Matrix } from '../../lib/report/page/matrix';
import { REDIS, dataOf } from './pages';

const matrix = new Matrix(dataOf(REDIS));
const everything = { objects: '', clusters: '', kind: '', differences: false, problems: false };

function shown(filter: Partial<typeof everything>): { objects: string[]; clusters: string[] } {
  const { objects, clusters } = shownOf(matrix, { ...everything, ...filter });
  return {
    objects: objects.map((at) => matrix.data.objects[at]?.kind ?? ''),
    clusters: clusters.map((at) => matrix.data.clusters[at]?.name ?? ''),
  };
}

describe('the filter', () => {
  it('shows everything unless asked', () => {
    expect(shown({})).toEqual({ objects: ['Namespace', 'Service', 'Deployment'], clusters: ['eu1', 'eu2', 'us1'] });
  });

  it.each([
    ['redis', true],
    ['REDIS/red', true],
    ['deployment/redis/redis', true],
    ['deploy red', true],
    ['redis service', false],
  ])('finds a Deployment redis/redis by %s: %s', (objects, isFound) => {
    expect(objectTest({ objects, kind: '' })('Deployment redis/redis')).toBe(isFound);
  });

  it('takes a kind for the whole kind', () => {
    expect(objectTest({ objects: '', kind: 'Deploy' })('Deployment a/b')).toBe(false);
    expect(shown({ kind: 'Service' }).objects).toEqual(['Service']);
  });

  it.each([
    ['eu', ['eu1', 'eu2']],
    ['region=eu', ['eu1', 'eu2']],
    ['region==eu', ['eu1', 'eu2']],
    ['region!=eu', ['us1']],
    ['tier=', ['eu1']],
    ['tier!=', ['eu2', 'us1']],
    ['region=eu, 2', ['eu2']],
    ['toString=', []],
    ['region=e', []],
  ])('finds clusters by %s', (clusters, names) => {
    expect(shown({ clusters }).clusters).toEqual(names);
    expect(matrix.data.clusters.filter(clusterTest(clusters)).map(({ name }) => name)).toEqual(names);
  });

  it('shows the rows and columns that have differences', () => {
    expect(shown({ differences: true })).toEqual({ objects: ['Deployment'], clusters: ['eu2'] });
    expect(shown({ differences: true, clusters: 'us' })).toEqual({ objects: [], clusters: [] });
  });

  it('shows the rows and columns that have problems', () => {
    expect(shown({ problems: true })).toEqual({ objects: [], clusters: [] });
  });
});
