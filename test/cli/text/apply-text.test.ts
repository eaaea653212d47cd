import { applyText } from '../../../lib/cli/text/apply-text';
import { plain } from '../../../lib/cli/text/paint';
import { type ApplyResult, type ObjectResult } from '../../../lib/fleet/apply/apply-result';

const web = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'web' };
const failure = { kind: 'unreachable', message: 'No route to $& host.', causes: [], isUncertain: false } as const;

function text(objects: readonly ObjectResult[], clusters = ['eu', 'us']): string {
  const result: ApplyResult = {
    problems: [],
    state: 'incomplete',
    clusters: [
      ...clusters.map((cluster) => ({
        cluster,
        outcome: 'done' as const,
        value: { outcome: 'applied' as const, objects, problems: [] },
      })),
      { cluster: 'ap', outcome: 'unknown', failure },
    ],
  };
  return applyText(result, plain);
}

describe('the text of an apply', () => {
  it('has one entry for what is the same on many clusters, and why', () => {
    const claims = [{ path: 'spec.replicas', manager: 'kube-controller-manager' }];
    expect(
      text([
        { object: web, outcome: 'conflict', claims },
        { object: { apiVersion: 'v1', kind: 'Namespace', name: 'shop' }, outcome: 'unchanged' },
      ]),
    ).toBe(
      [
        'conflict Deployment shop/web on eu, us',
        '    spec.replicas is claimed by kube-controller-manager',
        'unknown ap: No route to $& host.',
        '',
        'To take a field from whoever claims it: --force-conflicts PATH; to leave it to them: --ignore PATH.',
        '2 unchanged, 2 conflict on 2 of 3 clusters',
        '',
      ].join('\n'),
    );
  });

  it('says how an object that is not ours is taken over', () => {
    const reason = 'it lives, is not ours, and is not as declared, in data.x';
    expect(text([{ object: web, outcome: 'conflict', reason, claims: [] }])).toContain(
      `    ${reason}\n`.concat(
        'unknown ap: No route to $& host.\n\nTo take over what lives and is not yours: --adopt always.\n2 ',
      ),
    );
  });

  it('shows what is unchanged and not ready, and spells control characters out', () => {
    const shown = text([{ object: web, outcome: 'unchanged', readiness: { state: 'waiting', reason: 'a\u001b[31m' } }]);
    expect(shown).toContain('unchanged Deployment shop/web on eu, us\n    not ready: a\\u001b[31m\n');
  });
});
