import type { UnitLevel } from '#contracts';

export interface KnownUnit {
  id: string;
  code: string;
  name: string;
  kind: string;
  level: UnitLevel;
  parentId: string | null;
  provinceId: string;
  longitude: number | null;
  latitude: number | null;
  validFrom: string;
  /** The first day on which the unit is no more. */
  validTo: string | null;
}

export interface Place {
  longitude: number | null;
  latitude: number | null;
}

export type Units = ReadonlyMap<string, KnownUnit>;

export function existsOn({ validFrom, validTo }: KnownUnit, date: string): boolean {
  return validFrom <= date && (validTo === null || date < validTo);
}

/** A department has no coordinates of its own in the official lists: it sits where its parent or its province does. */
export function placeOf(unit: KnownUnit, units: Units): Place {
  const candidates = [unit, unit.parentId === null ? undefined : units.get(unit.parentId), units.get(unit.provinceId)];
  const located = candidates.find(
    candidate => candidate && candidate.longitude !== null && candidate.latitude !== null,
  );
  return { longitude: located?.longitude ?? null, latitude: located?.latitude ?? null };
}
