import { checkLabelKey } from './label-syntax';

/** The annotations of a KubeFedCluster with numbers to place by: `properties.fed8s.dev/zones: "3"`. */
export const PROPERTY_PREFIX = 'properties.fed8s.dev/';

/** By name: what there is of something on a cluster, as a number or a Kubernetes quantity. */
export type ClusterProperties = Readonly<Record<string, number>>;

/** How a property may compare with a number. */
export type PropertyOperator = '=' | '<' | '<=' | '>' | '>=';

const FACTORS: Readonly<Record<string, number>> = {
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/**
 * The number that a Kubernetes quantity stands for: `0.5`, `500m`, `64Gi`, `1e3`; undefined where it is none
 * (k8s.io/apimachinery, pkg/api/resource).
 */
export function quantityOf(text: string): number | undefined {
  const [, digits = '', suffix = ''] =
    /^([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)((?:[KMGTPE]i|[mkMGTPE])?)$/.exec(text) ?? [];
  const factor = FACTORS[suffix];
  const number = digits === '' || factor === undefined ? Number.NaN : Number(digits) * factor;
  return Number.isFinite(number) ? number : undefined;
}

/** The properties among annotations, and what is wrong with others, one sentence each. */
export function readProperties(annotations: Readonly<Record<string, string>>): {
  readonly properties: ClusterProperties;
  readonly problems: readonly string[];
} {
  const problems: string[] = [];
  const properties = Object.entries(annotations).flatMap(([key, value]) => {
    if (!key.startsWith(PROPERTY_PREFIX)) return [];
    const name = key.slice(PROPERTY_PREFIX.length);
    const number = quantityOf(value);
    const wrong = name.includes('/') ? 'it has a slash' : checkLabelKey(name);
    if (wrong !== undefined) problems.push(`the name of the property ${JSON.stringify(name)} is wrong: ${wrong}`);
    if (number === undefined) problems.push(`the property ${name} is ${JSON.stringify(value)}, which is no quantity`);
    return wrong === undefined && number !== undefined ? [[name, number] as const] : [];
  });
  return { properties: Object.fromEntries(properties), problems };
}

/** Whether a property is as asked; it is not where the cluster does not have it. */
export function comparesAs(found: number | undefined, operator: PropertyOperator, value: number): boolean {
  if (found === undefined) return false;
  switch (operator) {
    case '=':
      return found === value;
    case '<':
      return found < value;
    case '<=':
      return found <= value;
    case '>':
      return found > value;
    case '>=':
      return found >= value;
  }
}
