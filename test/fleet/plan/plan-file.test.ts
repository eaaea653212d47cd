import { type LivePlan } from '../../../lib/fleet/plan/live-plan';
import { outdatedPlanProblems, planFileText, readPlanFile } from '../../../lib/fleet/plan/plan-file';
import { isFederationError } from '../../../lib/model/federation-error';

const REDIS = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'redis' };
const TOKEN = { apiVersion: 'v1', kind: 'Secret', namespace: 'shop', name: 'token' };

const scaled = (from: number): LivePlan['changes'][number] => ({
  action: 'update',
  object: REDIS,
  clusters: ['eu', 'us'],
  fields: [{ path: 'spec.replicas', before: from, after: 5 }],
  isGone: false,
  replacedFor: [],
});

const plan = (parts: Partial<LivePlan> = {}): LivePlan => ({
  joined: [],
  left: [],
  changes: [scaled(1)],
  clusters: [],
  adopted: [],
  conflicts: [],
  kept: [],
  secrets: [],
  unknown: [],
  problems: [],
  ...parts,
});

const kept = readPlanFile(planFileText(plan(), 'shop'), 'plan.json');
const refusal = (now: LivePlan, of = kept): string | undefined =>
  outdatedPlanProblems(of, now, 'plan.json')[0]?.message;

describe('a plan that is kept in a file', () => {
  it('is what it was after it is read', () => {
    expect(kept.owner).toBe('shop');
    expect(kept.plan.changes).toEqual([scaled(1)]);
  });

  it('holds where an apply would do the same, whatever else has been counted', () => {
    expect(
      refusal(plan({ clusters: [{ cluster: 'eu', before: 1, after: 2, created: 0, updated: 1, deleted: 0 }] })),
    ).toBe(undefined);
  });

  it.each<[what: string, now: LivePlan, message: RegExp]>([
    [
      'another value lives',
      plan({ changes: [scaled(2)] }),
      /not in the plan: update Deployment shop\/redis on eu, us; only in the plan: update Deployment shop\/redis on eu, us\.$/,
    ],
    ['it has been done already', plan({ changes: [] }), /only in the plan: update Deployment shop\/redis on eu, us\.$/],
    ['a cluster has joined', plan({ joined: ['ap'] }), /not in the plan: joined ap\.$/],
    [
      'another would be adopted',
      plan({ adopted: [{ cluster: 'eu', object: REDIS }] }),
      /not in the plan: Deployment shop\/redis on eu \(adopted\)\.$/,
    ],
    [
      'a Secret has been written, whose values are not told',
      plan({ secrets: [{ cluster: 'eu', object: TOKEN, resourceVersion: '8' }] }),
      /not in the plan: Secret shop\/token on eu \(secrets\)\.$/,
    ],
  ])('is outdated where %s', (_, now, message) => {
    expect(refusal(now)).toMatch(message);
  });

  it.each([
    ['', 'it is no JSON'],
    ['[]', 'it is no plan of living clusters'],
    ['{"apiVersion":"fed8s.dev/v1","kind":"Plan"}', 'it is no plan of living clusters'],
    ['{"apiVersion":"fed8s.dev/v2","kind":"LivePlan"}', 'its apiVersion is "fed8s.dev/v2"'],
    ['{"apiVersion":"fed8s.dev/v1","kind":"LivePlan","owner":"shop","plan":{"changes":[]}}', 'a part of it is missing'],
  ])('cannot be read where it is %j', (text, why) => {
    try {
      readPlanFile(text, 'plan.json');
    } catch (error) {
      if (!isFederationError(error)) throw error;
      expect(error.message).toContain(`The plan cannot be read: ${why}`);
      expect(error.details).toEqual({ origin: 'plan.json' });
      return;
    }
    throw new Error('it was read');
  });
});
