import { createServer } from 'node:http';
import { type Locator, type Page } from 'playwright-core';
import { cluster, federated, federatedNamespace, preference, webTemplate } from '../builders';
import { type OpenPages, describeInChromium } from './chromium';
import { REDIS, dataOf, dataOfApp } from './pages';
import { type PolicyAsked, policyApp } from './policy-app';

const tab = (page: Page, name: string): Locator => page.getByRole('tab', { name: new RegExp(`^${name}`) });
const panel = (page: Page): Locator => page.getByRole('complementary', { name: 'Explanation' });
const cell = (page: Page, name: string): Locator => page.getByRole('gridcell', { name: new RegExp(`^${name}:`) });
const texts = (page: Page, role: 'columnheader' | 'rowheader'): Promise<string[]> =>
  page.getByRole(role).evaluateAll((found) => found.map((one) => one.textContent));
/** The cell that the keys have led to. */
const active = (page: Page): Promise<string | null | undefined> =>
  page.getByRole('grid').evaluate((grid) => {
    const found = grid.ownerDocument.getElementById(grid.getAttribute('aria-activedescendant') ?? '');
    return found?.getAttribute('aria-label') ?? found?.textContent;
  });
const nodes = (page: Page): Promise<number> => page.locator('*').count();

describeInChromium('the matrix', (pages: OpenPages) => {
  it('shows what is where, with replicas and how much differs', async () => {
    const { page, requests, complaints } = await pages.open(dataOf(REDIS));
    expect(await page.title()).toBe('fed8s report');
    expect(await texts(page, 'columnheader')).toEqual(['3 objects, 3 clusters', 'eu1', 'eu2', 'us1']);
    expect(await texts(page, 'rowheader')).toEqual(['redisNamespace', 'redis/redisService', 'redis/redisDeployment']);
    const rows = await page.getByRole('row').evaluateAll((found) => {
      return found.slice(1).map((row) => [...row.querySelectorAll('[role=gridcell]')].map((one) => one.textContent));
    });
    expect(rows).toEqual([
      ['✓', '✓', '✓'],
      ['✓', '✓', '·'],
      ['1', '52 fields', '1'],
    ]);
    expect(await cell(page, 'Deployment redis/redis on eu2').getAttribute('aria-label')).toBe(
      'Deployment redis/redis on eu2: placed, 5 replicas, 2 fields not as in the template',
    );
    expect({ requests, complaints }).toEqual({ requests: [], complaints: [] });
  });

  it('explains a cell that is clicked: the rule, the fields with who has set them, and where it was declared', async () => {
    const { page } = await pages.open(dataOf(REDIS));
    expect(await panel(page).isVisible()).toBe(false);
    await cell(page, 'Deployment redis/redis on eu2').click();
    const text = (await panel(page).textContent()) ?? '';
    expect(text).toContain('Deployment redis/redis on eu2');
    expect(text).toContain('placed selected');
    expect(text).toContain('clusterSelector {}');
    expect(text).toContain('/spec/replicas1 → 5by replace /spec/replicas');
    expect(text).toContain('/spec/template/spec/containers/0/image"web:1" → "redis:8.2"');
    expect(text).toContain('FederatedDeployment redis/redis f.yaml:5');
    expect(text).toContain('fed8s explain deployment/redis/redis eu2');
    await page.getByRole('button', { name: 'Close' }).click();
    expect(await panel(page).isVisible()).toBe(false);
  });

  it('says why something is not there', async () => {
    const { page } = await pages.open(dataOf(REDIS));
    await cell(page, 'Service redis/redis on us1').click();
    const text = (await panel(page).textContent()) ?? '';
    expect(text).toContain('not placed not-selected');
    expect(text).toContain('✕region=eu does not hold: the cluster has us');
  });

  it('explains an object over all clusters, and a cluster over all objects', async () => {
    const { page } = await pages.open(dataOf(REDIS));
    await page.getByRole('rowheader', { name: 'redis/redis Deployment' }).click();
    expect(await panel(page).textContent()).toContain('placed on 2 clusters, 1 replica');
    await panel(page).getByRole('button', { name: 'eu2' }).click();
    expect(await panel(page).getByRole('heading', { level: 2 }).textContent()).toBe('Deployment redis/redis on eu2');
    await page.getByRole('columnheader', { name: 'us1' }).click();
    const text = (await panel(page).textContent()) ?? '';
    expect(text).toContain('placed 2 objects');
    expect(text).toContain('region=us');
  });

  it('shows the arithmetic by which replicas were divided', async () => {
    const spread = preference({ totalReplicas: 9, clusters: { a: { minReplicas: 2, weight: 1 }, '*': { weight: 2 } } });
    const { page } = await pages.open(
      dataOf([
        cluster('a'),
        cluster('b'),
        federatedNamespace(),
        federated('Deployment', { template: webTemplate }),
        spread,
      ]),
    );
    await cell(page, 'Deployment shop/web on a').click();
    const text = (await panel(page).textContent()) ?? '';
    expect(text).toContain('replicas: 9 in all, by ReplicaSchedulingPreference shop/web f.yaml:5');
    expect(text).toContain('a+2its minReplicas');
    expect(text).toMatch(/pass 1: \d x 1 \/ 3 of weight/);
    expect(text).not.toContain('b+');
  });

  it('shows how fed8s ranked clusters and divided replicas: of a cell its own steps, of an object all of them', async () => {
    const asked: PolicyAsked = {
      placement: { count: 2, prefer: [{ region: 'us' }] },
      replicas: { strategy: 'divided', total: 9, clusters: { c: { weight: 2 } } },
    };
    const { page } = await pages.open(dataOfApp(policyApp(['a', 'b', 'c'], asked)));
    await cell(page, 'Deployment shop/web on b').click();
    const ofB = (await panel(page).textContent()) ?? '';
    expect(ofB).toContain('placed chosen');
    expect(ofB).toContain('Rankrank 1 of 3');
    expect(ofB).toContain('/spec/replicas: 9 divided');
    expect(ofB).toMatch(/b\+3its share by weight 1 of 3, .*so: b 3/);
    expect(ofB).not.toContain('c+');
    expect(ofB).toContain('properties nodes=1');
    await cell(page, 'Deployment shop/web on a').click();
    const ofA = (await panel(page).textContent()) ?? '';
    expect(ofA).toMatch(/not placed not-chosen.*Rankrank 3 of 3/);
    expect(ofA).toContain('taints gpu=true:PreferNoSchedule');
    expect(await panel(page).locator('.steps').count()).toBe(0);
    await page.getByRole('rowheader', { name: 'shop/web Deployment' }).click();
    expect(await panel(page).locator('.steps tr').count()).toBe(2);
    expect(await panel(page).textContent()).toContain('so: b 3, c 6');
  });

  it('shows as many steps as one asks for', async () => {
    const names = Array.from({ length: 250 }, (_, index) => `c${100 + index}`);
    const asked: PolicyAsked = { replicas: { strategy: 'divided', total: 500 } };
    const { page } = await pages.open(dataOfApp(policyApp(names, asked)));
    await page.getByRole('rowheader', { name: 'shop/web Deployment' }).click();
    const steps = panel(page).locator('.steps tr');
    expect(await steps.count()).toBe(200);
    await panel(page).getByRole('button', { name: 'Show 50 more of 50' }).click();
    expect(await steps.count()).toBe(250);
  });

  it('keeps the cell in sight that was clicked, where the explanation takes its room', async () => {
    const many = Array.from({ length: 12 }, (_, index) => cluster(`c${10 + index}`));
    const { page } = await pages.open(dataOf([...many, federatedNamespace()]));
    await cell(page, 'Namespace shop on c21').click();
    const box = await cell(page, 'Namespace shop on c21').boundingBox();
    const beside = await panel(page).boundingBox();
    expect(box!.x + box!.width).toBeLessThanOrEqual(beside!.x + 1);
  });
});

