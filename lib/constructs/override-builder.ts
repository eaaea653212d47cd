import { type ClusterCondition, anyCluster } from '../model/cluster-condition';
import { type ClusterMatch, allOf, clusterNamed, conditionOf } from '../model/cluster-match';
import { type KindTemplates } from '../model/generated/templates';
import { OverrideChain } from './override-chain';

/** A chain of any object. */
export type AnyOverrideChain = OverrideChain<any>; // eslint-disable-line @typescript-eslint/no-explicit-any -- of a chart, objects of all kinds

/**
 * Says for which clusters the changes are that follow. An override that is written later wins.
 *
 * @typeParam T the object; its fields and their values are checked by the compiler.
 */
export class OverrideBuilder<T> {
  /** @internal */
  public constructor(
    private readonly take: (chain: AnyOverrideChain) => void,
    private readonly kinds?: readonly string[],
  ) {}

  /** For the clusters of these names. One that is not there is an error. */
  public on(...clusterNames: string[]): OverrideChain<T> {
    return this.chain(conditionOf(clusterNamed(...clusterNames)));
  }

  /**
   * For the clusters for which all of this holds.
   *
   * @throws FederationError `invalid-selector` where a label is none, or a condition lacks its values.
   *
   * @example
   * redis.override.where({ region: 'eu' }, not(label('tier').in('test'))).set((d) => d.spec.replicas, 3);
   */
  public where(...matches: ClusterMatch[]): OverrideChain<T> {
    const [only] = matches;
    return this.chain(conditionOf(only !== undefined && matches.length === 1 ? only : allOf(...matches)));
  }

  /** For every cluster. */
  public everywhere(): OverrideChain<T> {
    return this.chain(anyCluster);
  }

  /**
   * For objects of these kinds alone, where the overrides are those of a chart.
   *
   * @example
   * federate(chart, { overrides: (o) => [o.ofKind('Deployment').where({ region: 'eu' }).set((d) => d.spec.replicas, 3)] });
   */
  public ofKind<Kind extends keyof KindTemplates>(...kinds: Kind[]): OverrideBuilder<KindTemplates[Kind]> {
    return new OverrideBuilder<KindTemplates[Kind]>(this.take, kinds);
  }

  private chain(where: ClusterCondition): OverrideChain<T> {
    const chain = new OverrideChain<T>({ where, ...(this.kinds !== undefined && { kinds: this.kinds }), changes: [] });
    this.take(chain);
    return chain;
  }
}
