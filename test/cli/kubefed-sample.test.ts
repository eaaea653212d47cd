import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { cli, clusters, filesIn, inFolder, leaveFolders } from './run-cli';

const SAMPLE = resolve(__dirname, '../../../shared/corpora/kubefed-sample1');

afterEach(leaveFolders);

/** Of the files of a run that was looked at line by line; the same in both semantics, for KubeFed loses nothing here. */
const DIGESTS = {
  'cluster1/00-namespaces.k8s.yaml': 'f2a1cfe4a42e06c6339e299832e16a0a42e3457527b71606212a9e4f15c8c506',
  'cluster1/_cluster.k8s.yaml': '608911d5e70c7b58da4c979ea6597810f5a97a82cbae1d01382b6783234cf99e',
  'cluster1/test-namespace.k8s.yaml': 'cc97fd4af4602114ab8fda3c0f87c00effb19b3d847ccac182e4e25a3800aac6',
  'cluster2/00-namespaces.k8s.yaml': 'f2a1cfe4a42e06c6339e299832e16a0a42e3457527b71606212a9e4f15c8c506',
  'cluster2/_cluster.k8s.yaml': '608911d5e70c7b58da4c979ea6597810f5a97a82cbae1d01382b6783234cf99e',
  'cluster2/test-namespace.k8s.yaml': 'ec9fc2a713f4d1bc3bfd7030e9f112c34b11f468b72e65616fab2cb7ec2aace4',
};

if (existsSync(SAMPLE)) {
  describe('the example federation of KubeFed', () => {
    it.each(['strict', 'kubefed'])(
      'becomes the manifests that its controller writes, in %s semantics',
      async (semantics) => {
        const folder = inFolder({ 'fleet.yaml': clusters({ cluster1: 'eu', cluster2: 'us' }) });
        const { exit, stdout } = await cli([
          'synth',
          '-f',
          SAMPLE,
          '-f',
          'fleet.yaml',
          '-o',
          'out',
          '--semantics',
          semantics,
        ]);
        expect(exit).toBe(0);
        expect(stdout).toContain("4 objects of the host's own: ConfigMap web-file, Deployment nginx, Namespace");
        const { 'fed8s.json': index, ...files } = filesIn(`${folder}/out`);
        expect(index).toContain('"clusters": [\n"cluster1",\n"cluster2"\n]');
        expect(
          Object.fromEntries(
            Object.entries(files).map(([path, text]) => [path, createHash('sha256').update(text).digest('hex')]),
          ),
        ).toEqual(DIGESTS);
      },
    );

    it('goes nowhere without a cluster', async () => {
      inFolder();
      const { exit, stdout, stderr } = await cli(['synth', '-f', SAMPLE, '-o', 'out']);
      expect({ exit, stdout }).toEqual({ exit: 1, stdout: '' });
      expect(stderr.match(/^error .*$/gm)).toEqual([expect.stringMatching(/^error no-clusters: /)]);
    });
  });
} else {
  it('needs ../shared/corpora/kubefed-sample1 beside the project, which is absent: nothing was compared', () => {
    expect(existsSync(SAMPLE)).toBe(false);
  });
}
