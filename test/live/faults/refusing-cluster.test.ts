import { type JsonObject } from '../../../lib/model/json';
import { FaultFleet } from './fault-fleet';
import { configMap, configMaps, namespace, values } from './objects';
import { Scenario, failuresOn, told } from './scenario';

/** Clusters that answer, and refuse: each test has a namespace of its own. */
const DIRECT = { through: 'nothing' } as const;

let fleet: FaultFleet;

beforeAll(async () => {
  fleet = await FaultFleet.start('cluster1', 'cluster2');
});

afterEach(() => fleet.settle());

afterAll(() => fleet.stop());

async function create(object: JsonObject): Promise<void> {
  const made = await fleet.api('cluster1').create(object);
  if (made.outcome === 'failed') throw new Error(made.failure.message);
}

async function remove(apiVersion: string, kind: string, name: string, namespaceName?: string): Promise<void> {
  const ref = { apiVersion, kind, name, ...(namespaceName !== undefined && { namespace: namespaceName }) };
  const removed = await fleet.api('cluster1').delete(ref);
  if (removed.outcome === 'failed') throw new Error(removed.failure.message);
}

/** Asks until it is so; the server takes a moment to know of a policy, a webhook or a kind. */
async function eventually(isSo: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('it did not come to be');
}

describe('a kind that one cluster does not serve', () => {
  const kind = { apiVersion: 'example.com/v1', kind: 'Widget' };

  function definition(): JsonObject {
    const schema = { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } };
    return {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'widgets.example.com' },
      spec: {
        group: 'example.com',
        scope: 'Namespaced',
        names: { kind: 'Widget', plural: 'widgets', singular: 'widget' },
        versions: [{ name: 'v1', served: true, storage: true, schema }],
      },
    };
  }

  it('costs its objects alone, and a run after it is served brings them', async () => {
    const scenario = new Scenario(fleet, 'missing-kind');
    const widget = { ...kind, metadata: { namespace: scenario.namespace, name: 'w' }, spec: { size: 1 } };
    const made = await fleet.api('cluster2').create(definition());
    expect(made.outcome).toBe('ok');
    await eventually(async () => (await fleet.api('cluster2').list(kind)).outcome === 'ok');
    const declared = scenario.everywhere([...configMaps(scenario.namespace, 3), widget]);

    const result = await scenario.apply(declared, DIRECT);

    expect(told(result)).toEqual({ cluster1: 'created 4, failed 1', cluster2: 'created 5' });
    expect(failuresOn('cluster1', result)).toEqual(['unknown-kind']);
    expect(result.state).toBe('incomplete');
    expect(await scenario.living('cluster1')).toEqual(values(3));

    await create(definition());
    await eventually(async () => (await fleet.api('cluster1').list(kind)).outcome === 'ok');
    expect(told(await scenario.apply(declared, DIRECT))).toEqual({
      cluster1: 'created 1, unchanged 4',
      cluster2: 'unchanged 5',
    });
  });

  it('whose API server does not answer is not taken for a kind whose objects are gone', async () => {
    const scenario = new Scenario(fleet, 'broken-api');
    const gadgets = JSON.parse(
      JSON.stringify(definition())
        .replaceAll('widget', 'gadget')
        .replaceAll('Widget', 'Gadget')
        .replaceAll('example.com', 'gadgets.example'),
    ) as JsonObject;
    const gadget = { apiVersion: 'gadgets.example/v1', kind: 'Gadget' };
    await create(gadgets);
    await eventually(async () => (await fleet.api('cluster1').list(gadget)).outcome === 'ok');
    const object = { ...gadget, metadata: { namespace: scenario.namespace, name: 'g' } };
    const before = { cluster1: scenario.everywhere([configMap(scenario.namespace, 'c0'), object]).cluster1! };
    const after = { cluster1: scenario.everywhere([configMap(scenario.namespace, 'c0', '2')]).cluster1! };
    expect((await scenario.apply(before, DIRECT)).state).toBe('complete');
    const service = { apiVersion: 'apiregistration.k8s.io/v1', kind: 'APIService', name: 'v1.gadgets.example' };
    const broken = await fleet.api('cluster1').patch(service, {
      type: 'merge',
      body: {
        metadata: { labels: { 'kube-aggregator.kubernetes.io/automanaged': null } },
        spec: { service: { namespace: 'default', name: 'nobody', port: 443 }, insecureSkipTLSVerify: true },
      },
    });
    expect(broken.outcome).toBe('ok');
    const isBroken = async (): Promise<boolean> => {
      const [member] = await fleet.members({ ...DIRECT, clusters: ['cluster1'] });
      const kinds = member!.api.outcome === 'ok' ? await member!.api.value.kinds() : member!.api;
      return kinds.outcome === 'ok' && !kinds.value.kinds.some(({ kind: served }) => served === 'Gadget');
    };
    await eventually(isBroken);

    const result = await scenario.apply(after, DIRECT);

    expect(result.state).toBe('incomplete');
    expect(await scenario.living('cluster1')).toEqual({ c0: '2' });
    expect(await scenario.inventory('cluster1')).toContain('g');

    await remove(service.apiVersion, service.kind, service.name);
    await eventually(async () => !(await isBroken()));
    const second = await scenario.apply(after, DIRECT);
    expect(second.state).toBe('complete');
    expect(await scenario.inventory('cluster1')).not.toContain('g');
    const left = await fleet.api('cluster1').list(gadget, { namespace: scenario.namespace });
    expect(left).toMatchObject({ outcome: 'ok', value: { items: [] } });
  });
});

