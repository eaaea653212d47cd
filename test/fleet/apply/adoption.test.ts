import { goneByTakeOver, isFederationMark, reasonOfDifference } from '../../../lib/fleet/apply/adoption';
import { type AssessedField } from '../../../lib/fleet/assess/assessment';
import { type Json, type JsonObject } from '../../../lib/model/json';

const MARK = 'kubefed.io/managed';

function missing(wanted: Json, ...at: readonly string[]): AssessedField {
  return { path: at.join('.'), at, difference: 'value', wanted };
}

describe('whether an object lives as declared', () => {
  it.each<[string, AssessedField]>([
    ['the label', missing('true', 'metadata', 'labels', MARK)],
    ['all labels, where it is the only one', missing({ [MARK]: 'true' }, 'metadata', 'labels')],
    ['all metadata, where it is all of them', missing({ labels: { [MARK]: 'true' } }, 'metadata')],
  ])("does not depend on KubeFed's label: %s", (_, field) => {
    expect(isFederationMark(field)).toBe(true);
  });

  it.each<[string, AssessedField]>([
    ['another label', missing('true', 'metadata', 'labels', 'a')],
    ['another label beside it', missing({ [MARK]: 'true', a: 'b' }, 'metadata', 'labels')],
    ['the label with another value', { ...missing('true', 'metadata', 'labels', MARK), found: 'false' }],
    ['another value of it that is declared', missing('false', 'metadata', 'labels', MARK)],
    ['a field of the same name elsewhere', missing('true', 'data', MARK)],
  ])('depends on %s', (_, field) => {
    expect(isFederationMark(field)).toBe(false);
  });

  it('is told with the fields of which nobody is known to have set them', () => {
    const author = { manager: 'helm', operation: 'Update' } as const;
    expect(reasonOfDifference([missing('x', 'data', 'a'), { ...missing('x', 'data', 'b'), author }])).toBe(
      'it lives, is not ours, and is not as declared, in data.a',
    );
  });
});

describe('what goes with an adoption', () => {
  const body: JsonObject = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'a', namespace: 'shop' },
    data: { x: '1' },
  };
  const live = (manager: string): JsonObject => ({
    ...body,
    metadata: {
      name: 'a',
      namespace: 'shop',
      labels: { team: 'a', 'kubernetes.io/metadata.name': 'a' },
      annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{}' },
      managedFields: [
        {
          manager,
          operation: 'Update',
          apiVersion: 'v1',
          fieldsType: 'FieldsV1',
          fieldsV1: {
            'f:data': { '.': {}, 'f:x': {}, 'f:y': {} },
            'f:metadata': {
              'f:labels': { '.': {}, 'f:team': {}, 'f:kubernetes.io/metadata.name': {} },
              'f:annotations': { '.': {}, 'f:kubectl.kubernetes.io/last-applied-configuration': {} },
            },
          },
        },
      ],
    },
    data: { x: '1', y: '2' },
  });

  it('is what kubectl has applied and we do not declare, but for what kubectl keeps and a server gives again', () => {
    const gone = goneByTakeOver(body, live('kubectl-client-side-apply'), 'fed8s/shop-1');
    expect(gone.map(({ path, found, wanted }) => [path, found, wanted]).sort()).toEqual([
      ['data.y', '2', undefined],
      ['metadata.labels.team', 'a', undefined],
    ]);
  });

  it('is nothing of what a controller has set', () => {
    expect(goneByTakeOver(body, live('a-controller'), 'fed8s/shop-1')).toEqual([]);
  });
});