describeInChromium('the keys', (pages: OpenPages) => {
  it('move in the grid, explain, and close', async () => {
    const { page } = await pages.open(dataOf(REDIS));
    expect(await active(page)).toBe('Namespace redis on eu1: placed');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    expect(await active(page)).toBe('Service redis/redis on eu2: placed');
    await page.keyboard.press('Control+End');
    expect(await active(page)).toBe('Deployment redis/redis on us1: placed, 1 replica');
    await page.keyboard.press('Enter');
    expect(await panel(page).getByRole('heading', { level: 2 }).textContent()).toBe('Deployment redis/redis on us1');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Escape');
    expect(await panel(page).isVisible()).toBe(false);
    expect(await active(page)).toBe(
      'Deployment redis/redis on eu2: placed, 5 replicas, 2 fields not as in the template',
    );
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowLeft');
    expect(await active(page)).toBe('redis/redisDeployment');
  });

  it('go to the search, and empty it', async () => {
    const { page } = await pages.open(dataOf(REDIS));
    await page.keyboard.press('/');
    await page.keyboard.type('service');
    expect(await texts(page, 'rowheader')).toEqual(['redis/redisService']);
    await page.keyboard.press('Escape');
    expect((await texts(page, 'rowheader')).length).toBe(3);
  });

  it('lead from view to view', async () => {
    const { page } = await pages.open(dataOf(REDIS));
    await tab(page, 'Matrix').focus();
    await page.keyboard.press('ArrowRight');
    expect(await tab(page, 'Plan').getAttribute('aria-selected')).toBe('true');
    expect(await page.getByRole('tabpanel', { name: 'Plan' }).textContent()).toContain('fed8s report --against dist');
    expect(await page.getByRole('grid').isVisible()).toBe(false);
  });
});

