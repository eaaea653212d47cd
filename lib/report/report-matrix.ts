import { type FederatedObject } from '../model/federated-object';
import { type Federation } from '../model/federation';
import { own } from '../model/frozen-json';
import { type Json, isJsonObject } from '../model/json';
import { describeObject } from '../model/object-ref';
import { printable } from '../model/printable';
import { reasonCodes } from '../resolve/decisions';
import { Explainer } from '../resolve/explain/explainer';
import { type ClusterExplanation, type FieldExplanation } from '../resolve/explain/explanation';
import { type Resolution } from '../resolve/resolution';
import { PolicyTable } from './policy-table';
import { reportCluster } from './report-cluster';
import {
  type ReportCondition,
  type ReportData,
  type ReportField,
  type ReportObject,
  type ReportOutcome,
  type ReportReason,
} from './report-data';
import { runsOfValues } from './runs';
import { SharedTable } from './shared-table';
import { type TextTable } from './text-table';

type Matrix = Pick<ReportData, 'clusters' | 'objects' | 'reasons' | 'conditions' | 'fields' | 'outcomes'>;

/** Objects by clusters, with what there is to say of each pair: clusters and objects that fare alike share it. */
export function reportMatrix(federation: Federation, resolution: Resolution, texts: TextTable): Matrix {
  const explainer = new Explainer(federation, resolution);
  const outcomes = new OutcomeTable(texts);
  const policies = new PolicyTable(federation.clusters, texts);
  const objects = resolution.objects.map((object): ReportObject => {
    const explanation = explainer.explain(object);
    const { clusters } = explanation;
    const { target, namespace, name, origin } = object;
    const count = replicasIn(object.template);
    return {
      kind: printable(target.kind),
      ...(namespace !== undefined && { namespace: printable(namespace) }),
      name: printable(name),
      declared: printable(describeObject(object.ref)),
      ...(origin !== undefined && { origin: printable(origin) }),
      ...(count !== undefined && { replicas: count }),
      outcomes: runsOfValues(clusters.map((one) => outcomes.at(one, object))),
      ...policies.of(explanation),
    };
  });
  return { clusters: federation.clusters.map(reportCluster), objects, ...outcomes.entries };
}

/** How objects fare on clusters, each way once. */
class OutcomeTable {
  private readonly outcomes = new SharedTable<ReportOutcome>();
  private readonly reasons = new SharedTable<ReportReason>();
  private readonly conditions = new SharedTable<readonly ReportCondition[]>();
  private readonly fields = new SharedTable<ReportField>();

  public constructor(private readonly texts: TextTable) {}

  public get entries(): Pick<ReportData, 'reasons' | 'conditions' | 'fields' | 'outcomes'> {
    return {
      outcomes: this.outcomes.entries,
      reasons: this.reasons.entries,
      conditions: this.conditions.entries,
      fields: this.fields.entries,
    };
  }

  public at(explanation: ClusterExplanation, { template }: FederatedObject): number {
    const { placed, fields } = explanation;
    const outcome: ReportOutcome = [
      this.reasonAt(explanation),
      this.conditionsAt(explanation),
      placed ? (replicasAfter(template, fields) ?? null) : null,
      ...fields.flatMap((field) => [this.fieldAt(field), this.texts.ofValue(field.after)]),
    ];
    return this.outcomes.at(outcome.join(), () => outcome);
  }

  private reasonAt({ placed, reason, detail, origin }: ClusterExplanation): number {
    return this.reasons.at(JSON.stringify([placed, reason, detail, origin]), () => ({
      placed,
      code: reason,
      meaning: reasonCodes[reason],
      detail: printable(detail),
      ...(origin !== undefined && { origin: printable(origin) }),
    }));
  }

  private conditionsAt({ conditions }: ClusterExplanation): number {
    if (conditions === undefined) return -1;
    return this.conditions.at(JSON.stringify(conditions), () =>
      conditions.map(({ condition, found, holds }) => ({
        condition: printable(condition),
        ...(found !== undefined && { found: printable(found) }),
        holds,
      })),
    );
  }

  private fieldAt({ path, before, by, origin, overruled = [] }: FieldExplanation): number {
    const { texts } = this;
    const field: ReportField = [
      texts.at(path),
      texts.ofValue(before),
      texts.at(by),
      texts.at(origin),
      ...overruled.map((one) => texts.at(one)),
    ];
    return this.fields.at(field.join(), () => field);
  }
}

/** `spec.replicas` of a document. */
function replicasIn(document: Json | undefined): number | undefined {
  const spec = isJsonObject(document) ? own(document, 'spec') : undefined;
  const replicas = isJsonObject(spec) ? own(spec, 'replicas') : undefined;
  return typeof replicas === 'number' ? replicas : undefined;
}

/** What overrides have made of them: of maps, differences are told key by key. */
function replicasAfter(template: Json | undefined, fields: readonly FieldExplanation[]): number | undefined {
  for (const { path, after } of fields) {
    if (path === '/spec/replicas') return typeof after === 'number' ? after : undefined;
    if (path === '/spec') return replicasIn({ spec: after ?? null });
  }
  return replicasIn(template);
}
