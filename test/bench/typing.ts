import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

/** CPU time in milliseconds that tsc takes for an app of 50 Deployments with so many overrides by rule. */
export function typingCost(folder: string, overrides: number): number {
  const modules = join(folder, 'node_modules');
  mkdirSync(modules, { recursive: true });
  symlinkSync(ROOT, join(modules, 'fed8s'));
  for (const peer of ['cdk8s', 'constructs']) symlinkSync(join(ROOT, 'node_modules', peer), join(modules, peer));
  writeFileSync(join(folder, 'app.ts'), program(overrides));
  const tsc = require.resolve('typescript/bin/tsc');
  const script = `process.on('exit', () => console.log(JSON.stringify(process.cpuUsage()))); require(${JSON.stringify(tsc)});`;
  const options = ['--strict', '--noEmit', '--module', 'nodenext', '--target', 'es2022', '--skipLibCheck'];
  const { stdout, status } = spawnSync(process.execPath, ['-e', script, '--', ...options, 'app.ts'], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the app does not compile: ${stdout}`);
  const { user, system } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as { user: number; system: number };
  return (user + system) / 1000;
}

function program(overrides: number): string {
  const template =
    "{ spec: { replicas: 1, template: { spec: { containers: [{ name: 'redis', image: 'redis:7' }] } } } }";
  const deployments = Array.from(
    { length: 50 },
    (_, index) => `const d${index} = new FederatedDeployment(shop, 'd${index}', { template: ${template} });\n`,
  );
  const rules = Array.from({ length: overrides }, (_, index) => `d${index % 50}.override.${rule(index)};\n`);
  return `import { FederatedApp, FederatedChart, FederatedDeployment } from 'fed8s';
const shop = new FederatedChart(new FederatedApp(), 'shop', { namespace: 'shop' });
${deployments.join('')}${rules.join('')}`;
}

function rule(index: number): string {
  const container = "d.spec.template.spec.containers.named('redis')";
  switch (index % 5) {
    case 0:
      return `where({ region: 'r${index}' }).set((d) => d.spec.replicas, ${index})`;
    case 1:
      return `on('c${index}').set((d) => ${container}.image, 'redis:${index}')`;
    case 2:
      return `where({ tier: 't${index}' }).add((d) => d.metadata.annotations['a/b${index}'], 'x')`;
    case 3:
      return `everywhere().merge({ spec: { template: { spec: { containers: [{ name: 'redis', image: 'x${index}' }] } } } })`;
    default:
      return `on('c${index}').set((d) => ${container}.resources, { limits: { memory: '${index}Mi' } })`;
  }
}
