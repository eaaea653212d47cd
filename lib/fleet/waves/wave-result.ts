import { type ApplyResult } from '../apply/apply-result';
import { type Wave } from './waves-of';

/** What came of a wave. */
export interface WaveResult extends Wave {
  /**
   * - `done`: all of its clusters are as declared, and ready
   * - `tolerated`: some are not, and no more than may be
   * - `stopped`: the run ended with it
   * - `not-begun`: an earlier wave ended the run
   */
  readonly state: 'done' | 'tolerated' | 'stopped' | 'not-begun';
  /** Its clusters that are not as declared, or not ready. */
  readonly failed: readonly FailedCluster[];
  /** Of `stopped`: why. */
  readonly stop?: WaveStop;
}

/** A cluster that is not as declared, or of which nobody knows. */
export interface FailedCluster {
  readonly cluster: string;
  readonly reason: string;
}

/**
 * Why a run ended before its last wave was done.
 * - `failures`: more clusters failed than may
 * - `gate`: the gate that was given said so
 * - `guard`: what was found meanwhile stands against going on
 * - `aborted`: it was asked to end
 */
export interface WaveStop {
  readonly cause: 'failures' | 'gate' | 'guard' | 'aborted';
  readonly reason: string;
}

/** What came of an apply in waves. */
export interface WavesResult extends ApplyResult {
  /** In their order. Empty where the run was stopped before anything was written. */
  readonly waves: readonly WaveResult[];
}

/** What a gate says of a wave that is ready and has soaked. */
export type GateVerdict = { readonly verdict: 'go-on' } | { readonly verdict: 'stop'; readonly reason: string };
