import { type FederatedObject } from '../model/federated-object';
import { isNamespaceTarget } from '../model/federated-type';
import { isCustomResourceDefinition } from '../resolve/order';

/** How the files of a cluster's folder are cut: cdk8s's YamlOutputType and outputFileExtension. */
export interface Layout {
  readonly filePer: 'app' | 'chart' | 'resource' | 'resource-in-chart-folder';
  /** What file names end with. */
  readonly extension: string;
}

/** One file a chart, as cdk8s writes it. */
export const defaultLayout: Layout = { filePer: 'chart', extension: '.k8s.yaml' };

/** The ways to cut files, for checks and messages. */
export const filePerValues: readonly Layout['filePer'][] = ['app', 'chart', 'resource', 'resource-in-chart-folder'];

/** The file that an object goes to, in the folder of every cluster that gets it. */
export interface ObjectFile {
  /** Relative to the cluster's folder, with slashes. */
  readonly path: string;
  /** What the file belongs to; two owners must not meet in one file. */
  readonly owner: FileOwner;
}

/** What a file belongs to. */
export type FileOwner =
  | { readonly kind: 'app' }
  | { readonly kind: 'namespaces' }
  | { readonly kind: 'crds' }
  | { readonly kind: 'chart'; readonly chart: string }
  | { readonly kind: 'object'; readonly chart: string };

/**
 * Where an object goes. kubectl reads the files of a folder in the order of their names, so Namespaces and
 * CustomResourceDefinitions stand in files that sort before all others; charts get no index, so that nothing that is added
 * renames a file.
 */
export function fileOf({ target, name, chart }: FederatedObject, { filePer, extension }: Layout): ObjectFile {
  if (filePer === 'app') return { path: `app${extension}`, owner: { kind: 'app' } };
  if (isNamespaceTarget(target)) return { path: `00-namespaces${extension}`, owner: { kind: 'namespaces' } };
  if (isCustomResourceDefinition(target)) return { path: `01-crds${extension}`, owner: { kind: 'crds' } };
  // The same characters as cdk8s keeps (cdk8s v2, src/app.ts): a ClusterRole may be named system:node.
  const resource = `${target.kind}.${name}`.replace(/[^0-9a-zA-Z-_.]/g, '');
  switch (filePer) {
    case 'chart':
      return { path: `${chart}${extension}`, owner: { kind: 'chart', chart } };
    case 'resource':
      return { path: `${resource}${extension}`, owner: { kind: 'object', chart } };
    case 'resource-in-chart-folder':
      return { path: `${chart}/${resource}${extension}`, owner: { kind: 'object', chart } };
  }
}

const SEGMENT = /^[0-9a-zA-Z_-][0-9a-zA-Z_.-]*$/;
/** What common file systems allow, in bytes; the pattern leaves ASCII only. */
const MAX_SEGMENT = 255;

/** Whether a name can be a file or folder on every system: never `..`, never hidden, never with a separator. */
export function isFileName(segment: string): boolean {
  return segment.length <= MAX_SEGMENT && SEGMENT.test(segment);
}

/** Whether a path stays below the folder that it is relative to. */
export function isPathBelow(path: string): boolean {
  return path.split('/').every(isFileName);
}

/** Whether a text can end file names; some systems drop a dot at the end. */
export function isExtension(extension: string): boolean {
  return /^[0-9a-zA-Z_.-]*$/.test(extension) && !extension.endsWith('.');
}
