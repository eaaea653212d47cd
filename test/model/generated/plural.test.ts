import { kinds } from '../../../lib/model/generated/kinds';
import { kubefedPlural } from '../../../lib/model/plural';

describe('kubefedPlural', () => {
  it.each([
    ['Deployment', 'deployments'],
    ['FederatedServiceStatus', 'federatedservicestatuses'],
    ['Ingress', 'ingresses'],
    ['Box', 'boxes'],
    ['Switch', 'switches'],
    ['Dish', 'dishes'],
    ['Quiz', 'quizes'],
    ['Cargo', 'cargoes'],
    ['NetworkPolicy', 'networkpolicies'],
    ['Path', 'paths'],
  ])('makes of %s %s', (kind, plural) => {
    expect(kubefedPlural(kind)).toBe(plural);
  });

  it('agrees with every plural of Kubernetes except that of Endpoints', () => {
    const different = kinds.filter(({ kind, plural }) => kubefedPlural(kind) !== plural);
    expect(different.map(({ kind, plural }) => [kind, plural, kubefedPlural(kind)])).toEqual([
      ['Endpoints', 'endpoints', 'endpointses'],
    ]);
  });

  it('makes ies of every y, as no API server would of a Gateway', () => {
    expect(kubefedPlural('Gateway')).toBe('gatewaies');
  });
});
