import { type FederatedObject } from '../model/federated-object';
import { type Finding, type Semantics, problemUnder } from '../model/finding';
import { listed } from '../model/listed';
import { type Problem } from '../model/problem';

/** Gathers the problems of a resolution, each once, with as few words a cluster as possible. */
export class ProblemLog {
  private readonly problems = new Map<string, { readonly problem: Problem; readonly clusters: Set<string> }>();

  public constructor(private readonly semantics: Semantics) {}

  public add(finding: Finding): void {
    const problem = problemUnder(this.semantics, finding);
    const { object, cluster, ...rest } = problem;
    const key = JSON.stringify([object, rest]);
    let entry = this.problems.get(key);
    if (entry === undefined) {
      entry = { problem, clusters: new Set() };
      this.problems.set(key, entry);
    }
    if (cluster !== undefined) entry.clusters.add(cluster);
  }

  /** Something that strict semantics refuse and KubeFed lets pass in silence. */
  public strict(object: FederatedObject, problem: Omit<Problem, 'severity' | 'object' | 'origin'>): void {
    this.about(object, { ...problem, severity: 'error', kubefed: 'warning' });
  }

  /** Something worth a word under either semantics. */
  public warn(object: FederatedObject, problem: Omit<Problem, 'severity' | 'object' | 'origin'>): void {
    this.about(object, { ...problem, severity: 'warning', kubefed: 'warning' });
  }

  private about(object: FederatedObject, finding: Omit<Finding, 'object' | 'origin'>): void {
    this.add({ ...finding, object: object.ref, ...(object.origin !== undefined && { origin: object.origin }) });
  }

  /** Errors first, otherwise in the order in which they were met. What holds for many clusters alike is said once. */
  public all(): readonly Problem[] {
    const told = [...this.problems.values()].map(({ problem, clusters }): Problem => {
      const [first, ...others] = [...clusters];
      if (first === undefined || others.length === 0) return problem;
      return {
        ...problem,
        message: `${problem.message} So it is on ${others.length + 1} clusters: ${listed([first, ...others])}.`,
      };
    });
    const errors = told.filter(({ severity }) => severity === 'error');
    return Object.freeze([...errors, ...told.filter(({ severity }) => severity !== 'error')]);
  }
}
