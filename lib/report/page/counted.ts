/** A number as a person reads it: `2,000`. */
export function number(value: number): string {
  return value.toLocaleString('en-US');
}

/** A number and what it counts: `1 cluster`, `2,000 clusters`. */
export function count(value: number, one: string, many = `${one}s`): string {
  return `${number(value)} ${value === 1 ? one : many}`;
}

/** `3 clusters`, `3 of 5 clusters` where some are not shown. */
export function countOf(shown: number, all: number, one: string): string {
  return shown === all ? count(all, one) : `${number(shown)} of ${count(all, one)}`;
}

/** Names, at most so many of them, and how many there are besides. */
export function listed(names: readonly string[], most: number): string {
  if (names.length <= most) return names.join(', ');
  return `${names.slice(0, most - 1).join(', ')} and ${number(names.length - most + 1)} more`;
}
