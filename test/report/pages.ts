import { type FederatedApp } from '../../lib/index';
import { federationFromManifests } from '../../lib/interop/kubefed/federation-from-manifests';
import { type Semantics } from '../../lib/model/finding';
import { type LockedDecisions } from '../../lib/model/locked-decisions';
import { plan } from '../../lib/plan/plan';
import { type LiveState } from '../../lib/report/live-state';
import { type ReportData } from '../../lib/report/report-data';
import { reportDataOf } from '../../lib/report/report-data-of';
import { resolve } from '../../lib/resolve/resolve';
import { fleetOfResolution } from '../../lib/synth/fleet-of-resolution';
import { treeOf } from '../../lib/synth/tree';
import { defaultLayout } from '../../lib/synth/layout';
import { cluster, federated, federatedNamespace, webTemplate } from '../builders';

const origin = (index: number): string => `f.yaml:${index + 1}`;

/** The data of a page about what constructs say. */
export function dataOfApp(app: FederatedApp, locked?: LockedDecisions): ReportData {
  const federation = app.federation();
  const resolution = resolve(federation, { locked });
  return reportDataOf({ federation, resolution, problems: resolution.problems, plan: 'not-asked' });
}

/** The data of a page about these manifests; with an earlier state of them, what would change of it is in it too. */
export function dataOf(
  manifests: readonly object[],
  {
    semantics,
    earlier,
    live,
  }: { readonly semantics?: Semantics; readonly earlier?: readonly object[]; readonly live?: LiveState } = {},
): ReportData {
  const federation = federationFromManifests(manifests, { origin });
  const resolution = resolve(federation, { semantics });
  const fleetOf = (of: typeof resolution) => fleetOfResolution(of, treeOf(of, defaultLayout));
  return reportDataOf({
    federation,
    resolution,
    problems: resolution.problems,
    plan:
      earlier === undefined
        ? 'not-asked'
        : { planned: plan(fleetOf(resolve(federationFromManifests(earlier))), fleetOf(resolution)), against: 'dist' },
    ...(live !== undefined && { live }),
  });
}

/** The redis of the tutorial, somewhat larger: a namespace, a Deployment that differs on one cluster, a Service of the EU. */
export const REDIS: readonly object[] = [
  cluster('eu1', { region: 'eu', tier: 'gold' }),
  cluster('eu2', { region: 'eu' }),
  cluster('us1', { region: 'us' }),
  federatedNamespace('redis'),
  federated('Deployment', {
    name: 'redis',
    namespace: 'redis',
    template: webTemplate,
    overrides: [
      {
        clusterName: 'eu2',
        clusterOverrides: [
          { path: '/spec/replicas', value: 5 },
          { path: '/spec/template/spec/containers/0/image', value: 'redis:8.2' },
        ],
      },
    ],
  }),
  federated('Service', {
    name: 'redis',
    namespace: 'redis',
    template: { spec: { ports: [{ port: 6379 }] } },
    placement: { clusterSelector: { matchLabels: { region: 'eu' } } },
  }),
];
