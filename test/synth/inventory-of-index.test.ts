import * as fc from 'fast-check';
import { inventoryOf } from '../../lib/plan/lock/inventory';
import { inventoryOfIndex } from '../../lib/synth/inventory-of-index';
import { synthesize } from '../../lib/synth/synthesize';
import { readTreeIndex } from '../../lib/synth/tree-index';
import { Fleet } from './fleet';
import { TemporaryFolder, contentsOf } from './folders';

const CLUSTERS = ['c1', 'c2', 'c3', 'c4'];

describe('the inventory of a written tree', () => {
  it('is that of the resolution that it was written of', () => {
    const places = fc.array(fc.option(fc.subarray(CLUSTERS, { minLength: 1 }), { nil: undefined }), { maxLength: 5 });
    fc.assert(
      fc.property(places, (placed) => {
        const folder = new TemporaryFolder();
        try {
          const fleet = new Fleet(...CLUSTERS).namespace('shop');
          placed.forEach((on, index) => fleet.configMap(`m${index}`, { chart: 'shop', ...(on && { on }) }));
          const resolution = fleet.resolve();
          synthesize(resolution, { outdir: folder.path });
          const { clusters, objects } = inventoryOfIndex(readTreeIndex(contentsOf(folder.path)['fed8s.json'] ?? ''));
          const expected = inventoryOf(resolution);
          expect(clusters).toEqual(expected.clusters);
          expect([...objects].sort()).toEqual([...expected.objects].sort());
        } finally {
          folder.remove();
        }
      }),
      { numRuns: 25 },
    );
  });

  it('has one entry for two objects of one name on different clusters, and none for what is nowhere', () => {
    const target = {
      group: '',
      version: 'v1',
      kind: 'ConfigMap',
      pluralName: 'configmaps',
      scope: 'Namespaced',
    } as const;
    const object = (placed: boolean, clusters: readonly string[], name = 'a') => ({
      ref: { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'shop', name },
      form: 'plain' as const,
      target,
      namespace: 'shop',
      chart: 'shop',
      file: 'shop.k8s.yaml',
      decisions: [{ placed, reason: 'selected' as const, detail: '', clusters }],
    });
    const objects = [object(true, ['c2']), object(true, ['c1']), object(false, ['c3']), object(true, [], 'b')];
    expect(inventoryOfIndex({ clusters: ['c1', 'c2', 'c3'], objects }).objects).toEqual(
      new Map([['ConfigMap/shop/a', ['c1', 'c2']]]),
    );
  });
});
