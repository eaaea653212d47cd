import fc from 'fast-check';
import { nextStatus } from '../../../lib/fleet/status/next-status';
import { type Probe } from '../../../lib/fleet/status/probe';
import { type JsonObject } from '../../../lib/model/json';

const ready: Probe = { kind: 'ready', latency: 3, version: 'v1.37.2' };
const offline: Probe = {
  kind: 'offline',
  failure: { kind: 'timeout', message: 'no answer.', causes: [], isUncertain: false },
};
const thresholds = { failures: 3, successes: 1 };

/** The reasons after each of some probes, a second apart. */
function reasons(probes: readonly Probe[], given = thresholds): readonly string[] {
  let before: { readonly status: JsonObject | undefined; readonly run: number } = { status: undefined, run: 0 };
  return probes.map((probe, index) => {
    before = nextStatus(before, probe, { now: index * 1000, thresholds: given });
    const { conditions } = before.status ?? {};
    return (conditions as unknown as { readonly reason: string }[]).map(({ reason }) => reason).join();
  });
}

describe('the status of a KubeFedCluster', () => {
  it('takes the first probe as it is', () => {
    expect(reasons([offline])).toEqual(['ClusterNotReachable']);
    expect(reasons([{ kind: 'not-ready', latency: 1 }])).toEqual(['ClusterNotReady,ClusterReachable']);
    expect(reasons([{ ...offline, kind: 'malformed' }])).toEqual(['ClusterConfigMalformed']);
  });

  it('turns over after failures in a row, however many good probes were before', () => {
    const [was, is] = ['ClusterReady', 'ClusterNotReachable'];
    expect(reasons([ready, ready, ready, ready, offline, offline, ready, offline, offline, offline])).toEqual([
      ...Array<string>(9).fill(was),
      is,
    ]);
    expect(reasons([offline, ready], { failures: 3, successes: 2 })).toEqual([is, is]);
  });

  it('keeps the time of the last change, and tells the time of the last probe', () => {
    const first = nextStatus({ status: undefined, run: 0 }, ready, { now: 0, thresholds });
    const second = nextStatus(first, ready, { now: 60_000, thresholds });
    expect(second.status).toMatchObject({
      kubernetesVersion: 'v1.37.2',
      conditions: [{ lastTransitionTime: '1970-01-01T00:00:00Z', lastProbeTime: '1970-01-01T00:01:00Z' }],
    });
  });

  it('keeps version and place of a cluster that does not answer', () => {
    const place = { region: 'eu', zones: ['a'] };
    const first = nextStatus({ status: undefined, run: 0 }, ready, { now: 0, thresholds, place });
    const then = nextStatus(first, offline, { now: 1, thresholds: { failures: 1, successes: 1 } });
    expect(then.status).toMatchObject({ kubernetesVersion: 'v1.37.2', region: 'eu', zones: ['a'] });
  });

  it('is never turned over by fewer failures than the threshold', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1 }), fc.integer({ min: 1, max: 5 }), (answers, failures) => {
        const told = reasons(
          answers.map((isGood) => (isGood ? ready : offline)),
          { failures, successes: 1 },
        );
        told.forEach((reason, index) => {
          if (reason !== 'ClusterNotReachable' || index === 0 || told[index - 1] === reason) return;
          expect(answers.slice(index - failures + 1, index + 1)).toEqual(Array<boolean>(failures).fill(false));
        });
      }),
    );
  });
});
