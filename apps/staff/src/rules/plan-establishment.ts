import { unitLookup } from './dated-units.js';
import type { Fault } from './fault.js';
import { unitIdOf, type NewUnit, type RegisteredUnit, type UnitDraft } from './unit.js';

/**
 * The units of a list that the registry does not have yet, parents before children. A unit that is there already, with
 * the same name, kind, level and parent, needs nothing, so the same list twice changes nothing.
 */
export function planEstablishment(
  drafts: readonly UnitDraft[],
  existing: readonly RegisteredUnit[],
  from: string,
  faults: Fault[],
): NewUnit[] {
  const valid = unitLookup(existing);
  const taken = new Set(existing.filter(({ to }) => to === null || to > from).map(({ code }) => code));
  const byCode = new Map<string, UnitDraft>();
  for (const draft of drafts) {
    if (byCode.has(draft.code)) faults.push(codeTaken(draft, from));
    else byCode.set(draft.code, draft);
  }
  const placed = new Map<string, NewUnit | RegisteredUnit | undefined>();
  const established: NewUnit[] = [];

  const place = (code: string): NewUnit | RegisteredUnit | undefined => {
    const draft = byCode.get(code);
    if (!draft) return valid(code, from);
    if (placed.has(code)) return placed.get(code);
    // Marked before its parent is looked for: a list that makes a unit its own ancestor finds no parent.
    placed.set(code, undefined);
    const unit = establish(draft);
    placed.set(code, unit);
    return unit;
  };
  const establish = (draft: UnitDraft): NewUnit | RegisteredUnit | undefined => {
    const parent = draft.parentCode ? place(draft.parentCode) : undefined;
    if (draft.level === 'province' ? draft.parentCode : !parent) {
      const params = { code: draft.parentCode ?? '', date: from };
      faults.push({ row: draft.row, field: 'parentCode', code: 'STAFF.PARENT_UNKNOWN', params });
      return undefined;
    }
    const present = valid(draft.code, from);
    if (present && isSame(present, draft, parent)) return present;
    if (present || taken.has(draft.code)) {
      faults.push(codeTaken(draft, from));
      return undefined;
    }
    const id = unitIdOf(draft.code, from);
    const { code, name, kind, level, longitude, latitude } = draft;
    const unit: NewUnit = {
      id,
      code,
      name,
      kind,
      level,
      longitude,
      latitude,
      parentId: parent?.id ?? null,
      provinceId: parent?.provinceId ?? id,
      from,
      to: null,
      revision: 1,
    };
    established.push(unit);
    return unit;
  };

  for (const code of byCode.keys()) place(code);
  return established;
}

function isSame(unit: RegisteredUnit, draft: UnitDraft, parent: RegisteredUnit | undefined): boolean {
  const { name, kind, level } = draft;
  return unit.name === name && unit.kind === kind && unit.level === level && unit.parentId === (parent?.id ?? null);
}

const codeTaken = ({ row, code }: UnitDraft, date: string): Fault => ({
  row,
  field: 'code',
  code: 'STAFF.UNIT_CODE_TAKEN',
  params: { code, date },
});
