import { type Problem } from '../../model/problem';
import { type Probe } from '../status/probe';
import { type Halted, type Step } from '../steps/step';
import { type TokenTerms } from './token';

/** What a join has done. */
export type JoinResult = {
  readonly cluster: string;
  /** In their order; of a join that went no further, those it came to. */
  readonly steps: readonly Step[];
  /** Warnings. */
  readonly problems: readonly Problem[];
} & (
  | {
      readonly outcome: 'joined' | 'planned';
      /** On the member. */
      readonly serviceAccount: string;
      readonly rbac: 'least' | 'kubefed';
      readonly token: TokenTerms;
      /** How the member answers to what the host now knows of it; undefined in a dry run. */
      readonly probe?: Probe;
    }
  | Halted
);
