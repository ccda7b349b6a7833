import { describe, expect, it } from '@jest/globals';
import { POST_CODES } from '#contracts';
import type { Person } from './batch-row.js';
import { ELECTED_POSTS } from './posts.js';
import { after, before, mergers, sonLa } from './scenario.fixture.js';

const { registration, people, merger, merged, election, elected } = sonLa(654);
const departments = new Set(before.filter(unit => unit.level === 'department').map(unit => unit.code));
const districts = new Set(before.filter(unit => unit.level === 'district').map(unit => unit.code));
const newCommunes = new Set(after.map(unit => unit.code));
const byCode = (state: Person[]) => new Map(state.map(person => [person.staffCode, person]));
const inPost = (state: Person[], post: string) => state.filter(person => person.post === post);
const focalPoints = (state: Person[]) =>
  state.filter(person => newCommunes.has(person.unitCode) && person.duties.includes('focal-point'));

describe('the people of early 2025', () => {
  it('are about two thousand, each in one main post', () => {
    expect(registration).toHaveLength(20 * 5 + 12 * 7 + 6 + 200 * 9);
    expect(new Set(registration.map(row => row.staffCode)).size).toBe(registration.length);
    expect(registration.every(row => row.action === 'appoint')).toBe(true);
  });

  it('sit in units of that date, in posts of the contract', () => {
    const codes = new Set(before.map(unit => unit.code));
    expect(people.filter(person => !codes.has(person.unitCode))).toEqual([]);
    expect(people.filter(person => !POST_CODES.includes(person.post))).toEqual([]);
  });

  it('meet the staffing norms of the decision in every unit', () => {
    for (const unit of before.filter(({ level }) => level !== 'province')) {
      const staff = people.filter(person => person.unitCode === unit.code);
      const oneStop = staff.filter(person => person.duties.includes('one-stop')).length;
      const wanted = unit.level === 'department' ? [1] : unit.level === 'district' ? [2, 3] : [3];
      expect(wanted).toContain(oneStop);
      expect(staff.filter(person => person.duties.includes('focal-point'))).toHaveLength(1);
    }
  });

  it('have names in NFC of three words, with diacritics and the peoples of Sơn La', () => {
    for (const { fullName } of people) {
      expect(fullName).toBe(fullName.normalize('NFC'));
      expect(fullName).toMatch(/^\p{Lu}\p{L}* \p{Lu}\p{L}* \p{Lu}\p{L}*$/u);
    }
    const surnames = new Set(people.map(person => person.fullName.split(' ')[0]));
    for (const surname of ['Lò', 'Quàng', 'Cầm', 'Tòng', 'Giàng', 'Sùng', 'Vừ', 'Đinh', 'Hà', 'Bùi', 'Nguyễn'])
      expect(surnames).toContain(surname);
  });
});

describe('the mergers of July 2025', () => {
  it('reach everybody of the communes and districts, and nobody of the departments', () => {
    const expected = people.filter(person => !departments.has(person.unitCode)).map(person => person.staffCode);
    expect(merger.map(row => row.staffCode)).toEqual(expected);
    const leaving = merger.filter(row => row.action === 'leave').length;
    expect(leaving / merger.length).toBeGreaterThan(0.02);
    expect(leaving / merger.length).toBeLessThan(0.04);
  });

  it('take the people of a commune to its successor, those of a district to its land', () => {
    const successor = new Map(mergers.map(({ oldCode, newCode }) => [oldCode, newCode]));
    const was = byCode(people);
    for (const row of merger.filter(({ action }) => action === 'reassign')) {
      const old = was.get(row.staffCode)!.unitCode;
      const land = before.filter(unit => unit.parentCode === old).map(unit => successor.get(unit.code));
      expect(districts.has(old) ? land : [successor.get(old)]).toContain(row.unitCode);
    }
    expect(merged.filter(person => !newCommunes.has(person.unitCode) && !departments.has(person.unitCode))).toEqual([]);
  });

  it('leave one head of each organ and one or two focal points in a commune', () => {
    for (const post of ['party-secretary', 'council-chairman', 'committee-chairman']) {
      const units = inPost(merged, post).map(person => person.unitCode);
      expect(units.length).toBe(75);
      expect(new Set(units).size).toBe(75);
    }
    for (const code of newCommunes) {
      const count = focalPoints(merged).filter(person => person.unitCode === code).length;
      expect([1, 2]).toContain(count);
    }
  });

  it('keep the head whose commune leads, unless he or she retires', () => {
    const was = byCode(people);
    const heads = inPost(merged, 'committee-chairman');
    const fromLead = heads.filter(person => was.get(person.staffCode)!.unitCode === person.unitCode);
    expect(fromLead.length).toBeGreaterThan(65);
  });
});

describe('the election of March 2026', () => {
  const leaders = merged.filter(person => newCommunes.has(person.unitCode) && ELECTED_POSTS.includes(person.post));
  const changed = election.filter(row => row.action !== 'appoint');

  it('changes about half of the elected leaders and nobody else', () => {
    const codes = new Set(leaders.map(person => person.staffCode));
    expect(changed.filter(row => !codes.has(row.staffCode))).toEqual([]);
    expect(changed.length / leaders.length).toBeGreaterThan(0.42);
    expect(changed.length / leaders.length).toBeLessThan(0.58);
  });

  it('takes everybody who is elected again to another commune', () => {
    const was = byCode(merged);
    const moves = election.filter(row => row.action === 'reassign');
    expect(moves.length).toBeGreaterThan(changed.length / 2);
    expect(moves.filter(row => row.unitCode === was.get(row.staffCode)!.unitCode)).toEqual([]);
  });

  it('puts a newcomer in the place of everybody who retires', () => {
    const places = (action: string) =>
      election.filter(row => row.action === action).map(row => `${row.unitCode} ${row.post} ${row.duties.join()}`);
    expect(places('appoint').sort()).toEqual(places('leave').sort());
    const known = byCode(people);
    expect(election.filter(row => row.action === 'appoint' && known.has(row.staffCode))).toEqual([]);
  });

  it('leaves every place filled as it was', () => {
    const places = (state: Person[]) =>
      state.map(person => `${person.unitCode} ${person.post} ${person.duties.join()}`);
    expect(places(elected).sort()).toEqual(places(merged).sort());
  });
});
