/* eslint-disable @typescript-eslint/consistent-indexed-object-style, @typescript-eslint/array-type, @typescript-eslint/no-unnecessary-type-parameters --
   the shapes are those of other people's code */
/** What a template accepts and what it refuses; template-types.test.ts has the compiler read it. */
import { type JsonObject } from '../../../lib/model/json';
import {
  type Container,
  type CronJob,
  type Deployment,
  type HorizontalPodAutoscaler,
  type Ingress,
  type KindTemplates,
  type Service,
} from '../../../lib/model/generated/templates';
import { type PerCluster } from '../../../lib/model/per-cluster';

declare function perCluster<T>(
  value: (cluster: { readonly name: string; readonly replicas?: number }) => T,
): T & PerCluster<T>;
declare function takes<T>(template: T): void;

// A plain literal.
takes<Deployment>({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', labels: { app: 'web' }, annotations: {} },
  spec: {
    replicas: 3,
    selector: { matchLabels: { app: 'web' } },
    strategy: { rollingUpdate: { maxSurge: '25%', maxUnavailable: 1 } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: {
        containers: [
          {
            name: 'web',
            image: 'web:1',
            env: [{ name: 'A', value: 'b' }],
            ports: [{ containerPort: 80, protocol: 'TCP' }],
            resources: { limits: { cpu: 1, memory: '1Gi' } },
            livenessProbe: { httpGet: { path: '/', port: 'http' } },
          },
        ],
        volumes: [{ name: 'scratch', emptyDir: {} }],
      },
    },
  },
});
takes<Deployment>({});
// A kind or apiVersion that KubeFed's template may set, or leave out; deep partial parts.
takes<CronJob>({ spec: { jobTemplate: { spec: { template: { spec: { restartPolicy: 'Never' } } } } } });
takes<Service>({ spec: { ports: [{ port: 80, targetPort: 'http' }] } });
takes<Service>({ apiVersion: '/v1', spec: { ports: [{ port: 80, targetPort: 8080 }] } });
takes<HorizontalPodAutoscaler>({
  spec: { minReplicas: 1, metrics: [{ type: 'Resource', resource: { name: 'cpu' } }] },
});

// A literal `as const`, and one whose lists are mutable.
const constant = {
  kind: 'Ingress',
  spec: { rules: [{ host: 'example.com', http: { paths: [{ path: '/', backend: { service: { name: 'web' } } }] } }] },
} as const;
takes<Ingress>(constant);
const mutable = { spec: { containers: [{ name: 'web', args: ['--verbose'] }], tolerations: [{ key: 'gpu' }] } };
takes<Deployment>({ spec: { template: mutable } });

// The shape of other packages' types: mutable, with a status, `kind` and `apiVersion` literal.
interface ForeignDeployment {
  apiVersion?: 'apps/v1';
  kind?: 'Deployment';
  metadata?: { name?: string; labels?: { [key: string]: string } };
  spec?: {
    replicas?: number;
    selector: { matchLabels?: { [name: string]: string } };
    template: { spec?: { containers: Array<{ name: string; image?: string; command?: string[] }> } };
  };
  status?: { readyReplicas?: number };
}
export const foreign = (deployment: ForeignDeployment): void => takes<Deployment>(deployment);
export const bare = (deployment: Deployment): void => takes<Deployment>(deployment);

// A per-cluster value for a field, an entry of a map, a list, an item, a part, the whole.
takes<Deployment>({
  metadata: { name: 'web', labels: { cluster: perCluster((cluster) => cluster.name) } },
  spec: {
    replicas: perCluster((cluster) => cluster.replicas ?? 1),
    paused: perCluster((cluster) => cluster.name === 'spare'),
    strategy: perCluster(() => ({ rollingUpdate: { maxSurge: 1 } })),
    template: {
      spec: {
        containers: [
          {
            name: 'web',
            image: perCluster(({ name }) => `web:${name}`),
            args: perCluster(({ name }) => ['--on', name]),
          },
          perCluster(({ name }) => ({ name: 'side', env: [{ name: 'CLUSTER', value: name }] })),
        ],
        priority: perCluster(({ name }) => (name === 'spare' ? 1 : undefined)),
        volumes: perCluster(() => [{ name: 'scratch', emptyDir: {} }]),
      },
    },
  },
});
takes<Deployment>(perCluster(({ name }) => ({ metadata: { labels: { name } } })));
takes<Service>({
  spec: { ports: [{ port: 80, targetPort: perCluster(({ name }) => (name === 'old' ? 'http' : 8080)) }] },
});

