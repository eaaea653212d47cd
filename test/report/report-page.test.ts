import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { pageAssets } from '../../lib/report/generated/generate';
import { jsonInHtml, reportPage } from '../../lib/report/report-page';
import { cluster, federated, federatedNamespace } from '../builders';
import { REDIS, dataOf } from './pages';

const page = reportPage(dataOf(REDIS));

describe('the page', () => {
  it('holds the script and the style that stand in lib/report/page', () => {
    const generated = join(__dirname, '../../lib/report/generated/page-assets.ts');
    // After a change of them: npm run page.
    expect(readFileSync(generated, 'utf8')).toBe(pageAssets());
  });

  it('is the same whenever it is made', () => {
    expect(reportPage(dataOf(REDIS))).toBe(page);
  });

  it('lets nothing run but its own script, and nothing be asked of any network', () => {
    const [, policy = ''] = /Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
    const [, script = ''] = /<script>([\s\S]*?)<\/script>/.exec(page) ?? [];
    const [, style = ''] = /<style>([\s\S]*?)<\/style>/.exec(page) ?? [];
    const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      `script-src ${hash(script)}`,
      `style-src ${hash(style)}`,
      "base-uri 'none'",
      "form-action 'none'",
    ]);
    expect(page).not.toMatch(/https?:\/\//);
  });

  it('holds any text as data, from which nothing gets out', () => {
    const awkward = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('</script>', '<!--<script>', '\u2028', '\\u003c', '<\\u003c', '</SCRIPT\n>'),
    );
    fc.assert(
      fc.property(fc.dictionary(awkward, fc.array(awkward)), (value) => {
        const text = jsonInHtml(value);
        expect(text).not.toContain('<');
        expect(JSON.stringify(JSON.parse(text))).toBe(JSON.stringify(value));
      }),
    );
  });
});

describe('values of Secrets', () => {
  const CLEAR = ['clear-one', 'clear-two', 'clear-three', 'clear-four', 'clear-five', 'clear-six'];
  const template = (value: string): object => ({
    type: 'Opaque',
    data: { password: Buffer.from(value).toString('base64') },
    stringData: { token: value },
  });
  const secret = (value: string, overrides: readonly object[] = []): object =>
    federated('Secret', { name: 'keys', template: template(value), overrides });
  /** As `kubectl apply` leaves it. */
  const copied = (value: string): object => ({
    op: 'add',
    path: '/metadata/annotations',
    value: { 'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify({ stringData: { token: value } }) },
  });
  const on = (clusterName: string, ...clusterOverrides: readonly object[]): object => ({
    clusterName,
    clusterOverrides,
  });

  it('are not in it: of templates, overrides, what failed, what changes nothing, and a plan', () => {
    const overrides = [
      on('eu1', { path: '/data/password', value: CLEAR[1] }, { path: '/stringData/token', value: 'clear-one' }),
      on('eu2', { path: '/data', value: { password: CLEAR[2], more: { than: CLEAR[3] } } }),
      on('us2', copied(CLEAR[3] ?? '')),
      on('us1', { path: '/data/no/such/parent', value: CLEAR[4] }, { path: '/stringData', op: 'remove' }),
    ];
    const manifests = (value: string): object[] => [
      cluster('eu1'),
      cluster('eu2'),
      cluster('us1'),
      cluster('us2'),
      federatedNamespace(),
      secret(value, overrides),
    ];
    const without = (value: string): object[] => [
      ...manifests('').slice(0, 5),
      secret(value, [on('us2', copied(value))]),
    ];
    for (const data of [
      dataOf(manifests('clear-one')),
      dataOf(manifests('clear-one'), { semantics: 'kubefed' }),
      dataOf(without('clear-one'), { earlier: without('clear-six') }),
    ]) {
      const text = reportPage(data);
      expect(text).toContain('"keys"');
      for (const value of CLEAR) {
        expect(text).not.toContain(value);
        expect(text).not.toContain(Buffer.from(value).toString('base64'));
      }
    }
  });
});
