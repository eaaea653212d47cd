/** A value of a construct's props that cdk8s would lose in silence, or never finish with. */
export interface LossyValue {
  readonly code: 'cyclic-value' | 'lossy-key';
  readonly path: string;
  readonly message: string;
  readonly remedy: string;
}

/**
 * What cdk8s cannot render and would not say so: a map or list that contains itself, and keys that JavaScript takes for
 * something else (`__proto__`, `constructor`). Tokens and instances of classes are cdk8s's own business.
 */
export function lossyValues(props: unknown): readonly LossyValue[] {
  const found: LossyValue[] = [];
  const ancestors = new Set<object>();
  const walk = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) return;
    if (ancestors.has(value)) {
      found.push({
        code: 'cyclic-value',
        path,
        message: 'A map or list contains itself.',
        remedy: 'Copy the values that are needed instead of pointing back to the map or list around them.',
      });
      return;
    }
    const prototype: unknown = Object.getPrototypeOf(value);
    if (!Array.isArray(value) && prototype !== Object.prototype) return;
    ancestors.add(value);
    for (const key of Object.keys(value)) {
      const at = `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      if (!Array.isArray(value) && (key === '__proto__' || key === 'constructor')) {
        found.push({
          code: 'lossy-key',
          path: at,
          message: `cdk8s cannot render a map with the key ${key}.`,
          remedy: 'Read the object from YAML with `fed8s synth -f`, or through fed8s/model, which keep such keys.',
        });
      } else {
        walk((value as Record<string, unknown>)[key], at);
      }
    }
    ancestors.delete(value);
  };
  walk(props, '');
  return found;
}
