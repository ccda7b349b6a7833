import type { UnitLevel } from '#contracts';
import { csvLine, readCsv } from '../csv.js';

/** A line of `data/units/*.csv`; a code is only meaningful together with the date of its file. */
export interface Unit {
  code: string;
  name: string;
  kind: string;
  level: UnitLevel;
  /** Empty for a province. */
  parentCode: string;
  longitude: number | null;
  latitude: number | null;
}

export interface Merger {
  oldCode: string;
  oldName: string;
  newCode: string;
  newName: string;
}

type UnitLine = Omit<Unit, 'longitude' | 'latitude'> & { longitude?: string; latitude?: string };

const degrees = (text: string | undefined) => (text ? Number(text) : null);

export function readUnits(text: string): Unit[] {
  return readCsv<UnitLine>(text).map(({ code, name, kind, level, parentCode, longitude, latitude }) => ({
    code,
    name: name.normalize('NFC'),
    kind: kind.normalize('NFC'),
    level,
    parentCode,
    longitude: degrees(longitude),
    latitude: degrees(latitude),
  }));
}

export function writeUnits(units: Unit[]): string {
  const lines = units.map(unit =>
    csvLine([unit.code, unit.name, unit.kind, unit.level, unit.parentCode, unit.longitude ?? '', unit.latitude ?? '']),
  );
  return ['code,name,kind,level,parentCode,longitude,latitude', ...lines, ''].join('\n');
}
