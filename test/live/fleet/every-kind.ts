import { type Json, type JsonObject } from '../../../lib/model/json';

const namespace = 'every-kind';

function object(apiVersion: string, kind: string, rest: JsonObject, metadata: JsonObject = {}): JsonObject {
  return { apiVersion, kind, metadata: { name: kind.toLowerCase(), namespace, ...metadata }, ...rest };
}

function clusterObject(apiVersion: string, kind: string, rest: JsonObject, metadata: JsonObject = {}): JsonObject {
  return { apiVersion, kind, metadata: { name: `every-${kind.toLowerCase()}`, ...metadata }, ...rest };
}

const labels = { app: 'every' };
const selector = { matchLabels: labels };

/** Pods with much of what a server fills in, or writes in another way. */
function pods(more: JsonObject = {}): JsonObject {
  return {
    metadata: { labels, annotations: { 'a.b/c': '1000m' }, creationTimestamp: null },
    spec: {
      serviceAccountName: 'default',
      securityContext: {},
      nodeSelector: { zone: 'a' },
      initContainers: [
        { name: 'first', image: 'busybox', command: ['true'] },
        { name: 'second', image: 'busybox', args: [] },
      ],
      containers: [
        {
          name: 'main',
          image: 'nginx',
          env: [
            { name: 'EMPTY', value: '' },
            { name: 'CPU', valueFrom: { resourceFieldRef: { resource: 'limits.cpu', divisor: '1000m' } } },
            { name: 'IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
          ],
          envFrom: [{ configMapRef: { name: 'configmap' } }],
          ports: [{ containerPort: 80 }, { containerPort: 53, protocol: 'UDP', name: 'dns' }],
          resources: {
            limits: { cpu: '1000m', memory: '1024Mi', 'ephemeral-storage': '1.5Gi' },
            requests: { cpu: 0.5 },
          },
          securityContext: {
            privileged: false,
            capabilities: { drop: ['ALL'], add: [] },
            readOnlyRootFilesystem: true,
          },
          readinessProbe: { httpGet: { path: '/', port: 'http' }, initialDelaySeconds: 0 },
          livenessProbe: { tcpSocket: { port: 80 } },
          volumeMounts: [
            { name: 'tmp', mountPath: '/tmp' },
            { name: 'all', mountPath: '/all', readOnly: true },
          ],
        },
      ],
      tolerations: [{ key: 'a', operator: 'Exists' }],
      hostNetwork: false,
      volumes: [
        { name: 'tmp', emptyDir: { sizeLimit: '1024Mi' } },
        { name: 'config', configMap: { name: 'configmap' } },
        {
          name: 'all',
          projected: {
            sources: [
              { serviceAccountToken: { path: 'token' } },
              { configMap: { name: 'configmap', items: [{ key: 'a', path: 'a' }] } },
              { downwardAPI: { items: [{ path: 'labels', fieldRef: { fieldPath: 'metadata.labels' } }] } },
            ],
          },
        },
      ],
      topologySpreadConstraints: [
        { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'ScheduleAnyway', labelSelector: selector },
      ],
      affinity: {
        podAntiAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            { weight: 1, podAffinityTerm: { topologyKey: 'zone', labelSelector: selector } },
          ],
        },
      },
      ...more,
    },
  };
}

const never = { restartPolicy: 'Never' };
const rules: Json = [{ apiGroups: [''], resources: ['pods'], verbs: ['get', 'list'] }];
const subjects: Json = [{ kind: 'ServiceAccount', name: 'default', namespace }];

