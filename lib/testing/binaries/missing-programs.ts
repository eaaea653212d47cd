import { type BinaryName, binaryNames } from './binary';
import { locateBinary } from './locate-binary';

/** Those programs of a local fleet and its tests that are not here; nothing is built, and what is there is not read. */
export async function missingPrograms(env: NodeJS.ProcessEnv = process.env): Promise<readonly BinaryName[]> {
  const located = await Promise.all(binaryNames.map((name) => locateBinary(name, { env, depth: 'size' })));
  return binaryNames.filter((_, index) => located[index]?.outcome === 'missing');
}
