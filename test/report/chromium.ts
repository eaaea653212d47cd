import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, type Page, chromium } from 'playwright-core';
import { type ReportData } from '../../lib/report/report-data';
import { reportPage } from '../../lib/report/report-page';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/** The browser of CHROMIUM, or the first of PATH. */
export function findChromium(): string | undefined {
  const { CHROMIUM, PATH = '' } = process.env;
  if (CHROMIUM !== undefined && CHROMIUM !== '') return CHROMIUM;
  const places = NAMES.flatMap((name) => PATH.split(delimiter).map((folder) => join(folder, name)));
  return places.find((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true);
}

/**
 * Tests in a real Chromium. Where there is none, one test is skipped and says so; in CI, where there has to be one, it fails.
 */
export function describeInChromium(title: string, tests: (pages: OpenPages) => void): void {
  const path = findChromium();
  if (path !== undefined) {
    describe(title, () => {
      const pages = new OpenPages(path);
      beforeAll(() => pages.start(), 60_000);
      afterEach(() => pages.closeAll());
      afterAll(() => pages.stop());
      tests(pages);
    });
    return;
  }
  const why = 'cannot be looked at: there is no chromium on PATH, and none is named by CHROMIUM';
  if (process.env.CI === undefined) test.skip(`${title} ${why}`, () => undefined);
  else
    test(title, () => {
      throw new Error(`The page ${why}.`);
    });
}

/** A page as a person has it before them, and what it did besides. */
export interface Seen {
  readonly page: Page;
  /** What it asked for, but for itself. */
  readonly requests: readonly string[];
  /** What it complained of. */
  readonly complaints: readonly string[];
}

/** Pages in one browser. */
export class OpenPages {
  private browser: Browser | undefined;
  private readonly folder = mkdtempSync(join(tmpdir(), 'fed8s-page-'));
  private made = 0;

  public constructor(private readonly executablePath: string) {}

  public async start(): Promise<void> {
    this.browser = await chromium.launch({ executablePath: this.executablePath, args: ['--no-sandbox'] });
  }

  public async stop(): Promise<void> {
    await this.browser?.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  public async closeAll(): Promise<void> {
    await Promise.all((this.browser?.contexts() ?? []).map((context) => context.close()));
  }

  /** Opens the page of this data from the disk. */
  public async open(data: ReportData, options: BrowserContextOptions = {}): Promise<Seen> {
    this.made += 1;
    const file = join(this.folder, `${this.made}.html`);
    writeFileSync(file, reportPage(data));
    const url = pathToFileURL(file).href;
    const context = await this.browser!.newContext({ viewport: { width: 1200, height: 700 }, ...options });
    const page = await context.newPage();
    const requests: string[] = [];
    const complaints: string[] = [];
    page.on('request', (request) => request.url() !== url && requests.push(request.url()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => complaints.push(message.text()));
    await page.goto(url);
    return { page, requests, complaints };
  }
}
