import { checkDnsLabel, checkDnsSubdomain, checkLabelKey, checkLabelValue } from '../../lib/model/label-syntax';

const label63 = 'a'.repeat(63);
const subdomain253 = `${'a.'.repeat(126)}a`;

const cases: readonly (readonly [
  string,
  (value: string) => string | undefined,
  readonly string[],
  readonly string[],
])[] = [
  [
    'a DNS label',
    checkDnsLabel,
    ['a', '0', 'a-b', 'a--b', '123', label63],
    ['', '-', '-a', 'a-', 'A', 'a.b', 'a_b', 'ä', 'a b', 'a\n', '..', 'a/b', `${label63}a`],
  ],
  [
    'a DNS subdomain',
    checkDnsSubdomain,
    ['a', 'a.b', 'a-b.c-d', '1.2', 'x'.repeat(253), subdomain253],
    ['', '.', 'a.', '.a', 'a..b', 'A.b', 'a_b', 'a.-b', 'a-.b', `${subdomain253}a`, 'ä.b'],
  ],
  [
    'the key of a label',
    checkLabelKey,
    [
      'a',
      'A',
      'a_b',
      'a.b',
      'a-b',
      '1',
      'x/y',
      'example.com/Name',
      'a..b',
      label63,
      `${subdomain253}/${label63}`,
      'constructor',
    ],
    [
      '',
      '/',
      'x/',
      '/y',
      'x/y/z',
      'Ex.com/y',
      '-a',
      'a-',
      '_a',
      '.a',
      'a b',
      'é',
      '__proto__',
      `${label63}a`,
      `${subdomain253}a/y`,
      'a_b/y',
      'a..b/y',
    ],
  ],
  [
    'the value of a label',
    checkLabelValue,
    ['', 'a', 'A.b_C-d', '1', 'true', label63],
    ['-a', 'a-', 'a b', ' ', 'a/b', 'é', 'eu\n', '.', `${label63}a`, '\u0661'],
  ],
];

describe.each(cases)('%s', (_, check, valid, invalid) => {
  test.each(valid)('may be %j', (value) => {
    expect(check(value)).toBeUndefined();
  });

  test.each(invalid)('may not be %j, and it is said why', (value) => {
    expect(check(value)).toMatch(/^[a-z"].*[^.]$/s);
  });
});

test('a check takes no longer for a huge text', () => {
  expect(checkDnsSubdomain('a-'.repeat(1_000_000))).toContain('longer than 253');
  expect(checkLabelValue('a.'.repeat(1_000_000))).toContain('longer than 63');
});
