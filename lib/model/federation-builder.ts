import { type Cluster, type ReadingPlace, readCluster } from './cluster';
import { type FederatedObject } from './federated-object';
import {
  type FederatedType,
  type Scope,
  CORE_GROUP,
  SCHEDULING_GROUP,
  builtInTypes,
  readFederatedTypeConfig,
} from './federated-type';
import { type Federation, DEFAULT_SYSTEM_NAMESPACE } from './federation';
import { type Finding } from './finding';
import { freezeDeep } from './frozen-json';
import { type JsonObject, isJsonObject } from './json';
import { jsonProblems } from './json-check';
import { readKubeFedConfig } from './kubefed-config';
import { type ObjectRef, groupOf, objectKey } from './object-ref';
import { type ManifestSource, ObjectReader } from './object-reader';
import { refOfManifest } from './ref-of-manifest';
import { type ReplicaSchedulingPreference, readReplicaSchedulingPreference } from './replica-scheduling-preference';

/** What is set from outside. */
export interface FederationOptions {
  /** Default: what a KubeFedConfig says, else `Cluster`. */
  readonly scope?: Scope | undefined;
  /** Default: the namespace of a KubeFedConfig named `kubefed`, else `kube-federation-system`. */
  readonly systemNamespace?: string | undefined;
}

interface Entry {
  readonly manifest: JsonObject;
  readonly source: ManifestSource;
}

/** Gathers manifests, in any order, into a Federation. */
export class FederationBuilder {
  private readonly entries: Entry[] = [];
  private readonly findings: Finding[] = [];
  private readonly lost = { clusters: new Set<string>(), namespaces: new Set<string>(), kinds: new Set<string>() };

  public constructor(private readonly options: FederationOptions = {}) {}

  /** Takes one manifest of any kind. A list must have been opened. */
  public add(manifest: unknown, source: ManifestSource = {}): this {
    const problems = jsonProblems(manifest);
    const { origin } = source;
    if (problems.length > 0) {
      const object = refOfManifest(manifest);
      this.lose(object);
      this.findings.push(
        ...problems.map((problem): Finding => ({
          ...problem,
          severity: 'error',
          kubefed: 'error',
          object,
          ...(origin !== undefined && { origin }),
        })),
      );
    } else if (
      !isJsonObject(manifest) ||
      typeof manifest.kind !== 'string' ||
      typeof manifest.apiVersion !== 'string'
    ) {
      this.report({
        code: 'not-a-manifest',
        severity: 'error',
        kubefed: 'error',
        message: 'A manifest must be an object with apiVersion and kind.',
        remedy: 'Give it apiVersion and kind, or take it out of the input.',
        ...(origin !== undefined && { origin }),
      });
    } else {
      this.entries.push({ manifest, source });
    }
    return this;
  }

  /** Notes something wrong that was seen before there was a manifest. */
  public report(finding: Finding): this {
    this.findings.push(finding);
    return this;
  }

  /** Notes an object of which nothing can be made, which has been told, so that nobody who speaks of it is blamed. */
  public lose({ kind, namespace, name }: Pick<ObjectRef, 'kind' | 'namespace' | 'name'>): this {
    if (kind === 'KubeFedCluster') this.lost.clusters.add(name);
    if (kind === 'FederatedNamespace' && namespace !== undefined) this.lost.namespaces.add(namespace);
    return this;
  }

  private placeOf({ origin }: ManifestSource): ReadingPlace {
    return { origin, report: (finding) => void this.report(finding) };
  }

