import { createHash } from 'node:crypto';
import { CORE_GROUP, SCHEDULING_GROUP } from '../../model/federated-type';
import { type JsonObject } from '../../model/json';
import { MANAGED_BY, MANAGED_BY_LABEL } from '../marks';
import {
  clusterSchema,
  configSchema,
  propagatedVersionSchema,
  schedulingSchema,
  serviceStatusSchema,
  typeConfigSchema,
} from './core-schemas';
import { type Schema, object } from './schema';

/** On a CustomResourceDefinition: the digest of its spec, by which a newer fed8s knows what to replace. */
export const SCHEMA_DIGEST = 'fed8s.dev/schema';

interface KubefedKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly shortNames?: readonly string[];
  readonly scope: 'Cluster' | 'Namespaced';
  readonly fields: Readonly<Record<string, Schema>>;
  readonly description: string;
  /** Whether the status is written apart. */
  readonly hasStatus: boolean;
  readonly columns?: readonly JsonObject[];
}

// Names, versions, columns and required fields: KubeFed v0.10.0, charts/kubefed/charts/controllermanager/crds/crds.yaml
const kinds: readonly KubefedKind[] = [
  {
    group: CORE_GROUP,
    version: 'v1beta1',
    kind: 'KubeFedCluster',
    plural: 'kubefedclusters',
    shortNames: ['kfc'],
    scope: 'Namespaced',
    fields: clusterSchema,
    description: 'A member of the federation: where its API server is, and how it answers.',
    hasStatus: true,
    columns: [
      { name: 'age', type: 'date', jsonPath: '.metadata.creationTimestamp' },
      { name: 'ready', type: 'string', jsonPath: ".status.conditions[?(@.type=='Ready')].status" },
      { name: 'kubernetes-version', type: 'string', jsonPath: '.status.kubernetesVersion' },
    ],
  },
  {
    group: CORE_GROUP,
    version: 'v1beta1',
    kind: 'KubeFedConfig',
    plural: 'kubefedconfigs',
    scope: 'Namespaced',
    fields: configSchema,
    description: 'How KubeFed works; the one named kubefed counts.',
    hasStatus: false,
  },
  {
    group: CORE_GROUP,
    version: 'v1beta1',
    kind: 'FederatedTypeConfig',
    plural: 'federatedtypeconfigs',
    shortNames: ['ftc'],
    scope: 'Namespaced',
    fields: typeConfigSchema,
    description: 'A kind that is federated, and the Federated kind that says how.',
    hasStatus: true,
  },
  {
    group: CORE_GROUP,
    version: 'v1alpha1',
    kind: 'PropagatedVersion',
    plural: 'propagatedversions',
    scope: 'Namespaced',
    fields: propagatedVersionSchema,
    description: 'Which version of a federated object its clusters have.',
    hasStatus: true,
  },
  {
    group: CORE_GROUP,
    version: 'v1alpha1',
    kind: 'ClusterPropagatedVersion',
    plural: 'clusterpropagatedversions',
    scope: 'Cluster',
    fields: propagatedVersionSchema,
    description: 'Which version of a federated object without a namespace its clusters have.',
    hasStatus: true,
  },
  {
    group: CORE_GROUP,
    version: 'v1alpha1',
    kind: 'FederatedServiceStatus',
    plural: 'federatedservicestatuses',
    scope: 'Namespaced',
    fields: serviceStatusSchema,
    description: 'What the Services of the clusters report.',
    hasStatus: false,
  },
  {
    group: SCHEDULING_GROUP,
    version: 'v1alpha1',
    kind: 'ReplicaSchedulingPreference',
    plural: 'replicaschedulingpreferences',
    shortNames: ['rsp'],
    scope: 'Namespaced',
    fields: schedulingSchema,
    description: 'How the replicas of a federated workload are divided over the clusters.',
    hasStatus: false,
  },
];

/** The CustomResourceDefinitions of KubeFed's own API. */
export const kubefedCrds: readonly JsonObject[] = kinds.map(crdOf);

function crdOf(of: KubefedKind): JsonObject {
  const spec: JsonObject = {
    group: of.group,
    names: {
      kind: of.kind,
      listKind: `${of.kind}List`,
      plural: of.plural,
      singular: of.kind.toLowerCase(),
      ...(of.shortNames && { shortNames: of.shortNames }),
    },
    scope: of.scope,
    versions: [
      {
        name: of.version,
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: object(
            {
              apiVersion: { type: 'string' },
              kind: { type: 'string' },
              metadata: { type: 'object' },
              ...of.fields,
            },
            { description: of.description, ...('spec' in of.fields && { required: ['spec'] }) },
          ),
        },
        ...(of.hasStatus && { subresources: { status: {} } }),
        ...(of.columns && { additionalPrinterColumns: of.columns }),
      },
    ],
  };
  const digest = createHash('sha256').update(JSON.stringify(spec)).digest('hex').slice(0, 16);
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: {
      name: `${of.plural}.${of.group}`,
      labels: { [MANAGED_BY_LABEL]: MANAGED_BY },
      annotations: { [SCHEMA_DIGEST]: digest },
    },
    spec,
  };
}
