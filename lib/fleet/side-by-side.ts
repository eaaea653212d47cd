/** How many clusters are talked to at a time, where nobody says. */
export const CLUSTERS_AT_A_TIME = 32;

/** Does the same with each, so many at a time. What is made is in the order of what was given. */
export async function sideBySide<T, R>(
  items: readonly T[],
  atATime: number,
  work: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const made = new Array<R>(items.length);
  const left = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of left) made[index] = await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(atATime, items.length) }, worker));
  return made;
}
