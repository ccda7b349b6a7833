import { describe, expect, it } from '@jest/globals';
import type { Fault } from './fault.js';
import { planEstablishment } from './plan-establishment.js';
import { planUnitChange } from './plan-unit-change.js';
import type { RegisteredUnit, UnitDraft } from './unit.js';

const unit = (id: string, level: RegisteredUnit['level'], parentId: string | null): RegisteredUnit => ({
  id: `${id}@old`,
  code: id,
  name: id,
  kind: level,
  level,
  parentId: parentId && `${parentId}@old`,
  provinceId: '14@old',
  revision: 1,
  from: '2025-01-01',
  to: null,
});
const REGISTRY = [
  unit('14', 'province', null),
  unit('116', 'district', '14'),
  unit('03646', 'commune', '116'),
  unit('03649', 'commune', '116'),
];
const draft = (code: string, level: UnitDraft['level'], parentCode: string | null, row = 1): UnitDraft => ({
  row,
  code,
  name: code,
  kind: level,
  level,
  parentCode,
  longitude: null,
  latitude: null,
});
const MERGER = {
  effectiveDate: '2025-07-01',
  establish: [draft('03646', 'commune', '14')],
  merges: [
    { oldCode: '03646', newCode: '03646' },
    { oldCode: '03649', newCode: '03646' },
  ],
  dissolve: ['116'],
};
const codes = (faults: Fault[]) => faults.map(({ code }) => code);

describe('a merger', () => {
  it('reads a code that is used again as the old unit the day before and as the new one on the day', () => {
    const plan = planUnitChange(MERGER, REGISTRY);
    expect(plan.faults).toEqual([]);
    expect(plan.ended.map(({ id }) => id)).toEqual(['03646@old', '03649@old', '116@old']);
    const [successor] = plan.established;
    expect(successor).toMatchObject({ code: '03646', parentId: '14@old', provinceId: '14@old', from: '2025-07-01' });
    expect(successor?.id).not.toBe('03646@old');
    expect(plan.merged).toEqual([{ successor, predecessors: [REGISTRY[2], REGISTRY[3]] }]);
    expect(plan.dissolved.map(({ code }) => code)).toEqual(['116']);
  });

  it('is refused when an old or a new code means nothing on its day', () => {
    const merges = [...MERGER.merges, { oldCode: '00000', newCode: '03646' }, { oldCode: '03649', newCode: '1' }];
    const { faults } = planUnitChange({ ...MERGER, merges }, REGISTRY);
    expect(faults.map(({ row, field, code }) => [row, field, code])).toEqual([
      [3, 'merges.oldCode', 'STAFF.UNIT_UNKNOWN'],
      [4, 'merges.newCode', 'STAFF.UNIT_UNKNOWN'],
    ]);
  });

  it('is refused when a unit would be left without its parent', () => {
    const merges = MERGER.merges.slice(0, 1);
    expect(codes(planUnitChange({ ...MERGER, merges }, REGISTRY).faults)).toEqual(['STAFF.PARENT_ENDS']);
  });
});

describe('a list of units', () => {
  it('may name children before parents', () => {
    const faults: Fault[] = [];
    const drafts = [draft('1', 'commune', '2'), draft('2', 'district', '3'), draft('3', 'province', null)];
    const units = planEstablishment(drafts, [], '2025-01-01', faults);
    expect(faults).toEqual([]);
    expect(units.map(({ code }) => code)).toEqual(['3', '2', '1']);
    expect(new Set(units.map(({ provinceId }) => provinceId))).toEqual(new Set([units[0]?.id]));
  });

  it('adds nothing that is there already', () => {
    const faults: Fault[] = [];
    expect(planEstablishment([draft('116', 'district', '14')], REGISTRY, '2025-02-01', faults)).toEqual([]);
    expect(faults).toEqual([]);
  });

  it.each<[string, UnitDraft[], string]>([
    ['a code of another unit', [{ ...draft('116', 'district', '14'), name: 'Huyện khác' }], 'STAFF.UNIT_CODE_TAKEN'],
    ['a code twice', [draft('1', 'commune', '14'), draft('1', 'commune', '14')], 'STAFF.UNIT_CODE_TAKEN'],
    ['a parent that nobody knows', [draft('1', 'commune', '99')], 'STAFF.PARENT_UNKNOWN'],
    ['a unit that is its own parent', [draft('1', 'commune', '1')], 'STAFF.PARENT_UNKNOWN'],
    ['a province under another', [draft('15', 'province', '14')], 'STAFF.PARENT_UNKNOWN'],
  ])('is refused for %s', (_what, drafts, code) => {
    const faults: Fault[] = [];
    planEstablishment(drafts, REGISTRY, '2025-02-01', faults);
    expect(codes(faults)).toEqual([code]);
  });
});
