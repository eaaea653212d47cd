import { type FaultRule } from './fault';
import { FaultFleet } from './fault-fleet';
import { configMap, configMaps, values } from './objects';
import { Scenario, told } from './scenario';

let fleet: FaultFleet;

beforeAll(async () => {
  fleet = await FaultFleet.start('cluster1', 'cluster2');
});

afterEach(() => fleet.settle());

afterAll(() => fleet.stop());

const WRITES = { methods: ['PATCH', 'PUT', 'POST', 'DELETE'], path: /./ };
const OBJECTS = { methods: ['PATCH'], path: /configmaps\/c/ };
const LIST = { methods: ['GET'], path: /\/configmaps\?/ };
const INVENTORY = { path: /fed8s-inventory/ };

/** What befalls cluster1, and what is told of it. What is told of cluster2 is always that all is done. */
const ordeals: readonly (readonly [what: string, rule: FaultRule, told: RegExp])[] = [
  [
    'a storm of 429 that passes',
    { ...WRITES, times: 5, fault: { kind: 'status', status: 429, retryAfter: 1 } },
    /^created 1, deleted 1, unchanged 1, updated 5$/,
  ],
  [
    'a storm of 429 that stays',
    { ...WRITES, fault: { kind: 'status', status: 429 } },
    /not-tried|failed|unknown: throttled/,
  ],
  [
    'a storm of 503 that passes',
    { times: 5, fault: { kind: 'status', status: 503 } },
    /^created 1, deleted 1, unchanged 1, updated 5$/,
  ],
  ['a storm of 503 that stays', { fault: { kind: 'status', status: 503 } }, /unknown: server-error/],
  ['500 for every object', { ...OBJECTS, fault: { kind: 'status', status: 500 } }, /failed/],
  ['502 after the object was written', { ...OBJECTS, fault: { kind: 'status', status: 502, isDone: true } }, /failed/],
  ['503 for every delete', { methods: ['DELETE'], fault: { kind: 'status', status: 503 } }, /failed 1/],
  [
    'a delete that is done and answered by a broken connection',
    { methods: ['DELETE'], path: /\/c5/, times: 1, fault: { kind: 'reset', isDone: true } },
    /deleted 1/,
  ],
  ['broken connections before the writes', { ...OBJECTS, times: 20, fault: { kind: 'reset' } }, /./],
  [
    'broken connections after the writes',
    { ...OBJECTS, after: 1, times: 20, fault: { kind: 'reset', isDone: true } },
    /./,
  ],
  [
    'an inventory that is written and answered by a broken connection',
    { ...INVENTORY, methods: ['PUT'], times: 1, fault: { kind: 'reset', isDone: true } },
    /./,
  ],
  [
    'slow bodies',
    { methods: ['GET'], times: 8, fault: { kind: 'slow', bytes: 4096, pause: 2 } },
    /^created 1, deleted 1, unchanged 1, updated 5$/,
  ],
  [
    'answers that come late',
    { times: 10, fault: { kind: 'late', milliseconds: 300 } },
    /^created 1, deleted 1, unchanged 1, updated 5$/,
  ],
  ['a list that is always truncated', { ...LIST, fault: { kind: 'truncated' } }, /unknown: (malformed|unreachable)/],
  ['a list that is always shortened', { ...LIST, fault: { kind: 'shortened' } }, /unknown: malformed/],
  [
    'a list that is truncated once',
    { ...LIST, times: 1, fault: { kind: 'truncated' } },
    /^created 1, deleted 1, unchanged 1, updated 5$/,
  ],
  ['pages of a login instead of answers', { fault: { kind: 'page', status: 200 } }, /unknown: malformed/],
  ['pages of a gateway instead of lists', { ...LIST, fault: { kind: 'page', status: 404 } }, /unknown: malformed/],
  [
    'discovery that is shortened',
    { methods: ['GET'], path: /^\/apis?(\?|$)/, fault: { kind: 'shortened' } },
    /unknown: malformed/,
  ],
  ['a server that hangs', { fault: { kind: 'silence' } }, /unknown: timeout/],
  ['a server that hangs in its lists', { ...LIST, fault: { kind: 'silence' } }, /unknown: timeout/],
  ['a server that hangs after its third write', { ...WRITES, after: 3, fault: { kind: 'silence', isDone: true } }, /./],
  ['credentials that are refused', { fault: { kind: 'status', status: 401 } }, /unknown: unauthorized/],
  [
    'credentials that are refused in the middle of the writes',
    { ...OBJECTS, after: 2, fault: { kind: 'status', status: 401 } },
    /not-tried|failed/,
  ],
];

let count = 0;

describe('one cluster alone suffers, nothing is lost there or claimed that is not so, and the next run mends it', () => {
  it.each(ordeals)('under %s', async (_what, rule, isTold) => {
    count += 1;
    const scenario = new Scenario(fleet, `unruly-${count}`);
    const before = scenario.everywhere(configMaps(scenario.namespace, 6));
    expect((await scenario.apply(before)).state).toBe('complete');
    const uids = await scenario.uids('cluster1');
    const after = scenario.everywhere([
      ...configMaps(scenario.namespace, 5, '2'),
      configMap(scenario.namespace, 'new', '2'),
    ]);
    const wanted = { ...values(5, '2'), new: '2' };

    fleet.proxy('cluster1').misbehave(rule);
    const timeoutMs = rule.fault.kind === 'silence' ? 1500 : 20_000;
    const result = await scenario.apply(after, { timeoutMs });

    expect(told(result)).toEqual({
      cluster1: expect.stringMatching(isTold) as string,
      cluster2: 'created 1, deleted 1, unchanged 1, updated 5',
    });
    expect(await scenario.living('cluster2')).toEqual(wanted);
    const isDone = told(result).cluster1 === told(result).cluster2;
    expect(result.state).toBe(isDone ? 'complete' : 'incomplete');
    if (isDone) expect(await scenario.living('cluster1')).toEqual(wanted);
    const { c5: _, new: __, ...lasting } = await scenario.uids('cluster1');
    expect(uids).toMatchObject(lasting);
    expect(Object.keys(lasting)).toEqual(expect.arrayContaining(Object.keys(values(5))));

    fleet.proxy('cluster1').behave();
    const second = await scenario.apply(after);
    expect({ ...second, state: second.state }).toMatchObject({ state: 'complete' });
    expect(await scenario.living('cluster1')).toEqual(wanted);
    expect(await scenario.inventory('cluster1')).toEqual(await scenario.inventory('cluster2'));
  });
});