describeInChromium('the filter', (pages: OpenPages) => {
  it('finds objects, clusters by name and label, kinds, and what differs', async () => {
    const { page } = await pages.open(dataOf(REDIS));
    await page.getByRole('searchbox', { name: 'Clusters' }).fill('region=eu');
    expect(await texts(page, 'columnheader')).toEqual(['3 objects, 2 of 3 clusters', 'eu1', 'eu2']);
    await page.getByLabel('only with differences').check();
    expect(await texts(page, 'columnheader')).toEqual(['1 of 3 objects, 1 of 3 clusters', 'eu2']);
    expect(await texts(page, 'rowheader')).toEqual(['redis/redisDeployment']);
    await page.getByLabel('only with differences').uncheck();
    await page.getByLabel('Kind').selectOption('Service');
    expect(await texts(page, 'rowheader')).toEqual(['redis/redisService']);
    await page.getByRole('searchbox', { name: 'Objects' }).fill('nothing of the kind');
    expect(await page.getByText('Nothing fits the filter.').isVisible()).toBe(true);
  });

  it('finds what has problems, and lists them', async () => {
    const wrong = federated('ConfigMap', {
      name: 'settings',
      namespace: 'redis',
      placement: { clusters: [{ name: 'eu9' }] },
    });
    const { page } = await pages.open(dataOf([...REDIS, wrong]));
    await page.getByLabel('only with problems').check();
    expect(await texts(page, 'rowheader')).toEqual(['redis/settingsConfigMap']);
    expect(await tab(page, 'Problems').textContent()).toBe('Problems1 error');
    await tab(page, 'Problems').click();
    const problem = page.getByRole('tabpanel').getByRole('listitem');
    expect(await problem.textContent()).toContain('error unknown-cluster');
    expect(await problem.textContent()).toContain('f.yaml:7, FederatedConfigMap redis/settings');
  });
});

describeInChromium('the plan', (pages: OpenPages) => {
  const old = federated('ConfigMap', { name: 'old', namespace: 'redis', template: {} });
  const image = { clusterName: 'us1', clusterOverrides: [{ path: '/spec/replicas', value: 2 }] };
  const earlier = [
    ...REDIS.slice(0, 4),
    federated('Deployment', { name: 'redis', namespace: 'redis', template: webTemplate, overrides: [image] }),
    old,
  ];

  it('tells what would change, with deletions and what the budget refuses before all else', async () => {
    const { page } = await pages.open(dataOf(REDIS, { earlier }));
    await tab(page, 'Plan').click();
    const view = page.getByRole('tabpanel', { name: 'Plan' });
    expect(await view.getByRole('heading').allTextContents()).toEqual([
      'What would change of dist',
      'fed8s plan refuses these deletions',
      '1 deletion',
      '3 other changes',
    ]);
    const lines = await view.locator('.change').evaluateAll((found) => found.map((one) => one.textContent));
    expect(lines).toEqual([
      '−delete ConfigMap redis/old on eu1, eu2, us1on no cluster any more',
      expect.stringMatching(
        /^~update Deployment redis\/redis on eu2spec\.replicas 1 → 5spec\..*image "web:1" → "redis:8\.2"$/,
      ),
      '~update Deployment redis/redis on us1spec.replicas 2 → 1',
      '+create Service redis/redis on eu1, eu2',
    ]);
    expect(await view.getByRole('note').textContent()).toContain(
      'would be deleted from its last clusters (eu1, eu2, us1)',
    );
  });

  it('follows the filter', async () => {
    const { page } = await pages.open(dataOf(REDIS, { earlier }));
    await tab(page, 'Plan').click();
    await page.getByRole('searchbox', { name: 'Clusters' }).fill('region=us');
    const lines = await page.locator('.change').evaluateAll((found) => found.map((one) => one.textContent));
    expect(lines.map((line) => line.slice(0, 8))).toEqual(['−delete ', '~update ']);
    expect(await page.getByRole('tabpanel', { name: 'Plan' }).textContent()).toContain(
      '2 changes not shown by the filter.',
    );
  });
});