// Any other kind: of a CRD, or of no known shape.
interface Widget {
  spec?: { size?: 'small' | 'large'; tags?: string[]; blob?: unknown };
}
takes<Widget>({
  spec: { size: perCluster((): 'small' | 'large' => 'small'), tags: ['a', perCluster(() => 'b')], blob: 1 },
});
takes<JsonObject>({ any: { thing: [1, null, perCluster(() => 'b')] } });

// Every kind of the table.
export const everyKind: { readonly [K in keyof KindTemplates]: KindTemplates[K] } = {
  ClusterRole: { rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }] },
  ClusterRoleBinding: { roleRef: { kind: 'ClusterRole', name: 'reader' }, subjects: [{ kind: 'Group', name: 'all' }] },
  ConfigMap: { data: { key: 'value' }, immutable: true },
  CronJob: { spec: { schedule: '* * * * *' } },
  DaemonSet: { spec: { updateStrategy: { type: 'OnDelete' } } },
  Deployment: { spec: { replicas: 1 } },
  HorizontalPodAutoscaler: { spec: { maxReplicas: 3 } },
  Ingress: { spec: { ingressClassName: 'public' } },
  Job: { spec: { completions: 1 } },
  Namespace: { metadata: { labels: { team: 'shop' } } },
  NetworkPolicy: { spec: { ingress: [{ from: [{ podSelector: {} }], ports: [{ port: 'http' }] }] } },
  PersistentVolumeClaim: { spec: { resources: { requests: { storage: '1Gi' } } } },
  PodDisruptionBudget: { spec: { maxUnavailable: '50%' } },
  ReplicaSet: { spec: { minReadySeconds: 1 } },
  Role: { rules: [{ verbs: ['get'] }] },
  RoleBinding: { roleRef: { name: 'reader' } },
  Secret: { stringData: { password: 'secret' }, type: 'Opaque' },
  Service: { spec: { clusterIP: 'None' } },
  ServiceAccount: { automountServiceAccountToken: false, imagePullSecrets: [{ name: 'registry' }] },
  StatefulSet: { spec: { volumeClaimTemplates: [{ metadata: { name: 'data' } }] } },
};

// What is refused.
// @ts-expect-error a template carries no status
takes<Deployment>({ status: { readyReplicas: 1 } });
// @ts-expect-error another kind
takes<Deployment>({ kind: 'ReplicaSet' });
// @ts-expect-error a misspelt field
takes<Deployment>({ spec: { replica: 3 } });
// @ts-expect-error a misspelt field, deep inside
takes<Deployment>({ spec: { template: { spec: { containers: [{ name: 'web', img: 'web:1' }] } } } });
// @ts-expect-error text for a number
takes<Deployment>({ spec: { replicas: '3' } });
// @ts-expect-error text for a part
takes<Deployment>({ spec: 'none' });
// @ts-expect-error a part for a list
takes<Deployment>({ spec: { template: { spec: { containers: { name: 'web' } } } } });
// @ts-expect-error a number for text
takes<Deployment>({ metadata: { labels: { version: 1 } } });
// @ts-expect-error a per-cluster value of another type
takes<Deployment>({ spec: { replicas: perCluster(({ name }) => name) } });
// @ts-expect-error a per-cluster part with a field of another type
takes<Deployment>({ spec: perCluster(() => ({ replicas: 'many' })) });
// @ts-expect-error a per-cluster item of another type
takes<Container>(perCluster((): { title: string } => ({ title: 'web' })));
// @ts-expect-error a date, which JSON does not have
takes<Deployment>({ metadata: { creationTimestamp: new Date(0) } });
// @ts-expect-error a kind that is not in the table
export type Unknown = KindTemplates['Widget'];
