/* eslint-disable @typescript-eslint/no-unsafe-return, @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-member-access -- of what does not compile */
import { expectTypeOf } from 'expect-type';
import {
  type Field,
  FederatedApp,
  FederatedChart,
  FederatedDeployment,
  FederatedResource,
  FederatedService,
  type KindTemplates,
  federate,
  perCluster,
} from '../../lib/index';
import { type FieldOf } from '../../lib/model/field';

/*
 * What compiles, and what does not: `tsc` reads this file, and each line below a ts-expect-error must be refused. Nothing here
 * is run for its result.
 */

const shop = new FederatedChart(new FederatedApp(), 'shop', { namespace: 'shop' });
const web = new FederatedDeployment(shop, 'web');
const service = new FederatedService(shop, 'service');
const all = web.override.everywhere();

describe('the compiler', () => {
  it('knows the value of a field', () => {
    expectTypeOf<Field<KindTemplates['Deployment']>['spec']['replicas']>().toExtend<FieldOf<number>>();
    expectTypeOf<Field<KindTemplates['Service']>['spec']['type']>().toExtend<FieldOf<string>>();
    all.set((d) => d.spec.replicas, 5);
    all.set(
      (d) => d.spec.replicas,
      perCluster(({ name }) => name.length),
    );
    all.set((d) => d.spec.template.spec.containers.named('web').image, 'web:2');
    all.set(
      (d) => d.spec.template.spec.containers.named('web').ports.item({ containerPort: 80, protocol: 'TCP' }).name,
      'http',
    );
    all.set((d) => d.spec.template.spec.containers.at(-1).resources, { limits: { memory: '1Gi' } });
    all.add((d) => d.metadata.annotations['example.com/a'], 'b');
    all.append((d) => d.spec.template.spec.tolerations, { key: 'gpu', operator: 'Exists' });
    all.merge({ spec: { replicas: 2, template: { spec: { containers: [{ name: 'web', $patch: 'delete' }] } } } });
    all.merge({ spec: { paused: null } });
    all.mergeInto((d) => d.spec.template.metadata.labels, { a: 'b' });
    service.override.on('eu').set((s) => s.spec.ports.item({ port: 80 }).targetPort, 'http');
  });

  it('refuses a wrong path', () => {
    // @ts-expect-error -- replica is no field
    all.set((d) => d.spec.replica, 5);
    // @ts-expect-error -- a container has no images
    all.set((d) => d.spec.template.spec.containers.named('web').images, 'web:2');
    // @ts-expect-error -- a list has no fields
    all.set((d) => d.spec.template.spec.containers.image, 'web:2');
    // @ts-expect-error -- a field has no items
    all.remove((d) => d.spec.replicas.at(0));
    // @ts-expect-error -- tolerations have no name
    all.remove((d) => d.spec.template.spec.tolerations.named('gpu'));
    // @ts-expect-error -- a port has no number
    all.remove((d) => d.spec.template.spec.containers.named('web').ports.item({ number: 80 }));
    // @ts-expect-error -- a Service has no replicas
    service.override.everywhere().set((s) => s.spec.replicas, 1);
    expect.assertions(0);
  });

  it('refuses a wrong value', () => {
    // @ts-expect-error -- replicas are a number
    all.set((d) => d.spec.replicas, '5');
    // @ts-expect-error -- an image is text
    all.set((d) => d.spec.template.spec.containers.named('web').image, 8);
    // @ts-expect-error -- limit is no field
    all.set((d) => d.spec.template.spec.containers.at(0).resources, { limit: {} });
    // @ts-expect-error -- a label is text
    all.add((d) => d.metadata.labels.a, true);
    // @ts-expect-error -- a toleration has no effects
    all.append((d) => d.spec.template.spec.tolerations, { effects: 'NoSchedule' });
    const named = perCluster(({ name }) => name);
    // @ts-expect-error -- replicas are a number
    all.set((d) => d.spec.replicas, named);
    // @ts-expect-error -- replicas are a number
    all.merge({ spec: { replicas: '2' } });
    // @ts-expect-error -- replica is no field
    all.merge({ spec: { replica: 2 } });
    expect.assertions(0);
  });

  it('refuses a missing key', () => {
    // @ts-expect-error -- a container needs a name
    all.append((d) => d.spec.template.spec.containers, { image: 'x' });
    // @ts-expect-error -- an image is needed
    all.image('web');
    // @ts-expect-error -- a condition is a map or a matcher
    expect(() => web.override.where('eu')).toThrow();
  });

  it('knows the object in a function of overrides, and the kinds of a chart', () => {
    new FederatedDeployment(shop, 'a', { overrides: (o) => [o.on('eu').set((d) => d.spec.replicas, 5)] });
    // @ts-expect-error -- replicas are a number
    new FederatedDeployment(shop, 'b', { overrides: (o) => [o.on('eu').set((d) => d.spec.replicas, '5')] });
    federate(shop, {
      overrides: (o) => [
        o
          .ofKind('StatefulSet')
          .everywhere()
          .set((d) => d.spec.serviceName, 'x'),
      ],
    });
    federate(shop, {
      overrides: (o) => {
        const sets = o.ofKind('StatefulSet').everywhere();
        // @ts-expect-error -- serviceNames is no field
        return [sets.set((d) => d.spec.serviceNames, 'x')];
      },
    });
    expect.assertions(0);
  });

  it('knows a custom resource by the type that it was given', () => {
    const type = { group: 'cert-manager.io', version: 'v1', kind: 'Certificate' };
    const certificate = new FederatedResource<{ spec: { dnsNames: string[] } }>(shop, 'certificate', { type });
    certificate.override.everywhere().set((c) => c.spec.dnsNames, ['a']);
    // @ts-expect-error -- names are text
    certificate.override.everywhere().set((c) => c.spec.dnsNames, [1]);
    const untyped = new FederatedResource(shop, 'untyped', { type });
    untyped.override.everywhere().set((c) => c.spec.anything.goes, 1);
    expect.assertions(0);
  });
});