/** One object of every kind that a federation is likely to have, with fields that a server fills in, and in other spellings. */
export const everyKind: readonly JsonObject[] = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels: { a: 'b' } } },
  object('v1', 'ConfigMap', { data: { a: '1', empty: '' }, binaryData: { b: 'AAE=' } }),
  object('v1', 'ConfigMap', { data: {} }, { name: 'empty', labels: {}, annotations: {} }),
  object('v1', 'Secret', { stringData: { a: 'b' }, data: { c: 'ZA==' }, type: 'Opaque' }),
  object('v1', 'Secret', { data: { wrapped: 'YWJj\nZGVm\n' } }, { name: 'wrapped' }),
  object('v1', 'ServiceAccount', { automountServiceAccountToken: false }),
  object('v1', 'Service', {
    spec: {
      selector: labels,
      ports: [
        { name: 'http', port: 80 },
        { name: 'dns', port: 53, protocol: 'UDP' },
      ],
    },
  }),
  object(
    'v1',
    'Service',
    { spec: { clusterIP: 'None', selector: labels, ports: [{ port: 80, targetPort: 80 }] } },
    { name: 'headless' },
  ),
  object('v1', 'Service', { spec: { type: 'ExternalName', externalName: 'example.org' } }, { name: 'external' }),
  object('v1', 'PersistentVolumeClaim', {
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1024Mi' } } },
  }),
  object('v1', 'LimitRange', {
    spec: { limits: [{ type: 'Container', default: { cpu: '1000m' }, defaultRequest: { cpu: '0.1' } }] },
  }),
  object('v1', 'ResourceQuota', { spec: { hard: { 'requests.cpu': '1000m', pods: '100' } } }),
  object('apps/v1', 'Deployment', { spec: { replicas: 0, selector, template: pods() } }),
  object('apps/v1', 'StatefulSet', {
    spec: {
      serviceName: 'headless',
      selector,
      template: pods(),
      replicas: 1,
      volumeClaimTemplates: [
        {
          metadata: { name: 'data' },
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
        },
      ],
    },
  }),
  object('apps/v1', 'DaemonSet', { spec: { selector, template: pods() } }),
  object('batch/v1', 'Job', { spec: { suspend: true, template: pods(never) } }),
  object('batch/v1', 'CronJob', {
    spec: { schedule: '0 0 1 1 *', suspend: true, jobTemplate: { spec: { template: pods(never) } } },
  }),
  object('networking.k8s.io/v1', 'Ingress', {
    spec: {
      tls: [{ hosts: ['a.example.org'] }],
      rules: [
        {
          host: 'a.example.org',
          http: {
            paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'service', port: { number: 80 } } } }],
          },
        },
      ],
    },
  }),
  object('networking.k8s.io/v1', 'NetworkPolicy', {
    spec: {
      podSelector: {},
      ingress: [{ from: [{ podSelector: {} }], ports: [{ port: 80 }] }],
      egress: [{}],
      policyTypes: ['Ingress', 'Egress'],
    },
  }),
  object('policy/v1', 'PodDisruptionBudget', { spec: { minAvailable: '50%', selector } }),
  object('autoscaling/v2', 'HorizontalPodAutoscaler', {
    spec: {
      maxReplicas: 5,
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'nobody' },
      metrics: [
        { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } },
        { type: 'Pods', pods: { metric: { name: 'rps' }, target: { type: 'AverageValue', averageValue: '1000m' } } },
      ],
      behavior: { scaleDown: { policies: [{ type: 'Percent', value: 10, periodSeconds: 60 }] } },
    },
  }),
  object('rbac.authorization.k8s.io/v1', 'Role', { rules }),
  object('rbac.authorization.k8s.io/v1', 'RoleBinding', {
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'role' },
    subjects,
  }),
  clusterObject('rbac.authorization.k8s.io/v1', 'ClusterRole', {
    rules: [...rules, { nonResourceURLs: ['/healthz'], verbs: ['get'] }],
  }),
  clusterObject('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', {
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'every-clusterrole' },
    subjects,
  }),
  clusterObject('scheduling.k8s.io/v1', 'PriorityClass', { value: 10, description: '' }),
  clusterObject('storage.k8s.io/v1', 'StorageClass', { provisioner: 'a.dev/b', parameters: { type: '1000m' } }),
  clusterObject('v1', 'PersistentVolume', {
    spec: {
      capacity: { storage: '1024Mi' },
      accessModes: ['ReadWriteOnce'],
      hostPath: { path: '/a' },
      claimRef: { name: 'a', namespace },
    },
  }),
  clusterObject('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', {
    webhooks: [
      {
        name: 'a.example.org',
        admissionReviewVersions: ['v1'],
        sideEffects: 'None',
        failurePolicy: 'Ignore',
        clientConfig: { service: { name: 'a', namespace } },
        rules: [{ apiGroups: ['a.dev'], apiVersions: ['*'], operations: ['CREATE'], resources: ['*'] }],
      },
    ],
  }),
  {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'widgets.every.dev', creationTimestamp: null },
    spec: {
      group: 'every.dev',
      scope: 'Namespaced',
      names: { kind: 'Widget', plural: 'widgets' },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          subresources: { status: {} },
          additionalPrinterColumns: [{ name: 'Size', type: 'integer', jsonPath: '.spec.size' }],
          schema: {
            openAPIV3Schema: {
              type: 'object',
              properties: { spec: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
            },
          },
        },
      ],
    },
    status: { acceptedNames: { kind: '', plural: '' }, conditions: [], storedVersions: [] },
  },
];
