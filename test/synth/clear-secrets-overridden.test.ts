import { federationFromManifests } from '../../lib/interop/kubefed/federation-from-manifests';
import { resolve } from '../../lib/resolve/resolve';
import { clearSecrets } from '../../lib/synth/clear-secrets';
import { clusters, federated, federatedNamespace } from '../builders';

describe('a Secret that an override has made of something else', () => {
  const value = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'web', namespace: 'shop' },
    stringData: { password: 'hunter2' },
  };
  const overrides = [{ clusterName: 'c1', clusterOverrides: [{ path: '', value }] }];
  const federation = federationFromManifests([
    ...clusters('c1', 'c2'),
    federatedNamespace(),
    federated('ConfigMap', { template: {}, overrides }),
  ]);

  test('is found under kubefed semantics, where it passes', () => {
    const found = clearSecrets(resolve(federation, { semantics: 'kubefed' }), 'refuse');
    expect(found).toMatchObject([{ code: 'secret-in-clear', severity: 'error', cluster: 'c1' }]);
    expect(JSON.stringify(found)).not.toContain('hunter2');
  });

  test('never gets that far under strict semantics', () => {
    const errors = resolve(federation).problems.filter(({ severity }) => severity === 'error');
    expect(errors.map(({ code }) => code)).toEqual(['override-changes-identity']);
  });
});
