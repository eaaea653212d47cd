/*
 * The syntax of names and labels as every API server checks it
 * (Kubernetes apimachinery v0.22.2, pkg/util/validation/validation.go).
 *
 * Each function answers undefined for a valid value, else a sentence without a full stop that says what is wrong.
 */

const DNS_LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const DNS_SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const QUALIFIED_NAME = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;

const MAX_LABEL = 63;
const MAX_SUBDOMAIN = 253;

/** Checks a DNS-1123 label: what a namespace or a cluster may be called. */
export function checkDnsLabel(value: string): string | undefined {
  if (value === '') return 'it is empty';
  // The length comes first: a backtracking pattern never sees a huge string.
  if (value.length > MAX_LABEL) return `it is longer than ${MAX_LABEL} characters`;
  if (DNS_LABEL.test(value)) return undefined;
  return `${quote(value)} may hold only lower case letters, digits and '-', and must start and end with a letter or digit`;
}

/** Checks a DNS-1123 subdomain: what most objects may be called, and the prefix of a label key. */
export function checkDnsSubdomain(value: string): string | undefined {
  if (value === '') return 'it is empty';
  if (value.length > MAX_SUBDOMAIN) return `it is longer than ${MAX_SUBDOMAIN} characters`;
  if (DNS_SUBDOMAIN.test(value)) return undefined;
  return (
    `${quote(value)} may hold only lower case letters, digits, '-' and '.', ` +
    'and each part between dots must start and end with a letter or digit'
  );
}

/** Checks the key of a label: a name of at most 63 characters, or a DNS subdomain, a slash and such a name. */
export function checkLabelKey(key: string): string | undefined {
  const slash = key.indexOf('/');
  const name = key.slice(slash + 1);
  if (name.includes('/')) return `${quote(key)} has more than one slash`;
  if (slash >= 0) {
    const prefix = checkDnsSubdomain(key.slice(0, slash));
    if (prefix !== undefined) return `the prefix of ${quote(key)} is wrong: ${prefix}`;
  }
  if (name === '') return slash < 0 ? 'it is empty' : `${quote(key)} has no name after the slash`;
  return checkName(name);
}

/** Checks the value of a label: empty, or a name of at most 63 characters. */
export function checkLabelValue(value: string): string | undefined {
  return value === '' ? undefined : checkName(value);
}

function checkName(name: string): string | undefined {
  if (name.length > MAX_LABEL) return `it is longer than ${MAX_LABEL} characters`;
  if (QUALIFIED_NAME.test(name)) return undefined;
  return `${quote(name)} may hold only letters, digits, '-', '_' and '.', and must start and end with a letter or digit`;
}

function quote(value: string): string {
  return JSON.stringify(value);
}
