import { decisionsText } from '../../../lib/cli/text/decisions-text';
import { plain } from '../../../lib/cli/text/paint';
import { type DecisionGroup } from '../../../lib/resolve/decisions';

const deployment = {
  apiVersion: 'types.kubefed.io/v1beta1',
  kind: 'FederatedDeployment',
  namespace: 'shop',
  name: 'web',
};

function decision(parts: Partial<DecisionGroup>): DecisionGroup {
  return { object: deployment, placed: true, reason: 'named', detail: 'clusters a', clusters: ['a'], ...parts };
}

describe('the text of decisions', () => {
  it('names an object as a member knows it, where it is and why, and where it is not', () => {
    const text = decisionsText(
      [
        decision({}),
        decision({ placed: false, reason: 'not-named', clusters: ['b'] }),
        decision({ placed: false, reason: 'namespace-not-placed', clusters: ['c', 'd'] }),
      ],
      plain,
    );
    expect(text).toBe(`What goes where, and why
  OBJECT               ON  BECAUSE     NOT ON
  Deployment shop/web  a   clusters a  b (not-named); c, d (namespace-not-placed)
`);
  });

  it('says (none) of an object that goes nowhere', () => {
    expect(decisionsText([decision({ placed: false, reason: 'no-placement' })], plain)).toContain(
      'Deployment shop/web  (none)           a (no-placement)',
    );
  });

  it('shows forty objects, and how many there are besides', () => {
    const many = Array.from({ length: 42 }, (_, index) =>
      decision({ object: { ...deployment, name: `web-${index}` } }),
    );
    const lines = decisionsText(many, plain).split('\n');
    expect(lines.filter((line) => line.includes('shop/web-'))).toHaveLength(40);
    expect(lines).toContain('  and 2 objects more; fed8s.json has them all');
  });

  it('is empty where nothing was decided', () => {
    expect(decisionsText([], plain)).toBe('');
  });
});
