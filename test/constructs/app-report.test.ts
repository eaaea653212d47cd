import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FederatedApp, FederatedSecret } from '../../lib/index';
import { readRunReport } from '../../lib/synth/run-report';
import { thrown } from '../resolve/thrown';
import { shopApp } from './tree';

describe('an app that is asked for a report', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fed8s-report-'));
  const file = join(folder, 'report.json');
  const reported = (act: () => unknown): ReturnType<typeof readRunReport> => {
    process.env.FED8S_REPORT = file;
    try {
      act();
    } finally {
      delete process.env.FED8S_REPORT;
    }
    return readRunReport(file);
  };

  it('says where it wrote, how many files, and its warnings, which it does not print', () => {
    const { app, shop } = shopApp({ outdir: join(folder, 'dist') });
    new FederatedSecret(shop, 'secret', { template: { stringData: { password: 'hunter2' } } });
    const said: unknown[] = [];
    const write = jest.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(text) > 0);
    const report = reported(() => app.synth());
    write.mockRestore();
    expect(report).toMatchObject({
      outdir: app.outdir,
      files: { written: 4 },
      problems: [{ code: 'secret-in-clear' }],
    });
    expect(said).toEqual([]);
  });

  it('says what went wrong, where nothing was written', () => {
    const report = reported(() => thrown(() => new FederatedApp({ outdir: join(folder, 'none') }).synth()));
    expect(report).toEqual({
      outdir: join(folder, 'none'),
      problems: [expect.objectContaining({ code: 'no-clusters', severity: 'error' })],
    });
  });
});

describe('options that a FederatedApp does not know, from plain JavaScript', () => {
  it.each([{ semantics: 'Kubefed' }, { semantics: 'Strict' }, { secrets: 'Refuse' }])('%j are refused', (props) => {
    expect(thrown(() => new FederatedApp(props as never)).code).toBe('invalid-option');
  });

  it.each([
    [{ outdir: 5 }, 'outdir'],
    [{ outdir: '' }, 'outdir'],
    [{ outdir: 'a\0b' }, 'outdir'],
    [{ yamlOutputType: 5 }, 'yamlOutputType'],
    [{ yamlOutputType: 'FILE_PER_APP' }, 'yamlOutputType'],
    [{ outputFileExtension: 5 }, 'outputFileExtension'],
  ])('%j is of a wrong type', (props, name) => {
    expect(() => new FederatedApp(props as never)).toThrow(`FederatedApp: ${name}`);
  });
});
