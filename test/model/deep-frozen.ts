/** Whether a value is frozen to the last leaf. */
export function isDeepFrozen(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return Object.isFrozen(value) && Object.values(value).every(isDeepFrozen);
}

/** The paths of all that is not frozen in a value. */
export function unfrozenIn(value: unknown, path = ''): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.entries(value).flatMap(([key, child]) => unfrozenIn(child, `${path}/${key}`));
  return Object.isFrozen(value) ? inside : [path, ...inside];
}
