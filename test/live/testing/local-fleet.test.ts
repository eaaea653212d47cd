import { existsSync } from 'node:fs';
import { LocalFleet } from 'fed8s/testing';
import { kubectl } from './kubectl';

let local: LocalFleet;

beforeAll(async () => {
  local = await LocalFleet.start({ clusters: ['host', { name: 'eu', region: 'eu', zones: ['eu-a', 'eu-b'] }] });
});

afterAll(() => local.stop());

describe('a local fleet', () => {
  it.each(['host', 'eu'])('answers kubectl in the context %s', async (context) => {
    const namespaces = await kubectl(local, context, 'get', 'namespaces', '-o=name');
    expect(namespaces.split('\n')).toContain('namespace/default');
    expect(await kubectl(local, context, 'version')).toContain('Server Version: v1.37');
  });

  it('has nodes where a place is named', async () => {
    const labels = '-L=topology.kubernetes.io/region,topology.kubernetes.io/zone';
    expect(await kubectl(local, 'eu', 'get', 'nodes', labels, '--no-headers')).toMatch(/ eu +eu-a\n.* eu +eu-b\n$/);
    expect(await kubectl(local, 'host', 'get', 'nodes', '-o=name')).toBe('');
  });

  it('keeps its clusters apart', async () => {
    await kubectl(local, 'host', 'create', 'configmap', 'only-here');
    await expect(kubectl(local, 'eu', 'get', 'configmap', 'only-here')).rejects.toThrow(/not found/);
    expect(local.server('host')).not.toBe(local.server('eu'));
  });

  it('deletes a namespace with what is in it, and gives service accounts tokens', async () => {
    await kubectl(local, 'host', 'create', 'namespace', 'gone');
    await kubectl(local, 'host', 'create', 'serviceaccount', 'robot', '-n=gone');
    expect(await kubectl(local, 'host', 'create', 'token', 'robot', '-n=gone')).toMatch(/^ey/);
    await kubectl(local, 'host', 'delete', 'namespace', 'gone', '--wait', '--timeout=60s');
    await expect(kubectl(local, 'host', 'get', 'namespace', 'gone')).rejects.toThrow(/not found/);
  });

  it('has a cluster hang, and come to again', async () => {
    local.pause('eu');
    await expect(kubectl(local, 'eu', 'get', '--raw=/version', '--request-timeout=1s')).rejects.toThrow();
    await expect(kubectl(local, 'host', 'get', '--raw=/version')).resolves.toContain('1.37');
    local.resume('eu');
    await expect(kubectl(local, 'eu', 'get', '--raw=/version')).resolves.toContain('1.37');
  });

  it.each(['running', 'hanging'])('has a %s cluster fail, and come back with its data', async (state) => {
    const name = `kept-${state}`;
    await kubectl(local, 'eu', 'create', 'configmap', name);
    const server = local.server('eu');
    if (state === 'hanging') local.pause('eu');
    await local.kill('eu');
    await expect(kubectl(local, 'eu', 'get', 'configmap', name)).rejects.toThrow(/refused/);
    await local.restart('eu');
    expect(local.server('eu')).toBe(server);
    expect(await kubectl(local, 'eu', 'get', 'configmap', name, '-o=name')).toBe(`configmap/${name}\n`);
  });

  it('keeps its data when etcd fails', async () => {
    await kubectl(local, 'eu', 'create', 'configmap', 'in-etcd');
    await local.restartEtcd();
    expect(await kubectl(local, 'eu', 'get', 'configmap', 'in-etcd', '-o=name')).toBe('configmap/in-etcd\n');
  });

  it('has a second fleet beside it, which goes alone', async () => {
    const other = await LocalFleet.start({ clusters: ['host'], controllerManager: false });
    try {
      await kubectl(other, 'host', 'create', 'configmap', 'of-the-other');
      await expect(kubectl(local, 'host', 'get', 'configmap', 'of-the-other')).rejects.toThrow(/not found/);
    } finally {
      await other.stop();
    }
    expect(existsSync(other.kubeconfig)).toBe(false);
    expect(await kubectl(local, 'host', 'get', '--raw=/readyz')).toBe('ok');
  });

  it('says why a cluster does not start, and leaves nothing', async () => {
    const failure = LocalFleet.start({ clusters: ['host'], apiServerFlags: ['--no-such-flag'] });
    await expect(failure).rejects.toThrow(/kube-apiserver of host ended[^]*no-such-flag/);
  });
});
