import { ClusterIndex } from '../../../lib/resolve/placement/cluster-index';
import { type PlacementInput, placeObject } from '../../../lib/resolve/placement/place-object';
import { type Selection, selectByPlacement } from '../../../lib/resolve/placement/selection';

const index = new ClusterIndex([
  { name: 'eu', labels: { region: 'eu' } },
  { name: 'us', labels: { region: 'us' } },
]);
const eu = { clusterSelector: { matchLabels: { region: 'eu' } } };

function reasons(input: PlacementInput): readonly string[] {
  const placed = placeObject(index, input);
  return index.names.map((_, position) => {
    const { placed: there, reason, detail } = placed.reasonAt(position);
    expect(there).toBe(placed.members[position] === 1);
    return `${there ? 'yes' : 'no'} ${reason}: ${detail}`;
  });
}

describe('why an object is, or is not, on a cluster', () => {
  test('by name', () => {
    expect(reasons({ placement: { clusters: ['us', 'mars'] }, namespaced: false })).toEqual([
      'no not-named: clusters us, mars',
      'yes named: clusters us, mars',
    ]);
    expect(reasons({ placement: { clusters: [] }, namespaced: false })[0]).toBe('no not-named: clusters is empty');
  });

  test('by selector', () => {
    expect(reasons({ placement: eu, namespaced: false })).toEqual([
      'yes selected: clusterSelector region=eu',
      'no not-selected: clusterSelector region=eu',
    ]);
    expect(reasons({ placement: { clusterSelector: {} }, namespaced: false })[1]).toBe(
      'yes selected: clusterSelector {}',
    );
  });

  test('by nothing at all', () => {
    const none = 'no no-placement: neither clusters nor clusterSelector';
    expect(reasons({ namespaced: false })).toEqual([none, none]);
  });

  test('by its namespace', () => {
    const missing = 'no namespace-not-federated: the namespace has no FederatedNamespace';
    expect(reasons({ placement: eu, namespaced: true })).toEqual([missing, missing]);
    expect(reasons({ placement: eu, namespaced: true, scope: 'Namespaced' })[0]).toBe(
      'yes selected: clusterSelector region=eu',
    );
    expect(
      reasons({
        placement: { clusters: ['eu'] },
        namespaced: true,
        federatedNamespace: { placement: { clusters: ['us'] } },
      }),
    ).toEqual([
      'no namespace-not-placed: the FederatedNamespace is placed by clusters us',
      'no not-named: clusters eu',
    ]);
  });

  test('with every operator spelled as kubectl does, and long lists cut short', () => {
    const many = ['1', '2', '3', '4', '5', '6', '7'];
    const selector = {
      matchLabels: { a: 'b' },
      matchExpressions: [
        { key: 'c', operator: 'In', values: ['d', 'e'] },
        { key: 'f', operator: 'NotIn', values: many },
        { key: 'g', operator: 'Exists' },
        { key: 'h', operator: 'DoesNotExist' },
      ] as const,
    };
    expect(reasons({ placement: { clusterSelector: selector }, namespaced: false })[0]).toBe(
      'no not-selected: clusterSelector a=b, c in (d, e), f notin (1, 2, 3, 4, 5 and 2 more), g, !h',
    );
  });

  test('clusters that fare alike share one reason', () => {
    const placed = placeObject(index, { placement: { clusterSelector: {} }, namespaced: false });
    expect(placed.reasonAt(0)).toBe(placed.reasonAt(1));
  });

  test('a placement may be looked up instead of computed', () => {
    const asked: unknown[] = [];
    const select = (placement: PlacementInput['placement']): Selection => {
      asked.push(placement);
      return selectByPlacement(index, placement);
    };
    placeObject(index, { placement: eu, namespaced: true, federatedNamespace: { placement: null } }, select);
    expect(asked).toEqual([eu, null]);
  });
});
