import { writeFileSync } from 'node:fs';
import { type HandedOn, federationText } from '../model/federation-json';
import { writeFailure } from './write-failure';

/** Hands a federation on to the process that asked for it. @throws FederationError `write-failed`. */
export function handOver(path: string, handed: HandedOn): void {
  try {
    writeFileSync(path, federationText(handed));
  } catch (error) {
    throw writeFailure(error, path);
  }
}
