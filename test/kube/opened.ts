import { type ClusterApi } from '../../lib/kube/cluster-api';
import { openCluster } from '../../lib/kube/open-cluster';
import { type ConnectionOptions } from '../../lib/kube/open-endpoint';
import { type Answer, type ApiFailure } from '../../lib/kube/answer';
import { type Behaviour, StandIn } from './stand-in';
import { StillTime } from './pacing';

/** A stand-in and a way to it. */
export interface Opened {
  readonly api: ClusterApi;
  readonly server: StandIn;
  readonly time: StillTime;
}

const open: (() => Promise<void> | void)[] = [];

/** Ends what a test has opened; for `afterEach`. */
export async function closeAll(): Promise<void> {
  for (const close of open.splice(0).reverse()) await close();
}

/** Has something closed at the end of the test. */
export function closing(close: () => Promise<void> | void): void {
  open.push(close);
}

/** Starts a stand-in that behaves so, and opens it. */
export async function openStandIn(
  behave?: Behaviour,
  {
    user = { token: 'a-token' },
    cluster = {},
    discover,
    ...options
  }: ConnectionOptions & { readonly user?: object; readonly cluster?: object; readonly discover?: Behaviour } = {},
): Promise<Opened> {
  const server = await StandIn.start(behave, discover);
  closing(() => server.stop());
  const time = new StillTime();
  const kubeconfig = server.kubeconfig(user, cluster);
  const api = valueOf(await openCluster({ kubeconfig, context: 'it', pacing: time, ...options }));
  closing(() => api.close());
  return { api, server, time };
}

/** What an answer has, or an error with what it has instead. */
export function valueOf<T>(answer: Answer<T>): T {
  if (answer.outcome === 'failed') throw new Error(JSON.stringify(answer.failure));
  return answer.value;
}

/** Why there is no answer, or an error. */
export function failureOf(answer: Answer<unknown>): ApiFailure {
  if (answer.outcome === 'ok') throw new Error(`it went well: ${JSON.stringify(answer.value)}`);
  return answer.failure;
}

/** A ConfigMap, for which nobody cares. */
export const configMap = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'a', namespace: 'shop' },
  data: { key: 'value' },
};

/** Names it. */
export const configMapRef = { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'shop', name: 'a' };
