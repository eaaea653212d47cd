import { describeCondition, clustersNamedIn, holdsFor } from '../../lib/model/cluster-condition';
import {
  type ClusterMatch,
  allOf,
  annotation,
  anyOf,
  clusterNamed,
  conditionOf,
  label,
  not,
} from '../../lib/model/cluster-match';
import { thrown } from '../resolve/thrown';

const clusters = [
  { name: 'eu1', labels: { region: 'eu', tier: 'gold' }, annotations: { 'team.example.com': 'a team!' } },
  { name: 'eu2', labels: { region: 'eu' }, annotations: {} },
  { name: 'us1', labels: { region: 'us', tier: 'silver' }, annotations: {} },
];

const held = (match: ClusterMatch): string =>
  clusters
    .filter((cluster) => holdsFor(conditionOf(match), cluster))
    .map(({ name }) => name)
    .join(' ');

describe('a condition on clusters', () => {
  it.each<[match: ClusterMatch, clusters: string, words: string]>([
    [{ region: 'eu' }, 'eu1 eu2', 'region = eu'],
    [{ region: 'eu', tier: 'gold' }, 'eu1', 'region = eu and tier = gold'],
    [{ region: ['eu', 'us'] }, 'eu1 eu2 us1', 'region in (eu, us)'],
    [{}, 'eu1 eu2 us1', 'every cluster'],
    [label('tier').in('gold', 'silver'), 'eu1 us1', 'tier in (gold, silver)'],
    [label('tier').notIn('gold'), 'eu2 us1', 'tier != gold'],
    [label('tier').notIn('gold', 'silver'), 'eu2', 'tier not in (gold, silver)'],
    [label('tier').exists(), 'eu1 us1', 'tier exists'],
    [label('tier').doesNotExist(), 'eu2', 'tier does not exist'],
    [annotation('team.example.com').in('a team!'), 'eu1', 'annotation team.example.com = a team!'],
    [annotation('team.example.com').doesNotExist(), 'eu2 us1', 'annotation team.example.com does not exist'],
    [clusterNamed('us1'), 'us1', 'cluster us1'],
    [clusterNamed('us1', 'eu2'), 'eu2 us1', 'clusters us1, eu2'],
    [not({ region: 'eu' }), 'us1', 'not region = eu'],
    [not({ region: 'eu', tier: 'gold' }), 'eu2 us1', 'not (region = eu and tier = gold)'],
    [anyOf({ region: 'us' }, { tier: 'gold' }), 'eu1 us1', 'region = us or tier = gold'],
    [anyOf(), '', 'no cluster'],
    [allOf(), 'eu1 eu2 us1', 'every cluster'],
    [
      allOf(not(clusterNamed('eu1')), anyOf({ region: 'eu' }, label('tier').exists())),
      'eu2 us1',
      'not cluster eu1 and (region = eu or tier exists)',
    ],
  ])('%#: holds for the clusters that it says', (match, expected, words) => {
    expect(held(match)).toBe(expected);
    expect(describeCondition(conditionOf(match))).toBe(words);
  });

  it('knows the clusters that it names, however deep', () => {
    const match = allOf({ region: 'eu' }, anyOf(clusterNamed('a'), not(clusterNamed('b', 'c'))));
    expect(clustersNamedIn(conditionOf(match))).toEqual(['a', 'b', 'c']);
  });

  it.each<[what: string, match: unknown, message: RegExp]>([
    ['text', 'eu', /neither a map of labels nor a matcher/],
    ['nothing', undefined, /neither a map of labels nor a matcher/],
    ['a number for a label', { region: 5 }, /no text|needs at least one value/],
    ['a list with a number', { region: ['eu', 5] }, /the value of "region" is no text/],
    ['a list of nothing', { region: [] }, /In needs at least one value/],
    ['a key that is none', { 'a b': 'c' }, /key of a label is wrong/],
    ['a value that is none', label('region').in('e u'), /value of a label is wrong/],
    ['no names', clusterNamed(), /no cluster is named/],
    ['no values', label('region').in(), /In needs at least one value/],
    ['a key of an annotation that is none', annotation('a b').exists(), /key of a label is wrong/],
  ])('is refused for %s', (_, match, message) => {
    expect(thrown(() => conditionOf(match as ClusterMatch))).toMatchObject({
      code: 'invalid-selector',
      message: expect.stringMatching(message) as string,
    });
  });

  it('tells of everything that is wrong with it', () => {
    expect(thrown(() => conditionOf(anyOf({ 'a b': 'c' }, { region: 'e u' }))).problems).toHaveLength(1);
  });
});
