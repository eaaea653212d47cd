import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { federated, federatedNamespace, webTemplate } from '../../builders';
import { type CliResult, cli, inFolder, leaveFolders } from '../../cli/run-cli';
import { JoinedFleet, NAMESPACE } from '../fleet/joined-fleet';
import { federatedCrds, federatedPlurals, typeConfigs } from './federated-kinds';
import { KubefedController } from './kubefed-controller';

const MEMBERS = ['cluster1', 'cluster2'];
const OBJECTS = ['namespace/shop', 'deployment/web', 'configmap/settings'];

let fleet: JoinedFleet;
let kubefed: KubefedController | undefined;

beforeAll(async () => {
  fleet = await JoinedFleet.start({ clusters: ['host', ...MEMBERS] });
  inFolder();
});

afterAll(async () => {
  await kubefed?.stop();
  leaveFolders();
  await fleet.stop();
});

async function fed8s(...args: readonly string[]): Promise<CliResult> {
  return await cli([...args, '--kubeconfig', fleet.local.kubeconfig]);
}

function onHost(...args: readonly string[]): string {
  return fleet.kubectl('host', ...args);
}

function create(items: readonly object[]): void {
  writeFileSync('objects.json', JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
  onHost('apply', '-f', 'objects.json');
}

/** Waits for something that kubectl shows; the message of a failure has the controller's own words. */
async function until(what: string, isSo: () => boolean): Promise<void> {
  for (let look = 0; look < 240; look += 1) {
    if (isSo()) return;
    await sleep(250);
  }
  throw new Error(`${what}: not within a minute.\n${kubefed?.lastWords ?? ''}`);
}

/** What a member has: the UID and the generation of each object. */
function living(member: string): readonly string[] {
  const columns = '{.kind}/{.metadata.name} {.metadata.uid} {.metadata.generation}';
  return OBJECTS.map((object) =>
    fleet.kubectl(member, 'get', object, '-n', 'shop', '--ignore-not-found', `-o=jsonpath=${columns}`),
  );
}

function managers(member: string, object: string): readonly string[] {
  const text = fleet.kubectl(
    member,
    ...['get', object, '-n', 'shop', '--show-managed-fields'],
    '-o=jsonpath={range .metadata.managedFields[*]}{.manager} {.operation}{"\\n"}{end}',
  );
  return text.split('\n').filter((line) => line !== '');
}

function uidOf(object: string): string | undefined {
  return object.split(' ')[1];
}

/** A host as somebody has it who runs KubeFed; its controller has a lease of six seconds instead of 15. */
async function hostOfKubefed(): Promise<void> {
  expect(await fed8s('init', '--host-context', 'host')).toMatchObject({ exit: 0 });
  const spec = {
    leaderElect: { leaseDuration: '6s', renewDeadline: '4s', retryPeriod: '1s' },
    clusterHealthCheck: { period: '1s' },
    controllerDuration: { availableDelay: '1s' },
  };
  onHost('patch', 'kubefedconfig', 'kubefed', '-n', NAMESPACE, '--type=merge', '-p', JSON.stringify({ spec }));
  create(federatedCrds);
  onHost('wait', '--for=condition=Established', ...federatedPlurals.map((plural) => `crd/${plural}.types.kubefed.io`));
  create(typeConfigs);
}

describe('the cutover from a KubeFed that is at work', () => {
  it('loses no object of a member, and leaves them all to fed8s', async () => {
    await hostOfKubefed();
    const joinAs = ['--host-context', 'host', '--rbac', 'kubefed'];
    expect(await fed8s('join', 'cluster1', ...joinAs, '--long-lived-token')).toMatchObject({ exit: 0 });
    kubefed = await KubefedController.start(fleet.local.kubeconfig);
    const lock = ['get', 'configmap', 'kubefed-controller-manager', '-n', NAMESPACE, '--ignore-not-found', '-o=name'];
    await until('its lease', () => onHost(...lock) !== '');

    // While it is at work, nothing of fed8s gets in its way, but for who asks for it.
    for (const call of [['init'], ['join', 'cluster2', '--rbac', 'kubefed'], ['unjoin', 'cluster1'], ['rotate']]) {
      const refused = await fed8s(...call, '--host-context', 'host');
      expect(refused).toMatchObject({ exit: 1, stderr: expect.stringContaining('kubefed-is-live') as string });
    }
    expect(await fed8s('join', 'cluster2', ...joinAs, '--beside-kubefed')).toMatchObject({ exit: 0 });
    const shown = (): readonly string[] =>
      onHost('get', 'kubefedclusters', '-n', NAMESPACE, '--no-headers').trim().split('\n');
    await until('both READY', () => shown().filter((line) => /^cluster[12] .* True +v/.test(line)).length === 2);

    // It propagates to the members that fed8s has joined.
    onHost('create', 'namespace', 'shop');
    create([
      federatedNamespace(),
      federated('ConfigMap', { name: 'settings', template: { data: { colour: 'blue' } } }),
      federated('Deployment', {
        template: webTemplate,
        overrides: [{ clusterName: 'cluster2', clusterOverrides: [{ path: '/spec/replicas', value: 3 }] }],
      }),
    ]);
    const isComplete = (): boolean => MEMBERS.every((member) => living(member).every((object) => object.includes(' ')));
    await until('all objects on both members', isComplete);
    await until('statuses', () => {
      const path = '-o=jsonpath={.items[*].status.conditions[?(@.type=="Propagation")].status}';
      return onHost('get', federatedPlurals.join(','), '-n', 'shop', path) === 'True True True';
    });
    const before = MEMBERS.map(living);
    expect(managers('cluster1', 'configmap/settings')).toEqual(['hyperfed Update']);

    // `status` reads.
    const clusters = ['get', 'kubefedclusters', '-n', NAMESPACE, '-o=jsonpath={.items[*].metadata.annotations}'];
    const annotations = onHost(...clusters);
    const status = await fed8s('status', '--host-context', 'host');
    expect(status).toMatchObject({ exit: 0 });
    expect(status.stdout).toContain('KubeFed');
    expect(onHost(...clusters)).toBe(annotations);

    // 1. Whatever happens to the Federated objects from now on, the objects of the members stay.
    const all = [federatedPlurals.join(','), '-n', 'shop', '--all'];
    onHost('annotate', ...all, 'kubefed.io/orphan=true');
    // 2. The controller ends; its lease counts until it is over.
    await kubefed.stop();
    expect(await fed8s('rotate', '--host-context', 'host')).toMatchObject({ exit: 1 });
    // 3. What it was told is what fed8s is told, which takes over each object as it lives.
    const kinds = ['kubefedclusters', 'kubefedconfigs', 'federatedtypeconfigs', ...federatedPlurals].join(',');
    const federation = onHost('get', kinds, '--all-namespaces', '-o=json');
    writeFileSync('federation.json', federation);
    const source = ['-f', 'federation.json', '--owner', 'shop'];
    expect((await fed8s('plan', '--live', ...source)).stdout).toContain('Nothing changes.');
    const applied = await fed8s('apply', ...source);
    expect(applied).toMatchObject({
      exit: 0,
      stdout: expect.stringMatching(/^6 adopted on 2 of 2 clusters$/m) as string,
    });
    expect(MEMBERS.map(living)).toEqual(before);
    // 4. Nobody takes the finalizers off any more, so they are taken off by hand; then everything of KubeFed's can go.
    const leftovers = [...federatedPlurals, 'federatedtypeconfigs'];
    for (const plural of leftovers) {
      const names = onHost(
        'get',
        plural,
        '--all-namespaces',
        '-o=jsonpath={range .items[*]}{.metadata.namespace} {.metadata.name}{"\\n"}{end}',
      );
      for (const [namespace = '', name = ''] of names
        .trim()
        .split('\n')
        .map((line) => line.split(' '))) {
        expect(onHost('get', plural, name, '-n', namespace, '-o=jsonpath={.metadata.finalizers}')).toContain(
          'kubefed.io/',
        );
        onHost('patch', plural, name, '-n', namespace, '--type=merge', '-p', '{"metadata":{"finalizers":null}}');
        onHost('delete', plural, name, '-n', namespace, '--timeout=20s');
      }
    }
    expect(onHost('get', leftovers.join(','), '--all-namespaces', '-o=name')).toBe('');
    // 5. Once the lease is over, fed8s writes. From now on tokens may end, and rights are those that the kinds take.
    while (
      (await fed8s('join', 'cluster1', '--host-context', 'host', '--dry-run')).stderr.includes('kubefed-is-live')
    ) {
      await sleep(250);
    }
    for (const member of MEMBERS) {
      expect(await fed8s('join', member, '-f', 'federation.json', '--host-context', 'host')).toMatchObject({ exit: 0 });
    }
    const kind = '-o=jsonpath={.items[*].metadata.annotations.fed8s\\.dev/token-kind}';
    expect(onHost('get', 'secrets', '-n', NAMESPACE, kind)).toBe('bound bound');

    // All are the very objects that KubeFed has made, and fed8s has them alone.
    expect(MEMBERS.map(living)).toEqual(before);
    for (const member of MEMBERS) {
      const ours = expect.stringMatching(/^fed8s.* Apply$/) as string;
      expect(managers(member, 'configmap/settings')).toEqual([ours]);
      // What the server has filled in stays with whom it was filled in for, which hinders nobody.
      expect(managers(member, 'deployment/web')).toEqual([ours, 'hyperfed Update']);
    }
    expect(await fed8s('drift', ...source)).toMatchObject({ exit: 0 });

    // A field that KubeFed has written goes when it is declared no more.
    writeFileSync('federation.json', federation.replaceAll('"colour": "blue"', '"shade": "dark"'));
    expect(await fed8s('apply', ...source)).toMatchObject({ exit: 0 });
    for (const member of MEMBERS) {
      expect(fleet.kubectl(member, 'get', 'configmap/settings', '-n', 'shop', '-o=jsonpath={.data}')).toBe(
        '{"shade":"dark"}',
      );
    }

    // Should somebody start the controller again, it finds nothing that it could delete.
    const probed = (): string =>
      onHost('get', 'kubefedclusters', '-n', NAMESPACE, '-o=jsonpath={.items[*].status.conditions[*].lastProbeTime}');
    kubefed = await KubefedController.start(fleet.local.kubeconfig);
    for (let round = 0; round < 3; round += 1) {
      const last = probed();
      await until('a probe', () => probed() !== last);
    }
    await kubefed.stop();
    expect(await fed8s('drift', ...source)).toMatchObject({ exit: 0 });
    expect(MEMBERS.map((member) => living(member).map(uidOf))).toEqual(before.map((objects) => objects.map(uidOf)));
  }, 480_000);
});
