import { type Json } from '../model/json';
import { printable } from '../model/printable';
import { shown } from '../model/shown';
import { SharedTable } from './shared-table';

/** So long a value is shown. */
const MOST = 400;

/** The texts of a page, each once. */
export class TextTable {
  private readonly table = new SharedTable<string>();

  public get entries(): readonly string[] {
    return this.table.entries;
  }

  public at(text: string | undefined): number {
    if (text === undefined) return -1;
    const safe = printable(text);
    return this.table.at(safe, () => safe);
  }

  /** A value, as JSON; -1 where there is none. */
  public ofValue(value: Json | undefined): number {
    if (value === undefined) return -1;
    const text = shown(value, MOST);
    return this.table.at(text, () => text);
  }
}
