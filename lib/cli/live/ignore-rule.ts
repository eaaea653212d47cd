import { InvalidArgumentError, Option } from 'commander';
import { type IgnoreRule } from '../../fleet/assess/ignore-rule';

/** `--ignore`. */
export function ignoreOption(): Option {
  return new Option(
    '--ignore <field>',
    'a field that is left to others, repeatable: spec.replicas, Deployment:spec.replicas, Deployment/shop/web:/spec/replicas; * stands for any text',
  ).argParser((value: string, earlier: readonly IgnoreRule[] | undefined) => [...(earlier ?? []), ignoreRule(value)]);
}

/** `--ignore-manager`. */
export function ignoreManagerOption(): Option {
  return new Option(
    '--ignore-manager <name>',
    'who may change any field, repeatable: kube-controller-manager (an autoscaler)',
  ).argParser((manager: string, earlier: readonly IgnoreRule[] | undefined) => [...(earlier ?? []), { manager }]);
}

const PART = String.raw`[A-Za-z0-9*][A-Za-z0-9.*-]*`;
const RULE = new RegExp(`^(${PART})(?:/(${PART})/(${PART}))?:(.+)$`, 's');

/** A rule as it is typed: a path, or a kind or an object, a colon, and a path. */
export function ignoreRule(text: string): IgnoreRule {
  const [, kind, namespace, name, path] = RULE.exec(text) ?? [];
  const field = path ?? text;
  if (!/^[/A-Za-z0-9_[]/.test(field)) {
    throw new InvalidArgumentError('It must be a path: spec.replicas, or Deployment:spec.replicas.');
  }
  return {
    ...(kind !== undefined && { kind }),
    ...(namespace !== undefined && { namespace }),
    ...(name !== undefined && { name }),
    path: field,
  };
}
