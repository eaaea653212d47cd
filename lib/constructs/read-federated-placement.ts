import { ApiObject } from 'cdk8s';
import { type ClusterCondition } from '../model/cluster-condition';
import { type ClusterMatch, clusterNamed, conditionOf } from '../model/cluster-match';
import { FederationError, isFederationError } from '../model/federation-error';
import { isJsonObject } from '../model/json';
import { checkLabelKey } from '../model/label-syntax';
import { didYouMean } from '../model/nearest-name';
import { groupOf } from '../model/object-ref';
import { type Placement } from '../model/placement';
import { type ClusterCount, type ObjectAffinity, type PlacementPolicy, noPolicy } from '../model/placement-policy';
import { type Problem } from '../model/problem';
import { tolerationProblems } from '../model/taint';
import {
  type FederatedPlacement,
  type PlacementAffinity,
  hasPolicy,
  isPolicyField,
  type ReadPlacement,
} from './federated-placement';
import { isClusterScoped } from './is-cluster-scoped';
import { typeOfConstruct } from './type-of-construct';

/**
 * The two halves of a placement: what KubeFed knows, as it was given, and the policy.
 *
 * @throws FederationError `invalid-placement`, `invalid-selector` with everything that is wrong in the policy.
 */
export function readFederatedPlacement(placement: FederatedPlacement, origin: string): ReadPlacement {
  if (!hasPolicy(placement)) return { placement };
  const given = Object.entries(placement).filter(([field]) => !isPolicyField(field));
  const { clusters, clusterSelector, ...others } = Object.fromEntries(given) as Placement;
  const selects = (clusters ?? clusterSelector ?? undefined) !== undefined;
  return {
    placement: { ...others, ...(selects ? { clusters, clusterSelector } : { clusterSelector: {} }) },
    policy: new PolicyReader(origin).read(placement),
  };
}

/** Reads a policy, and gathers what is wrong with it. */
class PolicyReader {
  private readonly problems: Problem[] = [];

  public constructor(private readonly origin: string) {}

  public read(placement: FederatedPlacement): PlacementPolicy {
    const { where, exclude, tolerations = [], spread = [], prefer = [], sticky = true } = placement;
    const count = this.count(placement.count);
    const spreads = this.list('spread', isJsonObject(spread) ? [spread] : spread).map((one, index) =>
      this.spread(one, `spread[${index}]`),
    );
    if (spreads.length > 0 && placement.count === undefined) {
      this.refuse('spread', 'it needs to know how many clusters there are to be', 'Say count as well.');
    }
    if (typeof (sticky as unknown) !== 'boolean') this.refuse('sticky', 'it must be true or false');
    const policy: PlacementPolicy = {
      ...noPolicy,
      ...(where !== undefined && { where: this.condition('where', where) }),
      ...(exclude !== undefined && {
        exclude: this.condition('exclude', isNames(exclude) ? clusterNamed(...exclude) : exclude),
      }),
      tolerations: this.list('tolerations', tolerations).map((one, index) => {
        const place = `tolerations[${index}]`;
        const toleration = this.map(place, one, ['key', 'operator', 'value', 'effect']);
        if (toleration !== undefined) for (const problem of tolerationProblems(toleration)) this.refuse(place, problem);
        return { ...toleration };
      }),
      ...(count !== undefined && { count }),
      spread: spreads,
      prefer: this.list('prefer', prefer).map((one, index) => this.condition(`prefer[${index}]`, one as ClusterMatch)),
      affinity: this.affinity('affinity', placement.affinity),
      antiAffinity: this.affinity('antiAffinity', placement.antiAffinity),
      sticky,
    };
    if (this.problems.length > 0) throw new FederationError(this.problems);
    return policy;
  }

  private count(given: FederatedPlacement['count']): ClusterCount | undefined {
    if (given === undefined) return undefined;
    const range =
      typeof given === 'number' ? { atLeast: given, atMost: given } : this.map('count', given, ['atLeast', 'atMost']);
    const atLeast = numberOr(0, range?.atLeast);
    const atMost = numberOr(Number.MAX_SAFE_INTEGER, range?.atMost);
    if (atMost < Math.max(atLeast, 1) || Number.isNaN(atLeast + atMost)) {
      this.refuse(
        'count',
        'it is neither a number of clusters nor a range of such',
        'Write count: 3, or count: { atLeast: 2, atMost: 5 }.',
      );
    }
    return { atLeast, atMost };
  }

