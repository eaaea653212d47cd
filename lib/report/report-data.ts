import { type Semantics } from '../model/finding';
import { type Problem } from '../model/problem';
import { type PlannedChange } from '../plan/change-groups';
import { type ReasonCode } from '../resolve/decisions';
import { type LiveOutcome } from './live-state';
import { type Runs } from './runs';

/**
 * What the page knows, as it stands in it as JSON. Whatever many clusters share stands there once, and is spoken of by its
 * position in a table; -1 stands for nothing. Texts have their control characters spelled out.
 */
export interface ReportData {
  readonly semantics: Semantics;
  /** Sorted by name. */
  readonly clusters: readonly ReportCluster[];
  /** In the order of the federation. */
  readonly objects: readonly ReportObject[];
  readonly texts: readonly string[];
  readonly reasons: readonly ReportReason[];
  /** What selectors asked of a cluster. */
  readonly conditions: readonly (readonly ReportCondition[])[];
  readonly fields: readonly ReportField[];
  readonly outcomes: readonly ReportOutcome[];
  readonly problems: readonly ReportProblem[];
  /** By code, how many problems are not among them because there are too many. */
  readonly untold: Readonly<Record<string, number>>;
  readonly plan: ReportPlan | 'not-asked' | 'has-errors';
  /** How it lives. Absent where the clusters were not asked. */
  readonly live?: ReportLive;
}

/** How the objects live on their clusters. */
export interface ReportLive {
  /** By cluster. */
  readonly clusters: readonly ReportLiveCluster[];
  /** Objects of clusters that are not in sync. */
  readonly cells: readonly ReportLiveCell[];
}

export interface ReportLiveCluster {
  readonly state: 'known' | 'unknown' | 'not-asked';
  /** Why it is unknown. */
  readonly reason?: string;
  /** What is not in sync and has no row in the page, such as what is declared no more. */
  readonly others: readonly string[];
}

export interface ReportLiveCell {
  readonly object: number;
  readonly cluster: number;
  readonly outcome: LiveOutcome;
  /** The position of the text that says why it is unknown. */
  readonly reason?: number;
  /** Path, what is wanted, what is found, and by whom, each the position of a text. */
  readonly fields: readonly (readonly [path: number, wanted: number, found: number, by: number])[];
}

export interface ReportCluster {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** As kubectl writes them. */
  readonly taints?: readonly string[];
  readonly properties?: Readonly<Record<string, number>>;
  readonly ready: boolean;
  readonly context?: string;
  readonly origin?: string;
}

export interface ReportObject {
  /** On the members. */
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  /** As it was declared: `FederatedDeployment shop/web`. */
  readonly declared: string;
  readonly origin?: string;
  /** Those of the template. */
  readonly replicas?: number;
  /** By cluster: the position of the outcome. */
  readonly outcomes: Runs;
  readonly divisions?: readonly ReportDivision[];
  readonly ranking?: ReportRanking;
  /** The worst that is said of it. */
  readonly worst?: Problem['severity'];
}

/** How an object fares on a cluster; `fields` are pairs of a field and the text of its value there. */
export type ReportOutcome = readonly [reason: number, conditions: number, replicas: number | null, ...fields: number[]];

export interface ReportReason {
  readonly placed: boolean;
  readonly code: ReasonCode;
  /** What the code means. */
  readonly meaning: string;
  readonly detail: string;
  readonly origin?: string;
}

export interface ReportCondition {
  readonly condition: string;
  readonly found?: string;
  readonly holds: boolean;
}

/** A field that an override has set, whatever it has set it to. Numbers are positions of texts. */
export type ReportField = readonly [path: number, before: number, by: number, origin: number, ...overruled: number[]];

/** How replicas were divided: by a ReplicaSchedulingPreference, or by fed8s, field by field. */
export interface ReportDivision {
  readonly what: string;
  readonly origin?: string;
  /** In the order in which they were made; those of a cluster make up what it gets. */
  readonly steps: readonly ReportStep[];
}

/** What a cluster was given in a step, or lost, and the position of the text that says why. */
export type ReportStep = readonly [cluster: number, change: number, why: number];

/** Where clusters stand among those that may be chosen: positions of texts, by cluster; -1 of those that may not. */
export interface ReportRanking {
  readonly ranks: readonly number[];
  readonly scores: Runs;
}

/** A problem; the first of its clusters, where it is the same on many. */
export interface ReportProblem {
  readonly severity: Problem['severity'];
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
  readonly about?: string;
  readonly path?: string;
  readonly origin?: string;
  /** The object of the matrix. */
  readonly object: number;
  readonly cluster: number;
}

/** What would change of an earlier tree. */
export interface ReportPlan {
  /** The folder, or commit. */
  readonly against: string;
  /** Clusters that it has, or had. */
  readonly names: readonly string[];
  readonly joined: Runs;
  readonly left: Runs;
  readonly created: number;
  readonly updated: number;
  readonly deleted: number;
  /** Clusters on which anything changes. */
  readonly touched: number;
  /** As `fed8s plan` tells them. */
  readonly changes: readonly ReportChange[];
  /** What the budget of deletions refuses. */
  readonly refusals: readonly { readonly message: string; readonly remedy: string }[];
}

export interface ReportChange {
  readonly action: PlannedChange['action'];
  readonly object: string;
  readonly clusters: Runs;
  readonly to?: Runs;
  /** Path, before and after, each the position of a text. */
  readonly fields: readonly (readonly [path: number, before: number, after: number])[];
  readonly isGone: boolean;
  readonly replacedFor: readonly number[];
}
