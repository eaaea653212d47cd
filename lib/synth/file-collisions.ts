import { type FederatedObject } from '../model/federated-object';
import { describeObject } from '../model/object-ref';
import { type Problem } from '../model/problem';
import { type Resolution } from '../resolve/resolution';
import { type FileOwner, type ObjectFile } from './layout';

/** One owner of a name: a chart with its objects, or one object. */
interface Claim {
  /** The name as this owner writes it. */
  readonly path: string;
  readonly owner: FileOwner;
  /** Positions in `Resolution.objects`. */
  readonly objects: number[];
}

/**
 * Files, and folders of charts, that two owners claim on one cluster. Names that differ only in case are one name, since
 * the folders are checked out on macOS and Windows too. Owners that never meet on a cluster are no trouble.
 */
export function fileCollisions(resolution: Resolution, objectFiles: readonly ObjectFile[]): readonly Problem[] {
  const contested = [...claimsByName(objectFiles).values()].filter((claims) => claims.length > 1);
  if (contested.length === 0) return [];
  const claimsOfObject = new Map<number, Claim[]>();
  for (const claim of contested.flat()) {
    for (const object of claim.objects) {
      const claims = claimsOfObject.get(object);
      if (claims === undefined) claimsOfObject.set(object, [claim]);
      else claims.push(claim);
    }
  }
  const present = resolution.clusters.map(
    ({ sources }) => new Set(sources.flatMap((object) => claimsOfObject.get(object) ?? [])),
  );
  return contested.flatMap((claims) => {
    const meeting = present
      .map((claimsHere, position) => ({ position, here: claims.filter((claim) => claimsHere.has(claim)) }))
      .filter(({ here }) => here.length > 1);
    if (meeting.length === 0) return [];
    const rivals = claims.filter((claim) => meeting.some(({ here }) => here.includes(claim)));
    const cluster = resolution.clusters[meeting[0]?.position ?? 0]?.name ?? '';
    return [collision(rivals, { objects: resolution.objects, cluster, clusters: meeting.length })];
  });
}

/** Who claims which name, by the name in lower case. */
function claimsByName(objectFiles: readonly ObjectFile[]): ReadonlyMap<string, readonly Claim[]> {
  const claims = new Map<string, Map<string, Claim>>();
  const claim = (path: string, owner: FileOwner, object: number): void => {
    const name = path.toLowerCase();
    let owners = claims.get(name);
    if (owners === undefined) {
      owners = new Map();
      claims.set(name, owners);
    }
    const key =
      owner.kind === 'object' ? `object ${object}` : owner.kind === 'chart' ? `chart ${owner.chart}` : owner.kind;
    const known = owners.get(key);
    if (known === undefined) owners.set(key, { path, owner, objects: [object] });
    else known.objects.push(object);
  };
  objectFiles.forEach(({ path, owner }, object) => {
    claim(path, owner, object);
    const slash = path.indexOf('/');
    if (slash >= 0 && owner.kind === 'object')
      claim(path.slice(0, slash), { kind: 'chart', chart: owner.chart }, object);
  });
  return new Map([...claims].map(([name, owners]) => [name, [...owners.values()]]));
}

const MAX_NAMED = 5;

function collision(
  rivals: readonly Claim[],
  place: { readonly objects: readonly FederatedObject[]; readonly cluster: string; readonly clusters: number },
): Problem {
  const objectOf = ({ objects }: Claim): FederatedObject | undefined => place.objects[objects[0] ?? 0];
  const named = rivals.slice(0, MAX_NAMED).map((rival) => describeClaim(rival, objectOf(rival)));
  const rest = rivals.length > named.length ? ` and ${rivals.length - named.length} more` : '';
  const paths = [...new Set(rivals.map(({ path }) => path))];
  const last = rivals.at(-1);
  const object = last === undefined ? undefined : objectOf(last);
  const where =
    place.clusters === 1 ? `on ${place.cluster}` : `on ${place.clusters} clusters, ${place.cluster} among them`;
  return {
    code: 'file-collision',
    severity: 'error',
    message:
      paths.length === 1
        ? `${named.join(', ')}${rest} would be written to one name, ${paths[0]}, ${where}.`
        : `${named.join(', ')}${rest} would be written to names that macOS and Windows take for one, ${paths.join(' and ')}, ${where}.`,
    remedy: remedyFor(rivals),
    ...(object !== undefined && last?.owner.kind === 'object' && { object: object.ref }),
    ...(object?.origin !== undefined && { origin: object.origin }),
    ...(place.clusters === 1 && { cluster: place.cluster }),
  };
}

function remedyFor(rivals: readonly Claim[]): string {
  if (rivals.every(({ owner }) => owner.kind === 'object')) {
    return 'Rename one of them, or write one file a chart (YamlOutputType.FILE_PER_CHART), where kind and name need not be unique.';
  }
  return rivals.some(({ owner }) => owner.kind === 'namespaces' || owner.kind === 'crds')
    ? 'Rename the other one: this file is kept for what everything else stands on.'
    : 'Rename one of them, by more than its case.';
}

function describeClaim({ owner }: Claim, object: FederatedObject | undefined): string {
  const origin = object === undefined ? '' : ` (${object.origin ?? describeObject(object.ref)})`;
  switch (owner.kind) {
    case 'app':
      return 'the app';
    case 'namespaces':
      return `the Namespaces${origin}`;
    case 'crds':
      return `the CustomResourceDefinitions${origin}`;
    case 'chart':
      return `chart ${owner.chart}${origin}`;
    case 'object':
      return object === undefined
        ? 'an object'
        : `${describeObject(object.ref)}${object.origin === undefined ? '' : ` (${object.origin})`}`;
  }
}