  private spread(given: unknown, place: string): PlacementPolicy['spread'][number] {
    const { by, maxSkew = 1 } = this.map(place, given, ['by', 'maxSkew']) ?? {};
    const wrong = typeof by === 'string' ? checkLabelKey(by) : 'it is no text';
    if (wrong !== undefined) this.refuse(`${place}.by`, `the key of a label is wrong: ${wrong}`);
    const isSkew = Number.isSafeInteger(maxSkew) && (maxSkew as number) >= 1;
    if (!isSkew) this.refuse(`${place}.maxSkew`, 'it is no whole number of at least 1');
    return { by: by as string, maxSkew: maxSkew as number };
  }

  private affinity(place: string, given: PlacementAffinity | undefined): ObjectAffinity {
    if (given === undefined) return { required: [], preferred: [] };
    const { required = [], preferred = [] } = isList(given)
      ? { required: given }
      : (this.map(place, ApiObject.isApiObject(given) ? undefined : given, ['required', 'preferred']) ?? {});
    const names = (field: string, list: unknown): readonly string[] =>
      this.list(`${place}.${field}`, list).flatMap((one, index) => {
        const name = nameOf(one);
        if (name === undefined) {
          this.refuse(`${place}.${field}[${index}]`, 'it is neither a construct of an object nor the name of one');
        }
        return name ?? [];
      });
    return { required: names('required', required), preferred: names('preferred', preferred) };
  }

  private condition(place: string, match: ClusterMatch): ClusterCondition {
    try {
      return conditionOf(match);
    } catch (error) {
      if (!isFederationError(error)) throw error;
      this.problems.push(
        ...error.problems.map((problem) => ({ ...problem, path: `/placement/${place}`, origin: this.origin })),
      );
      return { kind: 'and', of: [] };
    }
  }

  private map(place: string, given: unknown, fields: readonly string[]): Readonly<Record<string, unknown>> | undefined {
    if (!isJsonObject(given)) {
      this.refuse(place, 'it is neither a list nor a map of the form that is asked for');
      return undefined;
    }
    for (const field of Object.keys(given)) {
      if (!fields.includes(field)) {
        this.refuse(place, `there is no field ${JSON.stringify(field)}.${didYouMean(field, fields)}`);
      }
    }
    return given;
  }

  private list(place: string, given: unknown): readonly unknown[] {
    if (isList(given)) return given;
    this.refuse(place, 'it is no list');
    return [];
  }

  private refuse(place: string, what: string, remedy = 'Correct it.'): void {
    this.problems.push({
      code: 'invalid-placement',
      severity: 'error',
      message: `The placement cannot be used: in ${place} ${what}${/[.?]$/.test(what) ? '' : '.'}`,
      remedy,
      path: `/placement/${place}`,
      origin: this.origin,
    });
  }
}

/** A whole number that is not negative, or what it is where nothing is said; else no number. */
function numberOr(otherwise: number, value: unknown): number {
  if (value === undefined) return otherwise;
  return Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : Number.NaN;
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isNames(exclude: NonNullable<FederatedPlacement['exclude']>): exclude is readonly string[] {
  return isList(exclude) && exclude.every((name) => typeof name === 'string');
}

/** As `fed8s explain` takes it. */
function nameOf(object: unknown): string | undefined {
  if (typeof object === 'string') return object;
  if (!ApiObject.isApiObject(object)) return undefined;
  const { name, metadata } = object;
  const target = typeOfConstruct(object)?.target ?? { kind: object.kind, group: groupOf(object.apiVersion) };
  const kind = `${target.kind}${target.group === '' ? '' : `.${target.group}`}`.toLowerCase();
  const isAlone = metadata.namespace === undefined || isClusterScoped(object);
  return [kind, ...(isAlone ? [] : [metadata.namespace]), name].join('/');
}