  /** The federation of all that was added. */
  public build(): Federation {
    const sorted = this.sortEntries();

    const config = this.readConfig(sorted.configs);
    const types = this.readTypes(this.inSystemNamespace(sorted.types, config.systemNamespace));
    const clusters = new Map<string, Cluster>();
    for (const { manifest, source } of this.inSystemNamespace(sorted.clusters, config.systemNamespace)) {
      const cluster = readCluster(manifest, this.placeOf(source));
      if (cluster === undefined) this.lose(refOfManifest(manifest));
      if (cluster === undefined) continue;
      const other = clusters.get(cluster.name);
      if (other === undefined) clusters.set(cluster.name, cluster);
      else
        this.reportTwice('duplicate-cluster', `The cluster ${cluster.name}`, refOfManifest(manifest), [
          other.origin,
          cluster.origin,
        ]);
    }
    const preferences = new Map<string, ReplicaSchedulingPreference>();
    for (const { manifest, source } of sorted.preferences) {
      const preference = readReplicaSchedulingPreference(manifest, this.placeOf(source));
      if (preference === undefined) continue;
      const other = preferences.get(objectKey(preference.ref));
      if (other === undefined) preferences.set(objectKey(preference.ref), preference);
      else
        this.reportTwice('duplicate-object', `ReplicaSchedulingPreference ${preference.name}`, preference.ref, [
          other.origin,
          preference.origin,
        ]);
    }
    const { objects, refused, leftAlone } = this.readObjects(sorted.rest, types);
    return freezeDeep({
      clusters: [...clusters.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
      objects,
      refused,
      types,
      preferences: [...preferences].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, preference]) => preference),
      ...config,
      leftAlone,
      unreadable: { clusters: [...this.lost.clusters], namespaces: [...this.lost.namespaces] },
      findings: [...this.findings],
    });
  }

  private sortEntries() {
    const sorted = {
      clusters: [] as Entry[],
      configs: [] as Entry[],
      types: [] as Entry[],
      preferences: [] as Entry[],
      rest: [] as Entry[],
    };
    for (const entry of this.entries) {
      const group = groupOf(entry.manifest.apiVersion as string);
      const { kind } = entry.manifest;
      if (group === CORE_GROUP && kind === 'KubeFedCluster') sorted.clusters.push(entry);
      else if (group === CORE_GROUP && kind === 'KubeFedConfig') sorted.configs.push(entry);
      else if (group === CORE_GROUP && kind === 'FederatedTypeConfig') sorted.types.push(entry);
      else if (group === SCHEDULING_GROUP && kind === 'ReplicaSchedulingPreference') sorted.preferences.push(entry);
      else sorted.rest.push(entry);
    }
    return sorted;
  }

  private readConfig(
    entries: readonly Entry[],
  ): Pick<Federation, 'scope' | 'systemNamespace' | 'schedulerPreferences'> {
    // KubeFed knows one KubeFedConfig, and that by its name (v0.10.0, pkg/controller/util/constants.go).
    const named = entries.filter(
      ({ manifest }) => isJsonObject(manifest.metadata) && manifest.metadata.name === 'kubefed',
    );
    const { systemNamespace = this.namespaceOfConfig(named) } = this.options;
    const [own, ...others] = named.filter(
      ({ manifest }) => (namespaceOf(manifest) ?? systemNamespace) === systemNamespace,
    );
    for (const { manifest, source } of others) {
      this.reportTwice('duplicate-object', 'The KubeFedConfig kubefed', refOfManifest(manifest), [
        own?.source.origin,
        source.origin,
      ]);
    }
    const config = own && readKubeFedConfig(own.manifest, this.placeOf(own.source));
    return {
      systemNamespace,
      scope: this.options.scope ?? config?.scope ?? 'Cluster',
      schedulerPreferences: config?.schedulerPreferences ?? true,
    };
  }

  /** The namespace of the KubeFed that is configured. */
  private namespaceOfConfig(configs: readonly Entry[]): string {
    const byNamespace = new Map(
      configs.map((entry) => [namespaceOf(entry.manifest) ?? DEFAULT_SYSTEM_NAMESPACE, entry]),
    );
    const [first = DEFAULT_SYSTEM_NAMESPACE, ...others] = [...byNamespace.keys()].sort();
    for (const other of others) {
      const { manifest, source } = byNamespace.get(other) as Entry;
      this.report({
        code: 'duplicate-object',
        severity: 'error',
        kubefed: 'error',
        message: `There is a KubeFedConfig in ${first} and one in ${other}: that is more than one KubeFed.`,
        remedy: 'Say which is meant by giving the system namespace, or take the others out of the input.',
        object: refOfManifest(manifest),
        ...(source.origin !== undefined && { origin: source.origin }),
      });
    }
    return first;
  }

  /** KubeFed looks for what concerns itself in its own namespace alone. What names none is taken for an object of it. */
  private inSystemNamespace(entries: readonly Entry[], systemNamespace: string): readonly Entry[] {
    return entries.filter(({ manifest, source }) => {
      const namespace = namespaceOf(manifest);
      if (namespace === undefined || namespace === systemNamespace) return true;
      this.report({
        code: 'outside-system-namespace',
        severity: 'error',
        kubefed: 'warning',
        message: `KubeFed reads a ${manifest.kind as string} in the namespace ${systemNamespace} alone, and this one is in ${namespace}.`,
        remedy: `Move it to ${systemNamespace}, or give the system namespace.`,
        object: refOfManifest(manifest),
        ...(source.origin !== undefined && { origin: source.origin }),
      });
      this.lose(refOfManifest(manifest));
      this.loseKind(manifest);
      return false;
    });
  }

  private readTypes(entries: readonly Entry[]): readonly FederatedType[] {
    const own = new Map<string, FederatedType>();
    for (const { manifest, source } of entries) {
      const type = readFederatedTypeConfig(manifest, source.origin, (finding) => this.report(finding));
      if (type === undefined) this.loseKind(manifest);
      if (type === undefined) continue;
      const other = own.get(type.name);
      if (other !== undefined) {
        this.reportTwice('duplicate-object', `The FederatedTypeConfig ${type.name}`, refOfManifest(manifest), [
          other.origin,
          type.origin,
        ]);
      }
      own.set(type.name, type);
    }
    const sorted = [...own.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    const byFederatedKind = new Map<string, FederatedType>();
    for (const type of sorted) {
      const { group, kind } = type.federated;
      const other = byFederatedKind.get(`${group}/${kind}`);
      byFederatedKind.set(`${group}/${kind}`, other ?? type);
      if (other === undefined) continue;
      this.report({
        code: 'invalid-type-config',
        severity: 'error',
        kubefed: 'error',
        message: `The FederatedTypeConfigs ${other.name} and ${type.name} both name ${kind}, so that one object would become two.`,
        remedy: 'Give each of them a federated kind of its own.',
        object: { apiVersion: `${CORE_GROUP}/v1beta1`, kind: 'FederatedTypeConfig', name: type.name },
        ...(type.origin !== undefined && { origin: type.origin }),
      });
    }
    return [...builtInTypes.filter(({ name }) => !own.has(name)), ...sorted];
  }

  /** The Federated kind that a FederatedTypeConfig would have declared. */
  private loseKind({ spec }: JsonObject): void {
    const { federatedType } = isJsonObject(spec) ? spec : {};
    const { group, kind } = isJsonObject(federatedType) ? federatedType : {};
    if (typeof group === 'string' && typeof kind === 'string') this.lost.kinds.add(`${group}/${kind}`);
  }

  private readObjects(entries: readonly Entry[], types: readonly FederatedType[]) {
    const manifests = entries.map(({ manifest }) => manifest);
    const reader = new ObjectReader(types, manifests, (finding) => this.report(finding), this.lost.kinds);
    const objects: FederatedObject[] = [];
    const refused: FederatedObject[] = [];
    const leftAlone: (ObjectRef & { readonly origin?: string })[] = [];
    const seen = new Map<string, FederatedObject>();
    for (const { manifest, source } of entries) {
      const object = reader.read(manifest, source);
      if (object === 'left-alone') {
        const { origin } = source;
        leftAlone.push({ ...refOfManifest(manifest), ...(origin !== undefined && { origin }) });
      }
      if (object === 'left-alone' || object === undefined) continue;
      if (object.refused === true) {
        refused.push(object);
        continue;
      }
      const key = objectKey(object.ref);
      const other = seen.get(key);
      if (other === undefined) seen.set(key, object);
      // Two plain objects of one name may be meant for different clusters: resolve tells whether they meet.
      if (other === undefined || object.form === 'plain') objects.push(object);
      else {
        refused.push(object);
        this.reportTwice('duplicate-object', `${object.ref.kind} ${object.name}`, object.ref, [
          other.origin,
          object.origin,
        ]);
      }
    }
    return { objects, refused, leftAlone };
  }

  private reportTwice(
    code: 'duplicate-cluster' | 'duplicate-object',
    what: string,
    object: ObjectRef,
    origins: readonly (string | undefined)[],
  ): void {
    const places = origins.filter((origin) => origin !== undefined);
    this.report({
      code,
      severity: 'error',
      kubefed: 'error',
      message: `${what} is declared twice${places.length === 2 ? `: ${places.join(' and ')}` : ''}.`,
      remedy: 'Remove one of the two, or rename it.',
      object,
      ...(places.length > 0 && { origin: places.at(-1) as string }),
    });
  }
}

function namespaceOf(manifest: JsonObject): string | undefined {
  const namespace = isJsonObject(manifest.metadata) ? manifest.metadata.namespace : undefined;
  return typeof namespace === 'string' && namespace !== '' ? namespace : undefined;
}