describeInChromium('a thousand clusters by a hundred objects', (pages: OpenPages) => {
  const names = Array.from({ length: 1000 }, (_, index) => `cluster-${String(index).padStart(4, '0')}`);
  const objects = Array.from({ length: 99 }, (_, index) =>
    federated('ConfigMap', {
      name: `map-${String(index).padStart(2, '0')}`,
      placement: { clusterSelector: { matchLabels: { third: String(index % 3) } } },
    }),
  );
  const data = dataOf([
    ...names.map((name, index) => cluster(name, { third: String(index % 3) })),
    federatedNamespace(),
    ...objects,
  ]);

  it('has but what is seen in the document, wherever one scrolls to', async () => {
    const { page } = await pages.open(data);
    expect(await nodes(page)).toBeLessThan(4000);
    const grid = page.getByRole('grid');
    expect(await grid.getAttribute('aria-rowcount')).toBe('101');
    expect(await grid.getAttribute('aria-colcount')).toBe('1001');
    await grid.evaluate((one) => one.scrollTo(500 * 36, 50 * 28));
    await cell(page, 'ConfigMap shop/map-60 on cluster-0510').waitFor();
    // Each cell is of the row and the column at which it stands.
    const wrong = await page.getByRole('gridcell').evaluateAll(
      (cells) =>
        cells.filter((one) => {
          const row = one.parentElement?.querySelector('.name')?.textContent ?? '';
          const column = one.ownerDocument.getElementById(`at_-1_${one.id.split('_')[2] ?? ''}`);
          if (column?.style.left !== one.style.left) return true;
          return !(one.getAttribute('aria-label') ?? '').includes(`${row} on ${column.textContent}:`);
        }).length,
    );
    expect(wrong).toBe(0);
    await cell(page, 'ConfigMap shop/map-60 on cluster-0510').click();
    expect(await panel(page).textContent()).toContain('third=0');
    expect(await nodes(page)).toBeLessThan(4000);
  });

  it('is gone through by keys and by search', async () => {
    const { page } = await pages.open(data);
    await page.keyboard.press('Control+End');
    expect(await active(page)).toBe('ConfigMap shop/map-98 on cluster-0999: not placed');
    expect(await cell(page, 'ConfigMap shop/map-98 on cluster-0999').isVisible()).toBe(true);
    for (const key of ['Control+Home', 'PageDown', 'PageDown', 'End']) await page.keyboard.press(key);
    expect(await active(page)).toMatch(/ on cluster-0999: /);
    await page.getByRole('searchbox', { name: 'Clusters' }).fill('third=1, 099');
    expect(await texts(page, 'columnheader')).toEqual([
      '100 objects, 3 of 1,000 clusters',
      'cluster-0991',
      'cluster-0994',
      'cluster-0997',
    ]);
  });
});

