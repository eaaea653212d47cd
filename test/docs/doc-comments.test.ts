import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { compileErrors } from './compile';

const LIB = join(__dirname, '../../lib');

/** What the examples of doc comments may take for given. */
const PRELUDE = `
import { ApiObject, Include } from 'cdk8s';
import { FederatedApp, FederatedChart, FederatedConfigMap, FederatedDeployment, FederatedNamespace, type FederatedPlacement, type FederatedReplicas, FederatedResource, FederatedTypeConfig, KubeFedCluster, ReplicaSchedulingPreference, type ClusterMatch, federate, label, not, perCluster, property } from 'fed8s';
import { applyClusterOverrides, explain, federateManifests, federationFromManifests, planReplicas, propagatedVersion, resolve, selectClusters } from 'fed8s/model';
import { LocalFleet, findBinaries } from 'fed8s/testing';
declare const app: FederatedApp;
declare const chart: FederatedChart, shop: FederatedChart, fleet: FederatedChart;
declare const web: FederatedDeployment, redis: FederatedDeployment, config: FederatedConfigMap;
declare const namespace: object, deployment: object, service: object;
declare const cluster1: object, cluster2: object, federatedNamespace: object, federatedDeployment: object;
declare const manifests: object[];
`;

/** Every `@example` of lib, by file and the name of what it documents. */
function examples(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const name of readdirSync(LIB, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.ts') || name.includes('generated')) continue;
    const path = join(LIB, name);
    const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ES2023, true);
    const visit = (node: ts.Node): void => {
      for (const tag of ts.getJSDocTags(node)) {
        if (tag.tagName.text !== 'example' || tag.parent.parent !== node) continue;
        const text = ts.getTextOfJSDocComment(tag.comment) ?? '';
        found.set(`${relative(LIB, path).replaceAll(/[/\\]/g, '.')}-${String(found.size)}`, text);
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return found;
}

describe('the examples in doc comments', () => {
  const found = examples();

  it('are there', () => {
    expect(found.size).toBeGreaterThan(12);
  });

  it('compile', () => {
    // Each in a block of its own, so that its names may hide those of the prelude.
    const sources = new Map(
      [...found].map(([name, text]) => [name, `${PRELUDE}\nexport async function example() {\n${text}\n}\n`]),
    );
    expect(compileErrors(sources)).toEqual([]);
  }, 60_000);
});
