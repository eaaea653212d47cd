import { clearSecrets } from '../../lib/synth/clear-secrets';
import { Fleet } from './fleet';

const password = 'aHVudGVyMg==';

describe('Secrets in clear', () => {
  test('are told once an object, with the number of clusters, and never with their values', () => {
    const resolution = new Fleet('c1', 'c2', 'c3')
      .secret('db', { data: { password } }, { on: ['c1', 'c3'], origin: 'shop/db' })
      .secret('mail', { stringData: { token: 'hunter2' } }, { on: ['c2'] })
      .resolve();
    const problems = clearSecrets(resolution, 'warn');
    expect(problems).toMatchObject([
      {
        code: 'secret-in-clear',
        severity: 'warning',
        object: { kind: 'Secret', namespace: 'shop', name: 'db' },
        origin: 'shop/db',
      },
      { code: 'secret-in-clear', severity: 'warning', object: { name: 'mail' }, cluster: 'c2' },
    ]);
    expect(problems[0]?.message).toContain('shop/db');
    expect(problems[0]?.message).toContain('2 clusters');
    expect(problems[1]?.message).toContain('c2');
    const text = JSON.stringify(problems);
    expect(text).not.toContain(password);
    expect(text).not.toContain('hunter2');
  });

  test('are errors where they are refused', () => {
    const resolution = new Fleet('c1').secret('db', { data: { password } }).resolve();
    expect(clearSecrets(resolution, 'refuse')).toMatchObject([{ code: 'secret-in-clear', severity: 'error' }]);
  });

  test.each([
    ['no data', {}],
    ['empty data', { data: {} }],
    ['null data', { data: null, stringData: null }],
    ['empty values', { data: { password: '' }, stringData: { token: '' } }],
    ['a token that the cluster will fill in', { type: 'kubernetes.io/service-account-token' }],
  ])('%s is fine', (_, content) => {
    expect(clearSecrets(new Fleet('c1').secret('db', content).resolve(), 'refuse')).toEqual([]);
  });

  test('a value that an override brings counts on its cluster alone, and one that it takes away does not', () => {
    const resolution = new Fleet('c1', 'c2', 'c3')
      .secret('brought', { data: {} }, { overrides: { c2: [{ op: 'add', path: '/data/password', value: password }] } })
      .secret('taken', { data: { password } }, { overrides: { c2: [{ op: 'remove', path: '/data/password' }] } })
      .resolve();
    const [brought, taken] = clearSecrets(resolution, 'warn');
    expect(brought).toMatchObject({ object: { name: 'brought' }, cluster: 'c2' });
    expect(taken?.object).toMatchObject({ name: 'taken' });
    expect(taken?.message).toContain('2 clusters');
  });

  test('a Secret that no cluster gets, and a Secret of another API, are no trouble', () => {
    const resolution = new Fleet('c1')
      .secret('nowhere', { data: { password } }, { on: [] })
      .crd('secrets', 'vault.example.com', { chart: 'vault' })
      .add(
        {
          apiVersion: 'vault.example.com/v1',
          kind: 'Secret',
          metadata: { name: 'db', namespace: 'shop' },
          data: { path: 'x' },
        },
        { chart: 'vault' },
      )
      .resolve();
    expect(resolution.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(clearSecrets(resolution, 'refuse')).toEqual([]);
  });
});
