import { type FederatedObject } from './federated-object';
import { type FederatedType, builtInTypes, looksFederated, typeOfKnownKind } from './federated-type';
import { type Finding } from './finding';
import { type JsonObject } from './json';
import { knownKindsNamed } from './known-kinds';
import { groupOf } from './object-ref';
import { type OverrideLayer } from './override';
import { type Placement } from './placement';
import { type PlacementPolicy } from './placement-policy';
import { PlainReader } from './plain-object';
import { readFederatedObject, reportUntyped } from './read-federated-object';
import { refOfManifest } from './ref-of-manifest';
import { type ReplicaPolicy } from './replica-policy';

/** What is said of an object by what stands around it. */
export interface Surroundings {
  /** Where it goes, if it does not say so itself. */
  readonly placement: Placement | undefined;
  /** Which of the clusters of its placement are chosen. */
  readonly policy?: PlacementPolicy | undefined;
  readonly replicas?: ReplicaPolicy | undefined;
  /** Applied before its own. */
  readonly overrides: readonly OverrideLayer[];
}

/** Where a manifest comes from, and what is known of it besides its own words. */
export interface ManifestSource {
  /** A construct path, or file:line. */
  readonly origin?: string | undefined;
  /** The file of each cluster's folder that the object goes to. Default: `chartOf` of its namespace. */
  readonly chart?: string | undefined;
  /** The type of a Federated object that brings its own. A FederatedTypeConfig of the federation overrules it. */
  readonly type?: FederatedType | undefined;
  /** Whether something wrong with it has been told, so that it is only to be looked at for what else is wrong. */
  readonly refused?: boolean;
  /** With these any object is federated; without them one that is not of KubeFed's API is the host's own. */
  readonly surroundings?: Surroundings | undefined;
}

/** The chart of an object that has no chart: a file for each namespace, and one for what lives in none. */
export function chartOf(namespace: string | undefined): string {
  // An underscore is in no namespace's name, so the two never meet.
  return namespace ?? '_cluster';
}

/** Reads the objects of a federation, whatever their form. */
export class ObjectReader {
  private readonly typeByKind: ReadonlyMap<string, FederatedType>;
  private readonly plain: PlainReader;

  /** @param manifests all of the input. */
  public constructor(
    types: readonly FederatedType[],
    manifests: readonly JsonObject[],
    private readonly report: (finding: Finding) => void,
    /** Federated kinds, as group/kind, whose FederatedTypeConfig was refused. */
    private readonly refusedKinds: ReadonlySet<string> = new Set(),
  ) {
    this.typeByKind = new Map(types.map((type) => [`${type.federated.group}/${type.federated.kind}`, type]));
    this.plain = new PlainReader(types, manifests);
  }

  /** `left-alone`: it is the host's own. Undefined, and reported: nothing can be made of it. */
  public read(manifest: JsonObject, source: ManifestSource): FederatedObject | 'left-alone' | undefined {
    const { surroundings } = source;
    const read = this.readAlone(manifest, source);
    if (read === undefined || read === 'left-alone' || surroundings === undefined) return read;
    const placement = read.placement === undefined ? surroundings.placement : read.placement;
    const { refused = false } = source;
    const { policy, replicas } = surroundings;
    return {
      ...read,
      placement,
      ...(policy !== undefined && { policy }),
      ...(replicas !== undefined && { replicas }),
      overrides: [...surroundings.overrides, ...read.overrides],
      ...(refused && { refused }),
    };
  }

  private readAlone(manifest: JsonObject, source: ManifestSource): FederatedObject | 'left-alone' | undefined {
    const apiVersion = manifest.apiVersion as string;
    const kind = manifest.kind as string;
    const place = {
      origin: source.origin,
      report: this.report,
      chart: (namespace: string | undefined) => source.chart ?? chartOf(namespace),
    };
    const type = this.typeFor(`${groupOf(apiVersion)}/${kind}`, source.type) ?? this.assumeType(manifest, source);
    if (type !== undefined) return readFederatedObject(manifest, type, place);
    if (looksFederated(apiVersion, kind)) {
      reportUntyped(manifest, place);
      return undefined;
    }
    if (apiVersion === 'v1' && kind === 'List' && source.surroundings === undefined) return this.refuseList(source);
    return source.surroundings === undefined ? 'left-alone' : this.plain.read(manifest, place);
  }

  /** A List is opened before it comes here; this one could not be. */
  private refuseList({ origin }: ManifestSource): undefined {
    this.report({
      code: 'not-a-manifest',
      severity: 'error',
      kubefed: 'error',
      message: 'The List has no list of items.',
      remedy: 'Give it items, or take it out of the input.',
      ...(origin !== undefined && { origin }),
    });
    return undefined;
  }

  /** A FederatedTypeConfig of the input has the last word, as it would in KubeFed; then what the object brings along. */
  private typeFor(federatedKind: string, brought: FederatedType | undefined): FederatedType | undefined {
    const known = this.typeByKind.get(federatedKind);
    return known === undefined || builtInTypes.includes(known) ? (brought ?? known) : known;
  }

  /**
   * A Federated kind that no FederatedTypeConfig of the input declares. For a kind of Kubernetes itself there is one answer,
   * the one of `kubefedctl enable`; for any other, fed8s does not guess.
   */
  private assumeType(manifest: JsonObject, { origin }: ManifestSource): FederatedType | undefined {
    const kind = manifest.kind as string;
    if (!looksFederated(manifest.apiVersion as string, kind)) return undefined;
    if (this.refusedKinds.has(`${groupOf(manifest.apiVersion as string)}/${kind}`)) return undefined;
    const targetKind = kind.slice('Federated'.length);
    const known = knownKindsNamed(targetKind);
    const type = known.length === 1 ? typeOfKnownKind(known[0]?.group ?? '', targetKind) : undefined;
    const place = { object: refOfManifest(manifest), ...(origin !== undefined && { origin }) };
    if (type === undefined) {
      this.report({
        ...place,
        code: 'unknown-federated-type',
        severity: 'error',
        kubefed: 'warning',
        message: `No FederatedTypeConfig says what a ${kind} is a federation of, so KubeFed would leave it lying.`,
        remedy: `Add the FederatedTypeConfig that \`kubefedctl enable ${targetKind}\` wrote, or use a FederatedResource with its type.`,
      });
    } else {
      this.report({
        ...place,
        code: 'assumed-federated-type',
        severity: 'warning',
        kubefed: 'warning',
        message: `No FederatedTypeConfig declares ${kind}; it is taken for ${type.name}, as \`kubefedctl enable\` would write it.`,
        remedy: `Add the FederatedTypeConfig ${type.name} to the input to say so.`,
      });
    }
    return type;
  }
}
