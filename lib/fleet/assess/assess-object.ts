import { type Answer, type ApiFailure, type ApiFailureKind } from '../../kube/answer';
import { own } from '../../model/frozen-json';
import { type JsonObject, isJsonObject } from '../../model/json';
import { mergeKeyDefaultsAt } from '../../model/merge-keys';
import { type ObjectRef, groupOf } from '../../model/object-ref';
import { refOfManifest } from '../../model/ref-of-manifest';
import { type AssessedField, type Assessment, type ClaimedField, type Held, type Proof } from './assessment';
import { type FieldInstead, bodyWithout } from './body-without';
import { type FieldDifference, compare } from './compare';
import { type IgnoreRule, isIgnored } from './ignore-rule';
import {
  type KeyDefaults,
  type LivingPath,
  describeLivingPath,
  overlaps,
  pointerIn,
  segmentsOf,
  valueAt,
} from './living-path';
import { type FieldOwner, type OwnedFields, managedFieldsOf, ownersAt } from './managed-fields';
import { coOwnersOf } from './shared-fields';

export interface ToAssess {
  /** What is sent for what is declared (`bodyOf`). */
  readonly body: JsonObject;
  /** As a list, or a get, has it, in the version of the body. Undefined where it is not there. */
  readonly live: JsonObject | undefined;
  /** Whose fields are ours. */
  readonly fieldManager: string;
  /** Fields that are left to others. */
  readonly ignore?: readonly IgnoreRule[];
  /** Whether a field is taken from whoever claims it. @default - none is */
  readonly isForced?: (path: LivingPath) => boolean;
  /** A server-side apply that is not kept. Asked for once at most, and only where something seems to differ. */
  readonly dryRun: (body: JsonObject, force: boolean) => Promise<Answer<JsonObject>>;
}

/**
 * Compares what is declared of one object with what lives. What seems to differ is confirmed by a server, which knows its
 * defaults and what its webhooks make of a body; an object that is in sync is asked nothing about.
 */
export async function assessObject(toAssess: ToAssess): Promise<Assessment> {
  const { body, live } = toAssess;
  if (live === undefined) return { outcome: 'missing', send: { body, force: 'not-needed' } };
  const since = isJsonObject(live.metadata) ? own(live.metadata, 'deletionTimestamp') : undefined;
  if (typeof since === 'string') return { outcome: 'deleting', since };
  return new Assessing(toAssess, live).assess();
}

/** Failures after which nothing is known of the cluster, while others are an answer to this one request. */
const NO_ANSWER: ReadonlySet<ApiFailureKind> = new Set([
  'credential',
  'unreachable',
  'timeout',
  'malformed',
  'unauthorized',
  'throttled',
  'server-error',
]);

class Assessing {
  private readonly object: ObjectRef;
  private readonly kind: { readonly group: string; readonly kind: string };
  private readonly owners: readonly OwnedFields[];
  private readonly held: Held;
  private readonly defaults: KeyDefaults = (list) => mergeKeyDefaultsAt(this.kind, segmentsOf(list));

  public constructor(
    private readonly given: ToAssess,
    private readonly live: JsonObject,
  ) {
    this.object = refOfManifest(given.body);
    this.kind = { group: groupOf(this.object.apiVersion), kind: this.object.kind };
    this.owners = managedFieldsOf(live);
    const isOurs = this.owners.some(({ owner }) => this.isOurs(owner) && owner.subresource === undefined);
    this.held = { held: isOurs ? 'by-us' : 'by-others-alone' };
  }

  public async assess(): Promise<Assessment> {
    const all = this.differences(this.given.body, 'declared');
    const [left, suspects] = partition(all, (difference) => this.isLeftAlone(difference));
    const body = bodyWithout(
      this.given.body,
      left.map((difference) => this.leftAs(difference)),
      this.kind,
    );
    if (suspects.length === 0) return this.inSync(body);
    const answer = await this.given.dryRun(body, true);
    if (answer.outcome === 'failed') return this.unproven(body, suspects, answer.failure);
    const told = this.differences(answer.value, 'whole');
    const confirmed = suspects.filter(({ path }) => told.some((other) => overlaps(other.path, path)));
    if (confirmed.length === 0) return this.inSync(body);
    return this.different(body, confirmed, { proof: 'confirmed' });
  }