describe('an admission that refuses', () => {
  it('by a policy costs the objects that it refuses alone', async () => {
    const scenario = new Scenario(fleet, 'policy');
    const name = 'no-third';
    await create({
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingAdmissionPolicy',
      metadata: { name },
      spec: {
        failurePolicy: 'Fail',
        matchConstraints: {
          resourceRules: [
            { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE', 'UPDATE'], resources: ['configmaps'] },
          ],
        },
        validations: [{ expression: "object.metadata.name != 'c2'", message: 'no third' }],
      },
    });
    await create({
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingAdmissionPolicyBinding',
      metadata: { name },
      spec: {
        policyName: name,
        validationActions: ['Deny'],
        matchResources: { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': scenario.namespace } } },
      },
    });
    await create(namespace(scenario.namespace));
    const probe = configMap(scenario.namespace, 'c2');
    await eventually(async () => (await fleet.api('cluster1').create(probe, { dryRun: true })).outcome === 'failed');
    const declared = scenario.everywhere(configMaps(scenario.namespace, 4));

    const result = await scenario.apply(declared, DIRECT);

    expect(told(result)).toEqual({ cluster1: 'adopted 1, created 3, failed 1', cluster2: 'created 5' });
    expect(failuresOn('cluster1', result)).toEqual(['admission']);
    expect(Object.keys(await scenario.living('cluster1'))).toEqual(['c0', 'c1', 'c3']);

    await remove('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicyBinding', name);
    await remove('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy', name);
    await eventually(async () => (await fleet.api('cluster1').create(probe, { dryRun: true })).outcome === 'ok');
    expect((await scenario.apply(declared, DIRECT)).state).toBe('complete');
    expect(await scenario.living('cluster1')).toEqual(values(4));
  });

  it('by a webhook that cannot be reached leaves what lives as it is, and says so', async () => {
    const scenario = new Scenario(fleet, 'webhook');
    await scenario.apply(scenario.everywhere(configMaps(scenario.namespace, 4)), DIRECT);
    await create({
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingWebhookConfiguration',
      metadata: { name: 'unreachable' },
      webhooks: [
        {
          name: 'unreachable.example.com',
          clientConfig: { url: 'https://127.0.0.1:1/refuse' },
          failurePolicy: 'Fail',
          sideEffects: 'None',
          admissionReviewVersions: ['v1'],
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': scenario.namespace } },
          rules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['*'], resources: ['configmaps'] }],
        },
      ],
    });
    const probe = configMap(scenario.namespace, 'probe');
    await eventually(async () => (await fleet.api('cluster1').create(probe, { dryRun: true })).outcome === 'failed');
    const declared = scenario.everywhere(configMaps(scenario.namespace, 3, '2'));
    try {
      const result = await scenario.apply(declared, DIRECT);
      expect(told(result).cluster2).toBe('deleted 1, unchanged 1, updated 3');
      expect(result.state).toBe('incomplete');
      expect(new Set(failuresOn('cluster1', result))).toEqual(new Set(['admission']));
      expect(await scenario.living('cluster1')).toEqual(values(4));
    } finally {
      await remove('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', 'unreachable');
    }
    await eventually(async () => (await fleet.api('cluster1').create(probe, { dryRun: true })).outcome === 'ok');

    expect((await scenario.apply(declared, DIRECT)).state).toBe('complete');

    expect(await scenario.living('cluster1')).toEqual(values(3, '2'));
  });
});

