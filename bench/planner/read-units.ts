import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'csv-parse/sync';

export interface UnitLine {
  code: string;
  name: string;
  level: string;
  parentCode: string;
  longitude: number | null;
  latitude: number | null;
}

export const projectFolder = resolve(import.meta.dirname, '..', '..', '..');

/** One of the shipped unit lists. */
export function readUnits(file: string): UnitLine[] {
  const rows = parse<Record<string, string>>(readFileSync(join(projectFolder, 'data', 'units', file)), {
    columns: true,
    bom: true,
  });
  const number = (text: string | undefined): number | null => (text ? Number(text) : null);
  return rows.map(row => ({
    code: row['code'] ?? '',
    name: row['name'] ?? '',
    level: row['level'] ?? '',
    parentCode: row['parentCode'] ?? '',
    longitude: number(row['longitude']),
    latitude: number(row['latitude']),
  }));
}
