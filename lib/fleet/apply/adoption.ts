import { type JsonObject, isJsonObject } from '../../model/json';
import { listed } from '../../model/listed';
import { groupOf } from '../../model/object-ref';
import { refOfManifest } from '../../model/ref-of-manifest';
import { MANAGED_LABEL } from '../../resolve/template';
import { type AssessedField } from '../assess/assessment';
import { compare } from '../assess/compare';
import { type LivingStep, describeLivingPath } from '../assess/living-path';
import { managedFieldsOf } from '../assess/managed-fields';
import { mapAt } from '../json-fields';
import { LAST_APPLIED, takenOver } from './take-over';

/** What kubectl keeps for itself, and a label that a server gives to every Namespace again. */
const NOT_TOLD: ReadonlySet<LivingStep | undefined> = new Set([LAST_APPLIED, 'kubernetes.io/metadata.name']);

const MARK = ['metadata', 'labels', MANAGED_LABEL] as const;

/**
 * Whether a field that is not there is KubeFed's label alone. It comes with every federated object, nobody has declared it, and
 * what was applied by others cannot have it: for the question whether an object lives as declared it does not count.
 */
export function isFederationMark({ at, wanted, found }: AssessedField): boolean {
  if (found !== undefined || at.length > MARK.length || at.some((step, index) => step !== MARK[index])) return false;
  let value = wanted;
  for (const key of MARK.slice(at.length)) {
    if (!isJsonObject(value) || Object.keys(value).length !== 1) return false;
    value = value[key];
  }
  return value === 'true';
}

/**
 * What goes with an adoption as a whole: fields that others have declared, and we do not.
 */
export function goneByTakeOver(body: JsonObject, live: JsonObject, fieldManager: string): readonly AssessedField[] {
  const managedFields = takenOver(live, fieldManager, 'whole');
  if (managedFields === undefined) return [];
  const taken: JsonObject = { ...live, metadata: { ...mapAt(live, 'metadata'), managedFields } };
  const { apiVersion, kind } = refOfManifest(body);
  const differences = compare({
    declared: body,
    live: taken,
    kind: { group: groupOf(apiVersion), kind },
    owners: managedFieldsOf(taken),
    fieldManager,
    extent: 'declared',
  });
  return differences
    .filter(({ difference, path }) => difference === 'left-over' && !NOT_TOLD.has(path.at(-1)))
    .map(({ path, difference, found }) => ({
      path: describeLivingPath(path),
      at: path,
      difference,
      ...(found !== undefined && { found }),
    }));
}

/** Why an object that is not as declared is not adopted. Who has set a field is told by the claims. */
export function reasonOfDifference(fields: readonly AssessedField[]): string {
  const authorless = fields.filter(({ author }) => author === undefined).map(({ path }) => path);
  const where = authorless.length === 0 ? '' : `, in ${listed(authorless)}`;
  return `it lives, is not ours, and is not as declared${where}`;
}
