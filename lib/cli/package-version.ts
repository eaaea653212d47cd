import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isJsonObject } from '../model/json';

/** The version of this package. Its package.json is nearer to the sources than to what is compiled of them. */
export function packageVersion(): string {
  for (let folder = __dirname; dirname(folder) !== folder; folder = dirname(folder)) {
    let json: unknown;
    try {
      json = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    } catch {
      continue;
    }
    if (isJsonObject(json) && json.name === 'fed8s' && typeof json.version === 'string') return json.version;
  }
  return 'unknown';
}
