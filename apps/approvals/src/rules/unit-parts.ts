// A proposal about the people of several units: each of them has its say in a step that is bound to units (ADR 32).
import type { UnitPart } from '#contracts';
import { ConflictError } from '#kernel';
import './approvals.errors.js';

interface Approval {
  /** The units that were spoken for; null: all. */
  unitIds: string[] | null;
}

/** Whether each unit, or without units the whole, has as many approvals as the step wants. */
export function isComplete(parts: UnitPart[], approvals: Approval[], minimum: number): boolean {
  if (parts.length === 0) return approvals.length >= minimum;
  return unitsMissing(parts, approvals, minimum).length === 0;
}

/** The units that have not said yes often enough. */
export function unitsMissing(parts: UnitPart[], approvals: Approval[], minimum: number): string[] {
  return parts
    .filter(({ unitId }) => approvals.filter(({ unitIds }) => unitIds?.includes(unitId) ?? true).length < minimum)
    .map(({ unitId }) => unitId);
}

/** The units that still need the word of somebody of these units; undefined when they are nobody of theirs. */
export function unitsToSpeakFor(
  parts: UnitPart[],
  units: readonly string[],
  approvals: Approval[],
  minimum: number,
): string[] | undefined {
  const own = parts.filter(({ unitId, aboveIds }) => [unitId, ...aboveIds].some(id => units.includes(id)));
  if (own.length === 0) return undefined;
  const missing = unitsMissing(own, approvals, minimum);
  if (missing.length === 0) throw new ConflictError('APPROVALS.UNITS_APPROVED');
  return missing;
}