describeInChromium('what the input says', (pages: OpenPages) => {
  const BAD = '</script><img src=x onerror="document.title=\'owned\'"><script>document.title="owned"</script>';

  it('is text wherever it shows up, and runs nothing', async () => {
    const overrides = [
      { clusterName: 'a', clusterOverrides: [{ op: 'add', path: '/metadata/annotations', value: { [BAD]: BAD } }] },
    ];
    const manifests = [
      cluster('a', { bad: BAD, [BAD]: 'x' }),
      {
        ...cluster('b'),
        metadata: { name: 'b', namespace: 'kube-federation-system', annotations: { 'fed8s.dev/context': BAD } },
      },
      federatedNamespace(),
      federated('ConfigMap', { template: { data: { [BAD]: BAD } }, overrides }),
      federated('ConfigMap', { name: BAD }),
    ];
    const { page, requests, complaints } = await pages.open(dataOf(manifests));
    await cell(page, 'ConfigMap shop/web on a').click();
    expect(await panel(page).textContent()).toContain(`bad=${BAD}`);
    expect(await panel(page).textContent()).toContain('onerror=');
    await page.getByRole('columnheader', { name: 'b', exact: true }).click();
    expect(await panel(page).textContent()).toContain(BAD);
    await tab(page, 'Problems').click();
    expect(await page.getByRole('tabpanel').textContent()).toContain('onerror=');
    await page.emulateMedia({ media: 'print' });
    expect(await page.title()).toBe('fed8s report');
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.locator('script').count()).toBe(2);
    expect({ requests, complaints }).toEqual({ requests: [], complaints: [] });
  });

  it('reaches no network, even where somebody got HTML into the page', async () => {
    let asked = 0;
    const server = createServer((_, answer) => {
      asked += 1;
      answer.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const address = server.address();
      const url = `http://127.0.0.1:${typeof address === 'object' ? (address?.port ?? 0) : 0}/`;
      const { page } = await pages.open(dataOf(REDIS));
      const failed = await page.evaluate(async (from) => {
        const image = document.createElement('img');
        image.setAttribute('onerror', 'document.title = "owned"');
        const blocked = new Promise((resolve) => {
          image.addEventListener('error', resolve);
        });
        image.src = `${from}x.png`;
        document.body.append(image);
        await blocked;
        return fetch(from).then(
          () => 'answered',
          () => 'refused',
        );
      }, url);
      expect({ failed, asked, title: await page.title() }).toEqual({
        failed: 'refused',
        asked: 0,
        title: 'fed8s report',
      });
    } finally {
      server.close();
    }
  });
});

describeInChromium('the look', (pages: OpenPages) => {
  const background = (page: Page): Promise<string> =>
    page.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor);

  it('is light or dark, as the person has it', async () => {
    const light = await pages.open(dataOf(REDIS), { colorScheme: 'light' });
    const dark = await pages.open(dataOf(REDIS), { colorScheme: 'dark' });
    expect(await background(light.page)).toBe('rgb(255, 255, 255)');
    expect(await background(dark.page)).toBe('rgb(20, 24, 29)');
  });

  it('is that of paper where it is printed, whatever the screen has: a line for each object, the plan and the problems', async () => {
    const wrong = federated('ConfigMap', {
      name: 'settings',
      namespace: 'redis',
      placement: { clusters: [{ name: 'eu9' }] },
    });
    const { page } = await pages.open(dataOf([...REDIS, wrong], { earlier: REDIS.slice(0, 5) }), {
      colorScheme: 'dark',
    });
    await page.emulateMedia({ media: 'print' });
    expect(await background(page)).toBe('rgb(255, 255, 255)');
    expect(await page.getByRole('grid').isVisible()).toBe(false);
    const lines = await page.locator('.paper tbody tr').evaluateAll((rows) => {
      return rows.map((row) => [...row.children].map((one) => one.textContent));
    });
    expect(lines).toEqual([
      ['Namespace', 'redis', '3 of 3', 'eu1, eu2, us1', '', '', ''],
      ['ConfigMap', 'redis/settings', '0 of 3', '', '', '', 'error'],
      ['Service', 'redis/redis', '2 of 3', 'eu1, eu2', '', '', ''],
      ['Deployment', 'redis/redis', '3 of 3', 'eu1, eu2, us1', '7', '1', ''],
    ]);
    const paper = (await page.locator('.paper').textContent()) ?? '';
    expect(paper).toContain('+create Service redis/redis on eu1, eu2');
    expect(paper).toContain('error unknown-cluster');
    expect((await page.pdf()).length).toBeGreaterThan(5000);
  });
});
