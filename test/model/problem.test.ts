import { FederationError } from '../../lib/model/federation-error';
import { printable } from '../../lib/model/printable';
import { type Problem, describeProblem } from '../../lib/model/problem';

const problem: Problem = {
  code: 'unknown-cluster',
  severity: 'error',
  message: 'The placement names "c9", and there is no such cluster.',
  remedy: 'Correct the name, or add the KubeFedCluster c9.',
  object: { apiVersion: 'types.kubefed.io/v1beta1', kind: 'FederatedSecret', namespace: 'shop', name: 'web' },
  cluster: 'c1',
  path: '/spec/placement/clusters',
  origin: 'a.yaml:3',
};

describe('a problem', () => {
  it('is described by what, where and how to mend it', () => {
    expect(describeProblem(problem)).toBe(
      [
        'error unknown-cluster: The placement names "c9", and there is no such cluster.',
        '  in: a.yaml:3, FederatedSecret shop/web, cluster c1, at /spec/placement/clusters',
        '  do: Correct the name, or add the KubeFedCluster c9.',
      ].join('\n'),
    );
  });

  it('without a place has no line for it', () => {
    const { code, severity, message, remedy } = problem;
    expect(describeProblem({ code, severity, message, remedy }).split('\n')).toHaveLength(2);
  });

  it.each<[string, Partial<Problem>]>([
    ['a name', { object: { apiVersion: 'v1', kind: 'Secret', name: 'x\nerror forged: y' } }],
    ['a file', { origin: 'a\r\nb.yaml:1' }],
    ['a message', { message: 'threw: a\u2028b\u001b[2J' }],
  ])('forges no line, and reaches no terminal, by %s', (_, part) => {
    const text = new FederationError({ ...problem, ...part }).message;
    expect(text.split('\n')).toHaveLength(3);
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u2028]/u);
  });

  it('spells out control characters, and nothing else', () => {
    expect(printable('a\u001b[31m\u0007\u202eb\u009b\tc\nd é 日')).toBe(
      'a\\u001b[31m\\u0007\\u202eb\\u009b\\tc\\nd é 日',
    );
  });
});
