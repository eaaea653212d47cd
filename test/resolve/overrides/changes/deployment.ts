/** A Deployment with something of everything that changes reach into. */
export const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'shop', labels: { app: 'web' } },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: {
        initContainers: [{ name: 'init', image: 'busybox' }],
        containers: [
          {
            name: 'web',
            image: 'registry.example.com:5000/shop/web:1.0@sha256:abc',
            args: ['--log=info', '--port=80'],
            env: [
              { name: 'A', value: '1' },
              { name: 'B', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } },
            ],
            ports: [
              { containerPort: 80 },
              { containerPort: 53, protocol: 'UDP' },
              { containerPort: 53, protocol: 'TCP' },
            ],
          },
          { name: 'sidecar', image: 'proxy' },
        ],
        tolerations: [{ key: 'a', operator: 'Exists' }],
        volumes: [{ name: 'data', emptyDir: {} }],
      },
    },
  },
};

export const deploymentKind = { group: 'apps', kind: 'Deployment' };

/** Where the first container is. */
export const WEB = '/spec/template/spec/containers/0';