describe('a namespace that is being deleted', () => {
  it('takes nothing in, which is said, and is made anew by the run after it is gone', async () => {
    const scenario = new Scenario(fleet, 'terminating');
    const declared = scenario.everywhere(configMaps(scenario.namespace, 2));
    await create(namespace(scenario.namespace));
    const held = configMap(scenario.namespace, 'held');
    await create({ ...held, metadata: { ...(held.metadata as JsonObject), finalizers: ['example.com/hold'] } });
    await remove('v1', 'Namespace', scenario.namespace);

    const result = await scenario.apply(declared, DIRECT);

    expect(told(result).cluster2).toBe('created 3');
    expect(result.state).toBe('incomplete');
    expect(told(result).cluster1).not.toMatch(/created|unchanged|updated|adopted/);

    const ref = { apiVersion: 'v1', kind: 'ConfigMap', namespace: scenario.namespace, name: 'held' };
    await fleet.api('cluster1').patch(ref, { type: 'merge', body: { metadata: { finalizers: null } } });
    const space = { apiVersion: 'v1', kind: 'Namespace', name: scenario.namespace };
    await eventually(async () => (await fleet.api('cluster1').get(space)).outcome === 'failed');
    expect((await scenario.apply(declared, DIRECT)).state).toBe('complete');
    expect(await scenario.living('cluster1')).toEqual(values(2));
  });
});

describe('an object with a finalizer', () => {
  it('that is declared no more is waited for, stays in the inventory, and leaves it when it is gone', async () => {
    const scenario = new Scenario(fleet, 'finalizer');
    await scenario.apply(scenario.everywhere(configMaps(scenario.namespace, 3)), DIRECT);
    const ref = { apiVersion: 'v1', kind: 'ConfigMap', namespace: scenario.namespace, name: 'c2' };
    const hold = { metadata: { finalizers: ['example.com/hold'] } };
    await fleet.api('cluster1').patch(ref, { type: 'merge', body: hold });
    const declared = scenario.everywhere(configMaps(scenario.namespace, 2));

    const result = await scenario.apply(declared, { ...DIRECT, timeout: 500 });

    expect(told(result)).toEqual({ cluster1: 'unchanged 3, waiting 1', cluster2: 'deleted 1, unchanged 3' });
    expect(result.state).toBe('incomplete');
    expect(await scenario.inventory('cluster1')).toContain('c2');

    // Again, while it still waits: nothing else becomes of it.
    expect(told(await scenario.apply(declared, { ...DIRECT, timeout: 500 })).cluster1).toBe('unchanged 3, waiting 1');
    // Declared again, it cannot be made while the old one is on its way out, and that is said.
    const again = await scenario.apply(scenario.everywhere(configMaps(scenario.namespace, 3)), {
      ...DIRECT,
      timeout: 500,
    });
    expect(again.state).toBe('incomplete');

    await fleet.api('cluster1').patch(ref, { type: 'merge', body: { metadata: { finalizers: null } } });
    const last = await scenario.apply(declared, DIRECT);
    expect(last.state).toBe('complete');
    expect(await scenario.inventory('cluster1')).not.toContain('c2');
    expect(await scenario.living('cluster1')).toEqual(values(2));
  });
});
