import { type LeftOutStep, type ReachedBound, type StrategyStep } from './strategy-plan';

/** What has decided a step of a replica plan, in one short clause. */
export function describeStep(step: StrategyStep): string {
  switch (step.kind) {
    case 'minimum':
      return `its minimum of ${step.minimum}${cut(step.limit)}`;
    case 'kept':
      return `what runs there already, ${step.previous} by the lock${cut(step.limit)}`;
    case 'share':
      return `its share by weight ${step.weight} of ${step.weights}, the last one at ${step.weight}/${step.divisor}${upTo(step.limit)}`;
    case 'surplus':
      return `more than there are to be: the last one given up stood at ${step.weight}/${step.divisor}, the lowest quotient${downTo(step.limit)}`;
    case 'copy':
      return `every cluster gets ${step.total}${step.limit === 'minimum' ? ', and this one its minimum' : cut(step.limit)}`;
    case 'filled':
      return `what had no place yet, on ${clusters(step.used)}${upTo(step.limit)}`;
    case 'freed':
      return `more than is left for it, on ${clusters(step.used)}${downTo(step.limit)}`;
    case 'left-out':
      return `gives up the ${step.previous} it ran: ${whyLeftOut(step)}`;
    case 'waiting':
      return step.change > 0
        ? `stays for now: ${step.minAvailable} of what runs must not move at once`
        : `comes later: ${step.minAvailable} of what runs must not move at once`;
  }
}

function whyLeftOut({ used, limit }: LeftOutStep): string {
  if (limit !== undefined) return `its ${limit} is 0`;
  return used === 0 ? 'there are to be none' : `${clusters(used)} can hold all`;
}

function clusters(number: number): string {
  return number === 1 ? 'one cluster' : `${number} clusters`;
}

function upTo(limit: ReachedBound | undefined): string {
  return limit === undefined ? '' : `, up to its ${limit}`;
}

function downTo(limit: ReachedBound | undefined): string {
  return limit === undefined ? '' : `, down to its ${limit}`;
}

function cut(limit: ReachedBound | undefined): string {
  return limit === undefined ? '' : `, cut by its ${limit}`;
}
