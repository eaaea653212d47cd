import { describeObject } from '../model/object-ref';
import { printable } from '../model/printable';
import { budgetProblems } from '../plan/deletion-budget';
import { deletionsOf } from '../plan/deletion-counts';
import { type Plan } from '../plan/plan';
import { type ReportPlan } from './report-data';
import { type Runs, runsOfPositions } from './runs';
import { type TextTable } from './text-table';

/** A plan as the page shows it, with what the budget of deletions says of it. */
export function reportPlan(plan: Plan, against: string, texts: TextTable): ReportPlan {
  const names = plan.clusters.map(({ cluster }) => cluster);
  const positions = new Map(names.map((name, position) => [name, position]));
  const runs = (clusters: readonly string[]): Runs =>
    runsOfPositions(clusters.map((name) => positions.get(name) ?? -1));
  const total = (field: 'created' | 'updated' | 'deleted'): number =>
    plan.clusters.reduce((sum, cluster) => sum + cluster[field], 0);
  return {
    against: printable(against),
    names: names.map(printable),
    joined: runs(plan.joined),
    left: runs(plan.left),
    created: total('created'),
    updated: total('updated'),
    deleted: total('deleted'),
    touched: plan.clusters.filter(({ created, updated, deleted }) => created + updated + deleted > 0).length,
    changes: plan.changes.map(({ action, object, clusters, to, fields, isGone, replacedFor }) => ({
      action,
      object: printable(describeObject(object)),
      clusters: runs(clusters),
      ...(to !== undefined && { to: runs(to) }),
      fields: fields.map(
        ({ path, before, after }) => [texts.at(path), texts.ofValue(before), texts.ofValue(after)] as const,
      ),
      isGone,
      replacedFor: replacedFor.map((path) => texts.at(path)),
    })),
    refusals: budgetProblems(deletionsOf(plan)).map(({ message, remedy }) => ({
      message: printable(message),
      remedy: printable(remedy),
    })),
  };
}
