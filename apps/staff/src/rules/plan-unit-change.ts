import { addDays } from '#kernel';
import { unitLookup, validOn } from './dated-units.js';
import type { Fault } from './fault.js';
import { planEstablishment } from './plan-establishment.js';
import type { NewUnit, RegisteredUnit, UnitDraft } from './unit.js';

/** A decision that rearranges units from a date on. */
export interface UnitRearrangement {
  effectiveDate: string;
  establish: readonly UnitDraft[];
  merges: readonly { oldCode: string; newCode: string }[];
  dissolve: readonly string[];
  /** Units that go on under another name or code. */
  rename?: readonly { code: string; newCode?: string | undefined; name: string; kind?: string | undefined }[];
  /** Units that end, each with those that take its place. */
  split?: readonly Division[];
  /** Units that go on, each with those that were taken out of it. */
  separate?: readonly Division[];
}

export interface Division {
  code: string;
  newCodes: readonly string[];
}

export type SuccessionKind = 'merger' | 'split' | 'separation';

export interface Succession {
  predecessorId: string;
  successorId: string;
  kind: SuccessionKind;
}

export interface RenamedUnit {
  unit: RegisteredUnit;
  code: string;
  name: string;
  kind: string;
}

export interface UnitChangePlan {
  faults: Fault[];
  /** Units whose last day is the day before. */
  ended: RegisteredUnit[];
  established: NewUnit[];
  merged: { successor: RegisteredUnit; predecessors: RegisteredUnit[] }[];
  dissolved: RegisteredUnit[];
  renamed: RenamedUnit[];
  successions: Succession[];
}

/** Old codes are read as of the day before, new ones as of the day itself: the same code may stand for both. */
export function planUnitChange(change: UnitRearrangement, units: readonly RegisteredUnit[]): UnitChangePlan {
  const { effectiveDate, establish, merges, dissolve, rename = [], split = [], separate = [] } = change;
  const faults: Fault[] = [];
  const dayBefore = addDays(effectiveDate, -1);
  const oldUnit = unitLookup(units);
  const ended = new Map<string, RegisteredUnit>();

  const find = (code: string, row: number, field: string): RegisteredUnit | undefined => {
    const unit = oldUnit(code, dayBefore);
    if (!unit) faults.push({ row, field, code: 'STAFF.UNIT_UNKNOWN', params: { code, date: dayBefore } });
    else if (unit.to !== null)
      faults.push({ row, field, code: 'STAFF.UNIT_ENDS_ALREADY', params: { code, date: unit.to } });
    else return unit;
    return undefined;
  };
  const end = (code: string, row: number, field: string): RegisteredUnit | undefined => {
    const unit = find(code, row, field);
    if (unit) ended.set(unit.id, unit);
    return unit;
  };
  const predecessors = merges.map(({ oldCode }, index) => end(oldCode, index + 1, 'merges.oldCode'));
  const dissolved = dissolve.flatMap((code, index) => end(code, index + 1, 'dissolve') ?? []);
  const divided = split.map(({ code }, index) => end(code, index + 1, 'split.code'));
  const reduced = separate.map(({ code }, index) => find(code, index + 1, 'separate.code'));
  const renamed = rename.flatMap(({ code, newCode, name, kind }, index): RenamedUnit[] => {
    const unit = find(code, index + 1, 'rename.code');
    return unit
      ? [{ unit, code: newCode ?? code, name: name.normalize('NFC'), kind: (kind ?? unit.kind).normalize('NFC') }]
      : [];
  });

  const others = new Map(renamed.map(({ unit, ...to }) => [unit.id, to]));
  const remaining = units.flatMap(unit => {
    if (unit.to !== null) return [unit];
    const other = others.get(unit.id);
    if (other)
      return [
        { ...unit, to: effectiveDate },
        { ...unit, ...other, from: effectiveDate },
      ];
    return [ended.has(unit.id) ? { ...unit, to: effectiveDate } : unit];
  });
  for (const [index, { unit, code }] of renamed.entries())
    if (
      remaining.some(
        other => other.id !== unit.id && other.code === code && (other.to === null || other.to > effectiveDate),
      )
    )
      faults.push({
        row: index + 1,
        field: 'rename.newCode',
        code: 'STAFF.UNIT_CODE_TAKEN',
        params: { code, date: effectiveDate },
      });
  const established = planEstablishment(establish, remaining, effectiveDate, faults);
  const newUnit = unitLookup([...remaining, ...established]);
  const merged = new Map<string, UnitChangePlan['merged'][number]>();
  for (const [index, { newCode }] of merges.entries()) {
    const successor = newUnit(newCode, effectiveDate);
    const predecessor = predecessors[index];
    if (!successor) {
      const params = { code: newCode, date: effectiveDate };
      faults.push({ row: index + 1, field: 'merges.newCode', code: 'STAFF.UNIT_UNKNOWN', params });
    } else if (predecessor) {
      const merger = merged.get(successor.id) ?? { successor, predecessors: [] };
      merged.set(successor.id, merger);
      if (!merger.predecessors.includes(predecessor)) merger.predecessors.push(predecessor);
    }
  }
  for (const { code, parentId } of remaining.filter(unit => validOn(unit, effectiveDate)))
    if (parentId && ended.has(parentId))
      faults.push({ row: 1, field: 'dissolve', code: 'STAFF.PARENT_ENDS', params: { code, date: effectiveDate } });
  const divisions = (
    from: (RegisteredUnit | undefined)[],
    into: readonly Division[],
    kind: SuccessionKind,
    field: string,
  ) =>
    into.flatMap(({ newCodes }, index) =>
      newCodes.flatMap((code): Succession[] => {
        const successor = newUnit(code, effectiveDate);
        const predecessor = from[index];
        if (!successor)
          faults.push({ row: index + 1, field, code: 'STAFF.UNIT_UNKNOWN', params: { code, date: effectiveDate } });
        return successor && predecessor ? [{ predecessorId: predecessor.id, successorId: successor.id, kind }] : [];
      }),
    );
  const successions = [
    ...[...merged.values()].flatMap(({ successor, predecessors: joined }) =>
      joined.map(({ id }): Succession => ({ predecessorId: id, successorId: successor.id, kind: 'merger' })),
    ),
    ...divisions(divided, split, 'split', 'split.newCodes'),
    ...divisions(reduced, separate, 'separation', 'separate.newCodes'),
  ];
  return {
    faults,
    ended: [...ended.values()],
    established,
    merged: [...merged.values()],
    // What a split ends has no single successor, so the others hear of it as dissolved.
    dissolved: [...dissolved, ...divided.filter(unit => unit !== undefined)],
    renamed,
    successions,
  };
}
