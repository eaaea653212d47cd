import { livePlanText } from '../../../lib/cli/text/live-plan-text';
import { type LivePlan } from '../../../lib/fleet/plan/live-plan';

const plain = (_: unknown, text: string): string => text;
const nothing = { changes: [], clusters: [], joined: [], left: [], adopted: [], conflicts: [], kept: [] };

describe('the text of a plan of living clusters', () => {
  it('does not say of a cluster that could not be asked that nothing changes there', () => {
    const plan = { ...nothing, unknown: [{ cluster: 'eu-1', reason: 'no answer' }] } as unknown as LivePlan;
    expect(livePlanText(plan, plain)).toBe('? unknown eu-1: no answer\nNothing is known to change.\n');
  });
});