  private unproven(body: JsonObject, suspects: readonly FieldDifference[], failure: ApiFailure): Assessment {
    if (NO_ANSWER.has(failure.kind)) return { outcome: 'unknown', failure };
    return this.different(body, suspects, { proof: 'unconfirmed', failure });
  }

  private inSync(body: JsonObject): Assessment {
    const shared = coOwnersOf(this.owners, this.given.fieldManager);
    return { outcome: 'in-sync', ...this.held, shared, send: { body, force: 'not-needed' } };
  }

  private different(body: JsonObject, differences: readonly FieldDifference[], proof: Proof): Assessment {
    const claimed: (ClaimedField & { readonly unit: LivingPath })[] = [];
    const drifted: AssessedField[] = [];
    let force: 'needed' | 'not-needed' = 'not-needed';
    for (const difference of differences) {
      const owners = this.othersAt(difference.path);
      const claimant = this.given.isForced?.(difference.path) === true ? undefined : owners.find(isClaim);
      const author = claimant ?? this.authorOf(difference, owners);
      const field = this.fieldOf(difference, author);
      if (claimant !== undefined) {
        claimed.push({ ...field, author: claimant, unit: difference.unit });
        continue;
      }
      if (owners.length > 0) force = 'needed';
      drifted.push(field);
    }
    if (claimed.length === 0)
      return { outcome: 'drifted', fields: drifted, proof, ...this.held, send: { body, force } };
    const without = bodyWithout(
      body,
      claimed.map(({ unit }) => ({ path: unit })),
      this.kind,
    );
    return {
      outcome: 'conflict',
      fields: claimed.map(({ unit: _, ...field }) => field),
      drifted,
      proof,
      ...this.held,
      send: { body: without, force },
    };
  }

  private fieldOf({ path, difference, wanted, found }: FieldDifference, author: FieldOwner | undefined): AssessedField {
    const { defaults } = this;
    const pointer = pointerIn(this.live, path, defaults) ?? pointerIn(this.given.body, path, defaults);
    return {
      path: `${describeLivingPath(path)}${difference === 'order' ? ' (order)' : ''}`,
      ...(pointer !== undefined && { pointer }),
      at: path,
      difference,
      ...(wanted !== undefined && { wanted }),
      ...(found !== undefined && { found }),
      ...(author !== undefined && { author }),
    };
  }

  private authorOf(
    { path, unit, difference, found }: FieldDifference,
    others: readonly FieldOwner[],
  ): FieldOwner | undefined {
    // Who takes a field away has nothing of it after.
    if (difference !== 'value' || (found === undefined && unit === path)) return undefined;
    return others[0] ?? ownersAt(this.owners, path)[0];
  }

  private isLeftAlone({ path }: FieldDifference): boolean {
    return isIgnored(this.given.ignore ?? [], this.object, { path, owners: this.othersAt(path) });
  }

  /**
   * How a field that is left to others is sent: not at all where another has it, else as it lives, since a field that only we
   * have falls back to its default once we drop it.
   */
  private leftAs({ unit, path, found, difference }: FieldDifference): FieldInstead {
    if (difference === 'order' || this.othersAt(path).length > 0 || found === undefined) return { path: unit };
    const value = valueAt(this.live, unit, this.defaults);
    return { path: unit, ...(value !== undefined && { value }) };
  }

  private othersAt(path: LivingPath): readonly FieldOwner[] {
    return ownersAt(this.owners, path).filter((owner) => !this.isOurs(owner));
  }

  private isOurs({ manager, operation }: FieldOwner): boolean {
    return manager === this.given.fieldManager && operation === 'Apply';
  }

  private differences(declared: JsonObject, extent: 'declared' | 'whole'): readonly FieldDifference[] {
    const { live, kind, owners } = this;
    return compare({ declared, live, kind, owners, fieldManager: this.given.fieldManager, extent });
  }
}

/**
 * Whether an owner claims what it holds: it applies it, as we do, or is a controller that writes through a subresource (an
 * autoscaler's replicas). What a person does by kubectl, `kubectl scale` too, is no claim.
 */
function isClaim({ operation, subresource, manager }: FieldOwner): boolean {
  return operation === 'Apply' || (subresource !== undefined && !/^kubectl\b/.test(manager));
}

function partition<T>(items: readonly T[], isFirst: (item: T) => boolean): readonly [readonly T[], readonly T[]] {
  const first: T[] = [];
  const second: T[] = [];
  for (const item of items) (isFirst(item) ? first : second).push(item);
  return [first, second];
}
