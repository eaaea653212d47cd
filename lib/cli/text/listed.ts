/** A number and what it counts: `1 cluster`, `2,000 clusters`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en-US')} ${number === 1 ? one : many}`;
}

/** Names, at most so many of them, and how many there are besides. */
export function listed(names: readonly string[], most = 5): string {
  if (names.length <= most) return names.join(', ');
  return `${names.slice(0, most - 1).join(', ')} and ${(names.length - most + 1).toLocaleString('en-US')} more`;
}
