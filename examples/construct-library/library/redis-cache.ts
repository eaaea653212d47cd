import { Names } from 'cdk8s';
import { Construct } from 'constructs';
import {
  type ClusterInfo,
  type ClusterOverrides,
  FederatedConfigMap,
  FederatedDeployment,
  FederatedService,
  type Placement,
  federate,
  perCluster,
} from 'fed8s';

/** What a RedisCache takes. */
export interface RedisCacheProps {
  /**
   * Where the cache runs: one of its own on each of these clusters.
   *
   * @default - the placement of the chart, or of the nearest construct around it that has one
   */
  readonly placement?: Placement;
  /**
   * How its Deployment differs from cluster to cluster, in KubeFed's own form.
   *
   * @default - it does not
   */
  readonly overrides?: readonly ClusterOverrides[];
  /**
   * How much it may keep, in mebibytes: one size for all clusters, or a function that is asked for each of them. The container
   * gets a quarter more.
   *
   * @default 64
   */
  readonly memory?: number | ((cluster: ClusterInfo) => number);
  /**
   * The tag of the image.
   *
   * @default '8.2'
   */
  readonly version?: string;
}

/**
 * A cache: Redis that forgets what was not used for long, and all of it on a restart.
 *
 * @example
 * const sessions = new RedisCache(chart, 'sessions', { placement: { clusterSelector: {} }, memory: 256 });
 */
export class RedisCache extends Construct {
  /** The name of the Service, which clients in the same namespace and cluster connect to. */
  public readonly host: string;
  public readonly port = 6379;

  public constructor(scope: Construct, id: string, props: RedisCacheProps = {}) {
    super(scope, id);
    const { placement, overrides = [], memory = 64, version = '8.2' } = props;
    // Everything in here goes where the app says. Without a placement, what is said further out holds.
    federate(this, { placement });

    this.host = Names.toDnsLabel(this, { includeHash: false });
    const metadata = { name: this.host };
    const labels = { 'app.kubernetes.io/name': 'redis', 'app.kubernetes.io/instance': this.host };
    const fromMemory = (text: (mebibytes: number) => string): string =>
      typeof memory === 'function' ? perCluster((cluster) => text(memory(cluster))) : text(memory);

    new FederatedConfigMap(this, 'config', {
      metadata,
      template: { data: { 'redis.conf': fromMemory((size) => `maxmemory ${size}mb\nmaxmemory-policy allkeys-lru\n`) } },
    });
    new FederatedDeployment(this, 'server', {
      metadata,
      overrides,
      template: {
        metadata: { labels },
        spec: {
          replicas: 1,
          selector: { matchLabels: labels },
          template: {
            metadata: { labels },
            spec: {
              containers: [
                {
                  name: 'redis',
                  image: `redis:${version}`,
                  args: ['redis-server', '/etc/redis/redis.conf'],
                  ports: [{ name: 'redis', containerPort: this.port }],
                  readinessProbe: { tcpSocket: { port: 'redis' } },
                  resources: { limits: { memory: fromMemory((size) => `${Math.ceil(size * 1.25)}Mi`) } },
                  volumeMounts: [{ name: 'config', mountPath: '/etc/redis' }],
                },
              ],
              volumes: [{ name: 'config', configMap: { name: this.host } }],
            },
          },
        },
      },
    });
    new FederatedService(this, 'service', {
      metadata,
      template: { spec: { selector: labels, ports: [{ name: 'redis', port: this.port, targetPort: 'redis' }] } },
    });
  }
}
