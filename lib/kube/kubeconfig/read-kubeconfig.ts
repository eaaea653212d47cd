import { readFileSync } from 'node:fs';
import { LineCounter, parseDocument } from 'yaml';
import { errorMessage } from '../../model/error-message';
import { type Json, type JsonObject, isJsonList, isJsonObject } from '../../model/json';
import { type Answer, failed, ok } from '../answer';
import { type Kubeconfig, type KubeconfigEntry } from './kubeconfig';
import { type KubeconfigFiles } from './kubeconfig-files';

/** How the three lists of a kubeconfig call what they hold. */
const LISTS = { contexts: 'context', clusters: 'cluster', users: 'user' } as const;

/**
 * Reads the files of a kubeconfig and merges them as kubectl does: the first to say something under a name holds. Files of
 * the list KUBECONFIG that are not there are passed over.
 */
// k8s.io/client-go, tools/clientcmd/loader.go: Load of ClientConfigLoadingRules
export function readKubeconfig({ files, isNamed }: KubeconfigFiles): Answer<Kubeconfig> {
  const merged = {
    contexts: new Map<string, KubeconfigEntry>(),
    clusters: new Map<string, KubeconfigEntry>(),
    users: new Map<string, KubeconfigEntry>(),
  };
  const found: string[] = [];
  let currentContext: string | undefined;
  for (const file of files) {
    const document = readFile(file);
    if (document.outcome === 'failed') {
      if (document.failure.reason === 'ENOENT' && !isNamed) continue;
      return document;
    }
    found.push(file);
    for (const [list, key] of Object.entries(LISTS) as [keyof typeof LISTS, string][]) {
      const entries = entriesOf(document.value, { list, key, file });
      if (entries.outcome === 'failed') return entries;
      for (const [name, value] of entries.value) {
        if (!merged[list].has(name)) merged[list].set(name, { value, file });
      }
    }
    const current = document.value['current-context'];
    if (currentContext === undefined && typeof current === 'string' && current !== '') currentContext = current;
  }
  if (found.length === 0) return missing(files);
  return ok({ ...merged, ...(currentContext !== undefined && { currentContext }), files: found });
}

function readFile(file: string): Answer<JsonObject> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as { readonly code?: string };
    if (code === 'ENOENT') return missing([file]);
    return invalid(`The kubeconfig ${file} cannot be read: ${errorMessage(error)}.`, 'Give a file that you may read.');
  }
  const lines = new LineCounter();
  // What yaml says of a mistake quotes the text around it, which may be a token.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: true, logLevel: 'silent' });
  const [first] = document.errors;
  if (first !== undefined) {
    const { line, col } = lines.linePos(first.pos[0]);
    return invalid(
      `The kubeconfig ${file} is no YAML: line ${line}, column ${col} (${first.code}).`,
      'Mend the file there; `kubectl config view` reads it too.',
    );
  }
  let value: unknown;
  try {
    value = document.toJS();
  } catch {
    return invalid(
      `The kubeconfig ${file} has YAML aliases that lead nowhere, or to far too much.`,
      'Write it without aliases.',
    );
  }
  // An empty file is an empty kubeconfig.
  if (value === null || value === undefined) return ok({});
  if (!isJsonObject(value) || (value.kind !== undefined && value.kind !== 'Config')) {
    return invalid(
      `The file ${file} is no kubeconfig: it is not an object of the kind Config.`,
      'Give the file that kubectl uses: see `kubectl config view`.',
    );
  }
  return ok(value);
}

function entriesOf(
  document: JsonObject,
  { list, key, file }: { readonly list: string; readonly key: string; readonly file: string },
): Answer<[string, JsonObject][]> {
  const value = document[list] ?? null;
  if (value === null) return ok([]);
  if (!isJsonList(value)) {
    return invalid(`In the kubeconfig ${file}, ${list} is no list.`, `Write ${list} as a list of name and ${key}.`);
  }
  const entries: [string, JsonObject][] = [];
  for (const [index, entry] of value.entries()) {
    const name: Json | undefined = isJsonObject(entry) ? entry.name : undefined;
    if (!isJsonObject(entry) || typeof name !== 'string' || name === '') {
      const what = `${list}[${index}]`;
      return invalid(`In the kubeconfig ${file}, ${what} has no name.`, `Give ${what} a name, as text in quotes.`);
    }
    const content = entry[key] ?? null;
    entries.push([name, isJsonObject(content) ? content : {}]);
  }
  return ok(entries);
}

function missing(files: readonly string[]): Answer<never> {
  return failed({
    kind: 'credential',
    code: 'no-kubeconfig',
    reason: 'ENOENT',
    message: `There is no kubeconfig: ${files.join(', ')} ${files.length === 1 ? 'is' : 'are'} not there.`,
    remedy: 'Name one by --kubeconfig or the environment variable KUBECONFIG.',
  });
}

function invalid(message: string, remedy: string): Answer<never> {
  return failed({ kind: 'credential', code: 'invalid-kubeconfig', message, remedy });
}
