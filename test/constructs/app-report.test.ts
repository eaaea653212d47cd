import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FederatedApp, FederatedSecret } from '../../lib/index';
import { readRunReports } from '../../lib/synth/run-report';
import { thrown } from '../resolve/thrown';
import { shopApp } from './tree';

describe('an app that is asked for a report', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fed8s-report-'));
  let file: string;
  let count = 0;
  beforeEach(() => {
    file = join(folder, `report-${(count += 1)}.json`);
  });
  const reported = (act: () => unknown): ReturnType<typeof readRunReports> => {
    process.env.FED8S_REPORT = file;
    try {
      act();
    } finally {
      delete process.env.FED8S_REPORT;
    }
    return readRunReports(file);
  };

  it('says where it wrote, how many files, and its warnings, which it does not print', () => {
    const { app, shop } = shopApp({ outdir: join(folder, 'dist') });
    new FederatedSecret(shop, 'secret', { template: { stringData: { password: 'hunter2' } } });
    const said: unknown[] = [];
    const write = jest.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(text) > 0);
    const report = reported(() => app.synth());
    write.mockRestore();
    expect(report).toMatchObject([
      { outdir: app.outdir, files: { written: 4 }, problems: [{ code: 'secret-in-clear' }] },
    ]);
    expect(said).toEqual([]);
  });

  it('says what went wrong, where nothing was written', () => {
    const report = reported(() => thrown(() => new FederatedApp({ outdir: join(folder, 'none') }).synth()));
    expect(report).toEqual([
      { outdir: join(folder, 'none'), problems: [expect.objectContaining({ code: 'no-clusters', severity: 'error' })] },
    ]);
  });

  it('says what every one of its synths did', () => {
    const apps = ['one', 'two'].map((name) => {
      const { app, shop } = shopApp({ outdir: join(folder, name) });
      new FederatedSecret(shop, name, { template: { stringData: { password: 'hunter2' } } });
      return app;
    });
    const write = jest.spyOn(process.stderr, 'write').mockImplementation(() => true);
    const reports = reported(() => apps.forEach((app) => app.synth()));
    write.mockRestore();
    expect(reports.map(({ outdir, problems }) => [outdir, problems.length])).toEqual(
      apps.map(({ outdir }) => [outdir, 1]),
    );
  });

  it('says so where the report cannot be written', () => {
    const { app } = shopApp({ outdir: join(folder, 'unreported') });
    process.env.FED8S_REPORT = join(folder, 'no/such/folder');
    try {
      expect(thrown(() => app.synth()).code).toBe('write-failed');
    } finally {
      delete process.env.FED8S_REPORT;
    }
  });
});

describe('an app that wants no warnings', () => {
  it.each<[string, object, string | undefined]>([
    ['says so itself', { warningsAsErrors: true }, undefined],
    ['is told so by the environment', {}, 'true'],
  ])('and %s stops at one', (_, props, variable) => {
    const outdir = mkdtempSync(join(tmpdir(), 'fed8s-report-'));
    if (variable !== undefined) process.env.FED8S_WARNINGS_AS_ERRORS = variable;
    try {
      const { app, shop } = shopApp({ outdir, ...props });
      new FederatedSecret(shop, 'secret', { template: { stringData: { password: 'hunter2' } } });
      expect(thrown(() => app.synth()).code).toBe('secret-in-clear');
      expect(readdirSync(outdir)).toEqual([]);
    } finally {
      delete process.env.FED8S_WARNINGS_AS_ERRORS;
    }
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
    [{ scope: 'namespaced' }, 'scope'],
    [{ systemNamespace: 'UP_' }, 'systemNamespace'],
    [{ warningsAsErrors: 'yes' }, 'warningsAsErrors'],
  ])('%j is of a wrong type', (props, name) => {
    expect(() => new FederatedApp(props as never)).toThrow(`FederatedApp: ${name}`);
  });
});
