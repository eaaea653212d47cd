import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type JsonObject } from '../../../lib/model/json';

/** The field manager of the one who applied `declaredWeb`. */
export const US = 'fed8s/shop-1';

/** What was applied by server-side apply. */
export const declaredWeb: JsonObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'default', labels: { app: 'web', 'a.b/c': 'x' }, finalizers: ['fed8s.dev/x'] },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: {
        containers: [
          {
            name: 'web',
            image: 'nginx',
            command: ['a', 'b'],
            ports: [{ containerPort: 80 }, { containerPort: 81, name: 'x' }],
            env: [
              { name: 'A', value: '1' },
              { name: 'B', value: '' },
            ],
            resources: { limits: { cpu: '1000m', memory: '1024Mi' }, requests: { cpu: '0.5' } },
            livenessProbe: { httpGet: { path: '/', port: 80 } },
          },
        ],
        tolerations: [{ key: 'a', operator: 'Exists' }],
        volumes: [{ name: 'v', emptyDir: {} }],
      },
    },
  },
};

/**
 * The answer of a kube-apiserver 1.37.2 after `kubectl scale --replicas 7`, `kubectl set image web=nginx:1` and
 * `kubectl label app-`.
 */
export const webEditedByHand = JSON.parse(
  readFileSync(join(__dirname, 'web-edited-by-hand.json'), 'utf8'),
) as JsonObject;
