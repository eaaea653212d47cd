import { type YamlScalar } from './yaml-scalar';

const INT64_MAX = 2n ** 63n - 1n;

/**
 * The JSON key that kubectl makes of a key of YAML (sigs.k8s.io/yaml v1.6.0, yaml.go): `yes` is "true", `0123` is "83",
 * `1e6` is "1e+06". Undefined for what cannot be a key there: null, and integers that only an unsigned 64 bit number holds.
 */
export function keyText(key: YamlScalar): string | undefined {
  switch (typeof key) {
    case 'string':
      return key;
    case 'boolean':
      return String(key);
    case 'bigint':
      return key > INT64_MAX ? undefined : String(key);
    case 'number':
      return float32Text(key);
    default:
      return undefined;
  }
}

/** A number as Go prints it with `strconv.FormatFloat(value, 'g', -1, 32)`: the fewest digits that tell 32 bit floats apart. */
function float32Text(value: number): string {
  if (Number.isNaN(value)) return '.nan';
  const single = Math.fround(value);
  if (!Number.isFinite(single)) return single > 0 ? '.inf' : '-.inf';
  if (single === 0) return Object.is(single, -0) ? '-0' : '0';
  for (let precision = 0; ; precision++) {
    const text = single.toExponential(precision);
    // 9 digits tell any two of them apart
    if (Math.fround(Number(text)) === single || precision === 8) return fromExponential(text);
  }
}

function fromExponential(text: string): string {
  const [mantissa = '', power = ''] = text.split('e');
  const exponent = Number(power);
  if (exponent >= -4 && exponent < 6) return String(Number(text));
  const size = String(Math.abs(exponent)).padStart(2, '0');
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${size}`;
}
