import { type FederatedObject } from '../../model/federated-object';
import { type Resolution } from '../resolution';
import { type DivisionExplanation, type RankingExplanation } from './explanation';

/** Where clusters stand among those that a policy may choose, by position; of nothing where there is no policy that counts. */
export function rankings(
  object: FederatedObject,
  { policies }: Pick<Resolution, 'policies'>,
): (cluster: number) => RankingExplanation | undefined {
  const choice = policies.choice(object);
  if (choice === undefined || object.policy?.count === undefined) return () => undefined;
  const ranks = new Map(choice.order().map((cluster, at) => [cluster, at + 1]));
  return (cluster) => {
    const rank = ranks.get(cluster);
    if (rank === undefined) return undefined;
    return { rank, of: ranks.size, scores: choice.scoresOf(cluster), before: choice.wasThere(cluster) };
  };
}

/** How the replicas of an object were divided by fed8s. */
export function explainDivision(
  object: FederatedObject,
  { policies }: Pick<Resolution, 'policies'>,
): DivisionExplanation | undefined {
  const division = policies.division(object);
  if (division === undefined || object.replicas === undefined) return undefined;
  return {
    strategy: object.replicas.strategy,
    fields: division.fields.map(({ path, total, plan }) => ({
      path,
      total,
      replicas: Object.fromEntries(plan.replicas),
      steps: plan.steps,
    })),
  };
}
