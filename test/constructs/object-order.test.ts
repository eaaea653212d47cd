import { type ApiObject, Chart, YamlOutputType } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import fc from 'fast-check';
import { FederatedChart, FederatedConfigMap } from '../../lib/index';
import { objectsInOrder } from '../../lib/constructs/object-order';
import { thrown } from '../resolve/thrown';
import { contentOf, errorsOf, everywhere, plainConfigMap, shopApp } from './tree';

const ids = (objects: readonly ApiObject[]): readonly string[] => objects.map(({ node }) => node.path);

describe('objects are ordered', () => {
  it('as they were made, where nothing depends on anything', () => {
    const { app, shop } = shopApp();
    plainConfigMap(shop, 'z');
    plainConfigMap(new Chart(shop, 'inner'), 'm');
    plainConfigMap(shop, 'a');
    expect(ids(objectsInOrder(app))).toEqual(['fleet/eu', 'fleet/us', 'shop/ns', 'shop/z', 'shop/inner/m', 'shop/a']);
  });

  it.each<
    [what: string, depend: (parts: Readonly<Record<'first' | 'last' | 'firstPart' | 'lastPart', Construct>>) => void]
  >([
    ['an object on an object', ({ first, last }) => void first.node.addDependency(last)],
    ['an object on a construct around others', ({ first, lastPart }) => void first.node.addDependency(lastPart)],
    ['a construct around objects on an object', ({ firstPart, last }) => void firstPart.node.addDependency(last)],
    ['a construct around objects on another', ({ firstPart, lastPart }) => void firstPart.node.addDependency(lastPart)],
  ])('after what they depend on, in one chart or across charts: %s', (_, depend) => {
    const { app, shop } = shopApp();
    const other = new FederatedChart(app, 'other', { placement: everywhere });
    for (const chart of [shop, other]) {
      const firstPart = new Construct(shop, `first-${chart.node.id}`);
      const lastPart = new Construct(chart, 'last-part');
      const first = plainConfigMap(firstPart, 'x');
      const last = plainConfigMap(lastPart, 'y');
      depend({ first, last, firstPart, lastPart });
      const order = ids(objectsInOrder(app));
      expect(order.indexOf(last.node.path)).toBeLessThan(order.indexOf(first.node.path));
    }
  });

  it('whole chart by whole chart, where charts depend on each other', () => {
    const { app, shop } = shopApp();
    const database = new FederatedChart(app, 'database', { namespace: 'shop', placement: everywhere });
    plainConfigMap(shop, 'web', { metadata: { name: 'web' } });
    plainConfigMap(database, 'a', { metadata: { name: 'a' } });
    new FederatedConfigMap(database, 'b', { metadata: { name: 'b' } });
    shop.addDependency(database);
    const names = contentOf(app.resolve(), 'eu').map(({ metadata }) => (metadata as { name: string }).name);
    expect(names).toEqual(['a', 'b', 'web']);
  });

  it('and a construct that depends on a part of itself does not go round in a circle', () => {
    const { app, shop } = shopApp();
    const part = new Construct(shop, 'part');
    plainConfigMap(part, 'x');
    shop.node.addDependency(part);
    expect(ids(objectsInOrder(app))).toContain('shop/part/x');
  });

  it('with every object once, after all on which it depends, whatever depends on what', () => {
    const edges = fc.array(fc.tuple(fc.nat({ max: 11 }), fc.nat({ max: 11 })), { maxLength: 30 });
    fc.assert(
      fc.property(edges, (pairs) => {
        const { app, shop } = shopApp();
        const charts = [shop, new Chart(app, 'b'), new Chart(shop, 'c')];
        const objects = Array.from({ length: 12 }, (_, index) =>
          plainConfigMap(charts[index % 3] as Chart, `o${index}`),
        );
        // Always on one made later, so never in a circle.
        for (const [one, other] of pairs) {
          if (one !== other) objects[Math.min(one, other)]?.addDependency(objects[Math.max(one, other)] as ApiObject);
        }
        const order: readonly IConstruct[] = objectsInOrder(app);
        expect(new Set(order).size).toBe(order.length);
        expect(order).toHaveLength(15);
        for (const object of objects) {
          for (const target of object.node.dependencies) {
            expect(order.indexOf(target)).toBeLessThan(order.indexOf(object));
          }
        }
      }),
    );
  });

  it('also along a chain of thousands', () => {
    const { app, shop } = shopApp();
    let before = plainConfigMap(shop, 'first');
    for (let link = 0; link < 6000; link++) {
      const next = plainConfigMap(shop, `link-${link}`);
      before.addDependency(next);
      before = next;
    }
    const order = objectsInOrder(app);
    expect([order[3]?.node.id, order.at(-1)?.node.id]).toEqual(['link-5999', 'first']);
  });
});

describe('a circle of dependencies', () => {
  it.each<[what: string, depend: (charts: { shop: FederatedChart; other: FederatedChart }) => void, circle: RegExp]>([
    [
      'of objects',
      ({ shop, other }) => {
        shop.node.findChild('x').node.addDependency(other.node.findChild('y'));
        other.node.findChild('y').node.addDependency(shop.node.findChild('x'));
      },
      /shop\/x -> other\/y -> shop\/x\./,
    ],
    [
      'of charts',
      ({ shop, other }) => {
        shop.addDependency(other);
        other.addDependency(shop);
      },
      /shop\/ns -> other\/y -> shop\/ns\./,
    ],
  ])('%s is an error that names it, and does not hide what else is wrong', (_, depend, circle) => {
    const { app, shop } = shopApp();
    const other = new FederatedChart(app, 'other', { namespace: 'shop', placement: everywhere });
    plainConfigMap(shop, 'x');
    plainConfigMap(other, 'y', { data: Number.NaN });
    depend({ shop, other });
    expect(thrown(() => objectsInOrder(app)).code).toBe('dependency-cycle');
    const errors = errorsOf(app.resolve());
    expect(errors.map(({ code }) => code)).toEqual(['dependency-cycle', 'unserializable-value']);
    expect(errors[0]?.message).toMatch(circle);
    expect(errors[0]?.origin).toMatch(/^shop\//);
  });
});

describe('dependencies', () => {
  it('rename no file', () => {
    const files = (dependent: boolean): readonly string[] => {
      const { app, shop } = shopApp({ yamlOutputType: YamlOutputType.FILE_PER_CHART });
      const other = new FederatedChart(app, 'another', { placement: everywhere });
      plainConfigMap(other, 'y');
      if (dependent) shop.addDependency(other);
      return app
        .resolve()
        .objects.map(({ chart }) => chart)
        .sort();
    };
    expect(files(true)).toEqual(files(false));
    expect(files(true)).toEqual(['another', 'shop']);
  });
});
