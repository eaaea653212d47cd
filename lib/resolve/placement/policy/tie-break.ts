/**
 * A number for each name, to break ties with: among clusters that are equal in everything else, the lowest comes first, then
 * the name. Other keys give other numbers, so that objects do not all go to the same clusters; and a cluster that comes or
 * goes changes nothing in the order of the others (rendezvous hashing).
 *
 * @param hashes those of the names, by `nameHash`.
 */
export function tieBreakers(key: string, hashes: Uint32Array): Uint32Array {
  const seed = Math.imul(nameHash(key), 0x9e3779b1);
  return hashes.map((hash) => mixed(hash ^ seed));
}

/** FNV-1a over the UTF-16 units of a name. */
export function nameHash(name: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < name.length; index += 1) hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

/** Every bit of the result depends on every bit given (the finalizer of MurmurHash3). */
function mixed(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
