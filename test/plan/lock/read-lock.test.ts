import { type FederationError } from '../../../lib/model/federation-error';
import { readLock } from '../../../lib/plan/lock/read-lock';
import { errorOf } from '../../synth/folders';

interface Lists {
  readonly clusters?: unknown;
  readonly decisions?: unknown;
  readonly objects?: unknown;
}

/** The text of a lock with one section, a line each as fed8s writes it. */
const lockOf = (lists: Lists = {}): string => {
  const fields = Object.entries({ clusters: ['eu', 'us'], decisions: [], objects: [], ...lists }).map(
    ([name, list]) =>
      `${JSON.stringify(name)}: ${
        Array.isArray(list) ? `[\n${list.map((item) => JSON.stringify(item)).join(',\n')}\n]` : JSON.stringify(list)
      }`,
  );
  return `{\n"apiVersion": "fed8s.dev/v1",\n"kind": "Lock",\n"outputs": {\n"dist": {\n${fields.join(',\n')}\n}\n}\n}\n`;
};

const refused = (text: string): FederationError => {
  const error = errorOf(() => readLock(text));
  expect(error.code).toBe('invalid-lock');
  return error;
};

describe('the reading of a lock', () => {
  it('takes lines in any order, every form, and line ends of Windows', () => {
    const text = lockOf({
      clusters: ['us', 'eu', 'ap'],
      decisions: [
        ['Deployment.apps/shop/web', 'us', 0],
        ['Deployment.apps/shop/web', 'eu'],
      ],
      objects: [
        ['Service/shop/web', 'allBut', 'us'],
        ['Namespace//shop', 'only', 'us', 'eu', 'ap'],
        ['ConfigMap/shop/x', 'all'],
      ],
    });
    const lock = readLock(text.replaceAll('\n', '\r\n'));
    expect(lock).toEqual({
      inventories: new Map(),
      outputs: new Map([
        [
          'dist',
          {
            clusters: ['ap', 'eu', 'us'],
            decisions: new Map([
              [
                'Deployment.apps/shop/web',
                new Map([
                  ['eu', []],
                  ['us', [0]],
                ]),
              ],
            ]),
            objects: new Map([
              ['ConfigMap/shop/x', ['ap', 'eu', 'us']],
              ['Namespace//shop', ['ap', 'eu', 'us']],
              ['Service/shop/web', ['ap', 'eu']],
            ]),
          },
        ],
      ]),
    });
  });

  const on = (...items: unknown[]): Lists => ({ objects: [['Namespace//shop', 'all'], items] });
  const decided = (...items: unknown[]): Lists => ({ decisions: [items] });

  it.each<[what: string, lists: Lists, message: RegExp, line: number]>([
    ['clusters that are no list', { clusters: {} }, /a map is no list/, 6],
    ['a cluster that is no name', { clusters: ['eu', 'US'] }, /"US" may hold only lower case/, 8],
    ['a cluster that is no string', { clusters: ['eu', 7] }, /7 is no string/, 8],
    ['a cluster twice', { clusters: ['eu', 'us', 'eu'] }, /the cluster eu stands there twice/, 9],
    ['a line that is no list', { objects: ['Namespace//shop'] }, /"Namespace\/\/shop" is no list/, 14],
    ['an empty line', on(), /the line is too short/, 15],
    ['an object without a form', on('ConfigMap/shop/x'), /nothing is none of all, only and allBut/, 15],
    ['an object in an unknown form', on('ConfigMap/shop/x', 'none', 'eu'), /"none" is none of all, only/, 15],
    ['an object that is none', on('shop', 'all'), /"shop" is no object, such as/, 15],
    ['an object that is null', on(null, 'all'), /null is no string/, 15],
    ['an object twice', on('Namespace//shop', 'only', 'eu'), /Namespace\/\/shop stands there twice/, 15],
    ['names after all', on('ConfigMap/shop/x', 'all', 'eu'), /there are names after all/, 15],
    ['no names after only', on('ConfigMap/shop/x', 'only'), /there are no names after only/, 15],
    ['no names after allBut', on('ConfigMap/shop/x', 'allBut'), /there are no names after allBut/, 15],
    ['an object on an unknown cluster', on('ConfigMap/shop/x', 'only', 'ap'), /"ap" is none of its clusters/, 15],
    [
      'an object on no cluster',
      on('ConfigMap/shop/x', 'allBut', 'eu', 'us'),
      /ConfigMap\/shop\/x is on no cluster/,
      15,
    ],
    ['an object on a cluster twice', on('ConfigMap/shop/x', 'only', 'eu', 'eu'), /a cluster stands there twice/, 15],
    ['an object in a fleet of nothing', { clusters: [], objects: [['ConfigMap/a/x', 'all']] }, /is on no cluster/, 13],
    ['a decision without a cluster', decided('Deployment.apps/shop/web'), /the line is too short/, 11],
    ['a decision on an unknown cluster', decided('Deployment.apps/shop/web', 'ap', 1), /"ap" is none/, 11],
    ['replicas below zero', decided('Deployment.apps/shop/web', 'eu', -1), /-1 is no number of replicas/, 11],
    ['half a replica', decided('Deployment.apps/shop/web', 'eu', 0.5), /0\.5 is no number of replicas/, 11],
    ['replicas beyond all bounds', decided('Deployment.apps/shop/web', 'eu', 1e300), /1e\+300 is no number/, 11],
    ['replicas in quotes', decided('Deployment.apps/shop/web', 'eu', '3'), /"3" is no number of replicas/, 11],
    ['three numbers', decided('Deployment.apps/shop/web', 'eu', 1, 2, 3), /more than two numbers/, 11],
    [
      'a decision twice',
      {
        decisions: [
          ['Deployment.apps/shop/web', 'eu', 1],
          ['Deployment.apps/shop/web', 'eu', 2],
        ],
      },
      /Deployment\.apps\/shop\/web is decided twice for the cluster eu/,
      12,
    ],
    ['a long value', { clusters: ['eu', 'x'.repeat(1000)] }, /longer than 63/, 8],
  ])('refuses %s, and says where it stands', (_, lists, message, line) => {
    const error = refused(lockOf(lists));
    expect(error.message).toMatch(message);
    expect(error.message.length).toBeLessThan(400);
    expect(error.details.origin).toMatch(new RegExp(`^fed8s\\.lock\\.json:${line}:[0-9]+$`));
    // What a merge may have made is mended as one.
    const isOfMerge = error.message.includes('is none of its clusters');
    expect(error.remedy).toContain(isOfMerge ? 'Take either side of it, whole' : 'version control');
  });

  it.each<[what: string, text: string, message: RegExp, place: string]>([
    [
      'an unknown field',
      '{"apiVersion":"fed8s.dev/v1","kind":"Lock","outputs":{},\n"x":1}',
      /field "x" is not known/,
      ':2:5',
    ],
    ['a missing field', '{"apiVersion":"fed8s.dev/v1","kind":"Lock"}', /the field "outputs" is missing/, ':1:1'],
    [
      'outputs that are a list',
      '{"apiVersion":"fed8s.dev/v1","kind":"Lock","outputs":[]}',
      /a list is no map/,
      ':1:54',
    ],
    ['an output folder without a name', lockOf().replace('"dist"', '""'), /an output folder has no name/, ':5:5'],
    [
      'an unknown field of a section',
      lockOf().replace('"objects"', '"things"'),
      /field "things" is not known/,
      ':13:11',
    ],
    ['a section that is null', lockOf().replace(/"dist": \{[^}]*\}/, '"dist": null'), /null is no map/, ':5:9'],
    [
      'a section twice',
      lockOf().replace('"dist": {', '"dist": {"clusters": [], "decisions": [], "objects": []},\n"dist": {'),
      /the key "dist" stands twice/,
      ':6:1',
    ],
    [
      'a list twice',
      lockOf().replace('"decisions"', '"objects": [],\n"decisions"'),
      /key "objects" stands twice/,
      ':14:1',
    ],
    [
      'a key with another spelling twice',
      lockOf().replace('"kind"', '"k\\u0069nd": "x", "kind"'),
      /"kind" stands/,
      ':3:19',
    ],
  ])('refuses %s', (_, text, message, place) => {
    const error = refused(text);
    expect(error.message).toMatch(message);
    expect(error.details.origin).toBe(`fed8s.lock.json${place}`);
  });

  it.each<[what: string, text: string, message: RegExp, place: string]>([
    ['nothing', '', /it is empty/, ':1:1'],
    ['white space', ' \n', /it is empty/, ':2:1'],
    ['a cut off text', lockOf().slice(0, 60), /it is no JSON/, ':4:13'],
    ['a missing comma', lockOf().replace('"eu",', '"eu"'), /it is no JSON/, ':8:1'],
    ['a comma too many', lockOf().replace('"us"', '"us",'), /it is no JSON/, ':9:1'],
    ['a comment', lockOf().replace('"us"', '"us" // mine'), /it is no JSON/, ':8:6'],
    ['YAML', 'apiVersion: fed8s.dev/v1\n', /it is no JSON/, ':1:1'],
    ['brackets without end', '['.repeat(200_000), /it is no JSON/, ''],
  ])('refuses %s, and says where JSON ends', (_, text, message, place) => {
    const error = refused(text);
    expect(error.message).toMatch(message);
    expect(error.details.origin).toBe(`fed8s.lock.json${place}`);
    expect(error.remedy).toMatch(/^Restore it from version control/);
  });

  it.each(['<<<<<<< HEAD', '||||||| base', '=======', '>>>>>>> theirs', '<<<<<<<<<<<<<<< HEAD'])(
    'knows a merge conflict by %s',
    (marker) => {
      const error = refused(lockOf().replace('"us"', `${marker}\n"us"`));
      expect(error.message).toContain('it has a merge conflict');
      expect(error.details.origin).toBe('fed8s.lock.json:8:1');
      expect(error.remedy).toBe('Take either side of it, whole, and run `fed8s synth`.');
    },
  );

  it.each<[apiVersion: unknown, message: RegExp, remedy: RegExp]>([
    ['fed8s.dev/v2', /apiVersion is fed8s\.dev\/v2, of a newer fed8s; this one reads/, /or a newer one\.$/],
    ['fed8s.dev/v2alpha1', /of a newer fed8s/, /or a newer one\.$/],
    ['fed8s.dev/v10', /of a newer fed8s/, /or a newer one\.$/],
    ['fed8s.dev/v1beta1', /of an older fed8s/, /^Use the fed8s that wrote it\.$/],
    ['fed8s.dev/v0', /of an older fed8s/, /^Use the fed8s that wrote it\.$/],
    ['fed8s.dev/next', /of another fed8s/, /^Use the fed8s that wrote it\.$/],
    ['v1', /it is no lock of fed8s/, /^Restore/],
    [7, /it is no lock of fed8s/, /^Restore/],
  ])('refuses the version %j, whatever else the lock says', (apiVersion, message, remedy) => {
    const error = refused(JSON.stringify({ apiVersion, kind: 'Lock', sections: {} }));
    expect(error.message).toMatch(message);
    expect(error.remedy).toMatch(remedy);
  });

  it.each(['null', '[]', '"x"', '{}', '{"apiVersion":"fed8s.dev/v1","kind":"Tree","outputs":{}}'])(
    'refuses %s, which is no lock',
    (text) => expect(refused(text).message).toMatch(/it is no lock/),
  );

  it('refuses lists in lists without end as any other', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect(refused(lockOf().replace('"us"', deep)).message).toContain('a list is no string');
  });

  it('names the file as it was named', () => {
    expect(errorOf(() => readLock('', 'apps/fed8s.lock.json')).details.origin).toBe('apps/fed8s.lock.json:1:1');
  });
});
