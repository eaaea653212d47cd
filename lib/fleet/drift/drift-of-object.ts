import { type ObjectRef } from '../../model/object-ref';
import { type AssessedField, type Assessment } from '../assess/assessment';
import { maskedField } from '../assess/masked-field';
import { isFieldManagerOfOwner } from '../owner/owner';
import { type DriftedField, type ObjectDrift } from './object-drift';

/** What is to be said of an object; undefined where it is in sync, and this owner's alone. */
export function driftOfObject(object: ObjectRef, assessment: Assessment): ObjectDrift | undefined {
  const fieldsOf = (fields: readonly AssessedField[]): readonly DriftedField[] =>
    fields.map((field) => driftedField(object, field));
  switch (assessment.outcome) {
    case 'in-sync': {
      const owners = assessment.shared.filter(({ manager }) => isFieldManagerOfOwner(manager));
      return owners.length === 0 ? undefined : { object, outcome: 'Shared', owners };
    }
    case 'missing':
      return { object, outcome: 'Missing' };
    case 'drifted':
      return { object, outcome: 'Drifted', fields: fieldsOf(assessment.fields), proof: assessment.proof };
    case 'conflict': {
      const { fields, drifted, proof } = assessment;
      return { object, outcome: 'Conflict', fields: fieldsOf(fields), drifted: fieldsOf(drifted), proof };
    }
    case 'deleting':
      return {
        object,
        outcome: 'Drifted',
        fields: [
          {
            path: 'metadata.deletionTimestamp',
            pointer: '/metadata/deletionTimestamp',
            difference: 'value',
            found: assessment.since,
          },
        ],
        proof: { proof: 'confirmed' },
      };
    case 'unknown':
      return { object, outcome: 'Unknown', failure: assessment.failure };
  }
}

function driftedField(object: ObjectRef, { at: _, ...field }: AssessedField): DriftedField {
  return maskedField(object, field);
}
