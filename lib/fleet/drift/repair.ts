import { type ApiFailure, apiFailure } from '../../kube/answer';
import { type ClusterApi } from '../../kube/cluster-api';
import { applyPhases, phaseOf } from '../apply/apply-phase';
import { type Sending } from '../assess/assessment';
import { type AssessedObject } from './drift-of-kind';
import { type Repair } from './object-drift';

/**
 * Puts objects back as they are declared, namespaces and definitions first. Fields that others claim stay theirs, and what is
 * declared no more stays where it is.
 *
 * @param options.refusal why an object may not be written.
 */
export async function repair(
  api: ClusterApi,
  objects: readonly AssessedObject[],
  options: {
    readonly fieldManager: string;
    readonly signal?: AbortSignal;
    readonly refusal: (object: AssessedObject) => string | undefined;
  },
): Promise<readonly Repair[]> {
  const repairs: Repair[] = [];
  for (const phase of applyPhases) {
    const now = objects.filter(({ drift: { object } }) => phaseOf(object) === phase);
    await Promise.all(
      now.map(async (assessed) => {
        const { object } = assessed.drift;
        const { assessment } = assessed;
        const send = assessment === undefined ? undefined : sendingOf(assessment);
        if (send === undefined) return;
        const refusal = options.signal?.aborted === true ? 'The run was ended.' : options.refusal(assessed);
        if (refusal !== undefined) {
          repairs.push({ object, outcome: 'failed', failure: refused(refusal) });
          return;
        }
        const force = send.force === 'needed';
        const answer = await api.apply(send.body, { fieldManager: options.fieldManager, force });
        repairs.push(
          answer.outcome === 'ok'
            ? { object, outcome: 'repaired' }
            : { object, outcome: 'failed', failure: answer.failure },
        );
      }),
    );
  }
  return repairs;
}

function sendingOf(assessment: NonNullable<AssessedObject['assessment']>): Sending | undefined {
  switch (assessment.outcome) {
    case 'missing':
    case 'drifted':
      return assessment.send;
    case 'conflict':
      return assessment.drifted.length === 0 ? undefined : assessment.send;
    case 'in-sync':
    case 'deleting':
    case 'unknown':
      return undefined;
  }
}

function refused(message: string): ApiFailure {
  return apiFailure({ kind: 'forbidden', message });
}
