import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { LocalFleetError } from '../local-fleet-error';
import { type BinaryName, type BinarySet } from './binary';

/** @throws LocalFleetError `missing-binary`. */
export function findBinaries(names: readonly BinaryName[]): Promise<BinarySet> {
  const folder = process.env.KUBEBUILDER_ASSETS ?? '';
  for (const name of names) {
    if (!existsSync(join(folder, name))) {
      throw new LocalFleetError('missing-binary', `${name} is not in KUBEBUILDER_ASSETS (${folder}).`);
    }
  }
  const stages = join(folder, 'kwok-stages');
  return Promise.resolve({
    path: (name) => join(folder, name),
    kwokStages: existsSync(stages) ? readdirSync(stages).map((file) => join(stages, file)) : [],
  });
}
