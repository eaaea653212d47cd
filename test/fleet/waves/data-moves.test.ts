import { type MovingObject, dataMoveProblems } from '../../../lib/fleet/waves/data-moves';
import { type JsonObject } from '../../../lib/model/json';

function moving(key: string, manifest: JsonObject = {}): MovingObject {
  return { key, from: 'a', to: ['b'], manifest };
}

const mounting = (claim: string): JsonObject => ({
  volumes: [
    { name: 'tmp', emptyDir: {} },
    { name: 'data', persistentVolumeClaim: { claimName: claim } },
  ],
});

describe('a move of what holds data', () => {
  it.each([
    ['StatefulSet.apps/shop/db', {}, 'StatefulSet/shop/db'],
    ['PersistentVolumeClaim/shop/data', {}, 'PersistentVolumeClaim/shop/data'],
    ['Pod/shop/one', { spec: mounting('data') }, 'Pod/shop/one'],
    ['Deployment.apps/shop/web', { spec: { template: { spec: mounting('data') } } }, 'Deployment/shop/web'],
    [
      'CronJob.batch/shop/tick',
      { spec: { jobTemplate: { spec: { template: { spec: mounting('data') } } } } },
      'CronJob/shop/tick',
    ],
  ])('%s needs consent by name', (key, manifest, consent) => {
    const object = moving(key, manifest);
    expect(dataMoveProblems([object])).toMatchObject([{ code: 'move-loses-data', severity: 'error', cluster: 'a' }]);
    expect(dataMoveProblems([object])[0]?.remedy).toContain(`--allow-moves ${consent}.`);
    expect(dataMoveProblems([object], [consent])).toEqual([]);
    expect(dataMoveProblems([object], [consent.toLowerCase()])).toEqual([]);
    expect(dataMoveProblems([object], [`${consent}2`])).toHaveLength(1);
  });

  it.each([
    ['Deployment.apps/shop/web', { spec: { template: { spec: { volumes: [{ emptyDir: {} }] } } } }],
    ['StatefulSet.other.example/shop/db', {}],
    ['ConfigMap/shop/StatefulSet', {}],
    ['Widget.example/shop/w', { spec: 'text' }],
  ])('%s holds none', (key, manifest) => {
    expect(dataMoveProblems([moving(key, manifest as JsonObject)])).toEqual([]);
  });

  it('is asked about once where the claim moves under its own name', () => {
    const objects = [moving('Pod/shop/one', { spec: mounting('data') }), moving('PersistentVolumeClaim/shop/data')];
    expect(dataMoveProblems(objects)).toHaveLength(1);
    expect(dataMoveProblems(objects, ['PersistentVolumeClaim/shop/data'])).toEqual([]);
  });
});
