import { make, UnitEstablished, UNIT_LEVELS, type UnitLevel } from '#contracts';
import { uuidFrom } from '#kernel';
import type { DatedUnit } from './dated-units.js';
import { malformed, type Fault } from './fault.js';
import type { FileRow } from './read-move.js';

export const UNIT_COLUMNS = ['code', 'name', 'kind', 'level', 'parentCode', 'longitude', 'latitude'] as const;
export type UnitColumn = (typeof UNIT_COLUMNS)[number];

/** A unit as a file or a decision describes it. */
export interface UnitDraft {
  row: number;
  code: string;
  name: string;
  kind: string;
  level: UnitLevel;
  parentCode: string | null;
  longitude: number | null;
  latitude: number | null;
}

export interface RegisteredUnit extends DatedUnit {
  name: string;
  kind: string;
  parentId: string | null;
  provinceId: string;
  revision: number;
}

export interface NewUnit extends RegisteredUnit {
  longitude: number | null;
  latitude: number | null;
}

/** A code together with the day from which it means this unit. */
export const unitIdOf = (code: string, validFrom: string): string => uuidFrom('unit', code, validFrom);

const CODE = /^[A-Z0-9][A-Z0-9.-]{0,19}$/;

/** Reads a line of a unit file; undefined when it cannot be understood. */
export function readUnit({ row, values }: FileRow<UnitColumn>, faults: Fault[]): UnitDraft | undefined {
  const before = faults.length;
  const level = UNIT_LEVELS.find(known => known === values.level);
  const longitude = degrees(values.longitude, 180);
  const latitude = degrees(values.latitude, 90);
  if (!CODE.test(values.code)) faults.push(malformed(row, 'code', values.code));
  if (!values.name) faults.push(malformed(row, 'name', ''));
  if (!values.kind) faults.push(malformed(row, 'kind', ''));
  if (!level) faults.push({ row, field: 'level', code: 'STAFF.LEVEL_UNKNOWN', params: { level: values.level } });
  if (longitude === undefined) faults.push(malformed(row, 'longitude', values.longitude));
  if (latitude === undefined) faults.push(malformed(row, 'latitude', values.latitude));
  if (faults.length > before || !level || longitude === undefined || latitude === undefined) return undefined;
  const { code, name, kind } = values;
  const parentCode = values.parentCode || null;
  return {
    row,
    code,
    name: name.normalize('NFC'),
    kind: kind.normalize('NFC'),
    level,
    parentCode,
    longitude,
    latitude,
  };
}

function degrees(text: string, limit: number): number | null | undefined {
  if (!text) return null;
  const value = Number(text);
  return Math.abs(value) <= limit ? value : undefined;
}

export function unitEstablished({ id, parentId, provinceId, from, ...unit }: NewUnit): UnitEstablished {
  const { code, name, kind, level, longitude, latitude } = unit;
  return make(UnitEstablished, {
    unitId: id,
    code,
    name,
    kind,
    level,
    parentUnitId: parentId,
    provinceUnitId: provinceId,
    validFrom: from,
    longitude,
    latitude,
  });
}
