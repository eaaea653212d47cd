import { type Presence, departureOf, withFoundations } from '../../../lib/fleet/waves/departures';

const free = { departure: 'free' } as const;

function presences(of: Readonly<Record<string, Presence['presence']>>): (cluster: string) => Presence {
  return (cluster) => {
    const presence = of[cluster] ?? 'unknown';
    return presence === 'ready' ? { presence } : { presence, reason: presence };
  };
}

describe('an object that is declared on a cluster no more', () => {
  it.each([
    ['goes where it is declared nowhere', [], {}, []],
    ['goes when it is ready on every cluster on which it is declared', ['a', 'b'], { a: 'ready', b: 'ready' }, []],
    ['waits for a cluster to which it has not come', ['a', 'b'], { a: 'ready', b: 'coming' }, ['b']],
    ['waits for a cluster that nobody can ask', ['a', 'b'], { a: 'ready', b: 'unknown' }, ['b']],
    ['waits for a cluster that is not of the run', ['a'], {}, ['a']],
    ['waits for all of them', ['a', 'b'], { a: 'coming', b: 'coming' }, ['a', 'b']],
  ] as const)('%s', (_, declaredOn, of, awaits) => {
    const departure = departureOf(declaredOn, presences(of));
    expect(departure.departure === 'held' ? departure.awaits : []).toEqual(awaits);
  });

  it('says what it waits for', () => {
    expect(departureOf(['a', 'b'], presences({ a: 'coming', b: 'unknown' }))).toMatchObject({
      reason: 'it stays until it is ready elsewhere: a (coming), b (unknown)',
    });
  });
});

describe('what others stand on', () => {
  it('stays with them: a namespace with what is in it, a definition with the objects of its group', () => {
    const held = { departure: 'held', reason: 'not yet', awaits: ['b'] } as const;
    const leaving = withFoundations([
      { key: 'Namespace//shop', departure: free },
      { key: 'Namespace//other', departure: free },
      { key: 'CustomResourceDefinition.apiextensions.k8s.io//widgets.shop.example', departure: free },
      { key: 'CustomResourceDefinition.apiextensions.k8s.io//widgets.other.example', departure: free },
      { key: 'Widget.shop.example/shop/one', departure: held },
      { key: 'ConfigMap/shop/two', departure: free },
    ]);
    expect(leaving.map(({ departure }) => (departure.departure === 'held' ? departure.reason : 'free'))).toEqual([
      'Widget shop/one stays',
      'free',
      'Widget shop/one stays',
      'free',
      'not yet',
      'free',
    ]);
  });

  it('stays with what stays for another reason', () => {
    const [namespace] = withFoundations([{ key: 'Namespace//shop', departure: free }], ['Secret/shop/kept']);
    expect(namespace?.departure).toMatchObject({ reason: 'Secret shop/kept stays' });
  });

  it('knows a namespace by its name alone', () => {
    const [object] = withFoundations([{ key: 'Namespace.other.example//shop', departure: free }], ['Secret/shop/kept']);
    expect(object?.departure).toEqual(free);
  });
});
