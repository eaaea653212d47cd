/** So many clusters, or so many of a hundred. */
export type ShareOfClusters =
  { readonly unit: 'clusters'; readonly number: number } | { readonly unit: 'percent'; readonly number: number };

const NUMBER = /^[0-9]{1,6}$/;
const PERCENT = /^([0-9]{1,3}(?:\.[0-9]{1,2})?)%$/;

/** Reads `3`, `5%` or `0.5%`; undefined where the text is neither a whole number nor a percentage of at most 100. */
export function readShare(text: string): ShareOfClusters | undefined {
  if (NUMBER.test(text)) return { unit: 'clusters', number: Number(text) };
  const percent = Number(PERCENT.exec(text)?.[1] ?? Number.NaN);
  return percent <= 100 ? { unit: 'percent', number: percent } : undefined;
}

/** How many of so many clusters a share is; what is not whole is rounded down. */
export function numberOf({ unit, number }: ShareOfClusters, total: number): number {
  // 29 % of 100 is 28.999999999999996 by division; percentages have two digits at most.
  return unit === 'clusters' ? Math.min(number, total) : Math.floor((Math.round(number * 100) * total) / 10_000);
}

/** `3`, `5%`. */
export function describeShare({ unit, number }: ShareOfClusters): string {
  return unit === 'clusters' ? String(number) : `${number}%`;
}
