import { execFileSync } from 'node:child_process';
import { type BinarySet, findBinaries, LocalFleet } from 'fed8s/testing';

let binaries: BinarySet;
let local: LocalFleet;

function kubectl(context: string, ...args: readonly string[]): string {
  return execFileSync(
    binaries.path('kubectl'),
    ['--kubeconfig', local.kubeconfig, '--context', context, '--request-timeout=20s', ...args],
    { encoding: 'utf8', stdio: 'pipe' },
  );
}

beforeAll(async () => {
  binaries = await findBinaries(['kubectl']);
  local = await LocalFleet.start({ clusters: ['host', { name: 'eu', region: 'eu', zones: ['eu-a', 'eu-b'] }] });
});

afterAll(() => local.stop());

describe('a local fleet', () => {
  it.each(['host', 'eu'])('answers kubectl in the context %s', (context) => {
    expect(kubectl(context, 'get', 'namespaces', '-o=name').split('\n')).toContain('namespace/default');
    expect(kubectl(context, 'version')).toContain('Server Version: v1.37');
  });

  it('has nodes where a place is named', () => {
    const labels = '-L=topology.kubernetes.io/region,topology.kubernetes.io/zone';
    expect(kubectl('eu', 'get', 'nodes', labels, '--no-headers')).toMatch(/ eu +eu-a\n.* eu +eu-b\n$/);
    expect(kubectl('host', 'get', 'nodes', '-o=name')).toBe('');
  });
});
