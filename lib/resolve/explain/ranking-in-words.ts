import { type RankingExplanation } from './explanation';

/** Where a cluster stands, and by what, in the words in which every output tells it. */
export interface RankingInWords {
  /** `rank 2 of 5`. */
  readonly rank: string;
  /** `region 1, was there before`; empty where there is nothing but a hash to rank by. */
  readonly scores: string;
}

export function rankingInWords({ rank, of, scores, before }: RankingExplanation): RankingInWords {
  const told = scores.map(({ name, score }) => `${name} ${score}`);
  return { rank: `rank ${rank} of ${of}`, scores: [...told, ...(before ? ['was there before'] : [])].join(', ') };
}
