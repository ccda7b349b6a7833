import { describe, expect, it } from '@jest/globals';
import { checkDeskRule } from './check-desk.js';
import { checkAll } from './consult-oracle.js';
import { CLASS_FAULTS } from './planted-class-faults.suite.js';
import { PROGRAMME_FAULTS } from './planted-programme-faults.suite.js';
import { REGISTRY_FAULTS } from './planted-faults.suite.js';
import { SEAT_FAULTS } from './planted-seat-faults.suite.js';
import { attendance, batch, move, worldAfter } from './small-world.suite.js';
import { soundServices, WORLD } from './sound-services.suite.js';

const FAULTS = [...REGISTRY_FAULTS, ...PROGRAMME_FAULTS, ...CLASS_FAULTS, ...SEAT_FAULTS];

const failing = (...asked: Parameters<typeof checkAll>) =>
  checkAll(...asked).flatMap(({ agrees, name, differences }) => (agrees ? [] : [{ check: name.en, differences }]));

describe('checks', () => {
  it('agree with services that hold what they must', () => {
    expect(failing(WORLD, soundServices())).toEqual([]);
  });

  it.each(FAULTS)('%s: sees %s', (check, _fault, plant) => {
    const services = soundServices();
    plant(services);
    expect(failing(WORLD, services)).toContainEqual({
      check,
      differences: expect.arrayContaining([expect.any(String)]),
    });
  });

  it('can all fail', () => {
    const names = checkAll(WORLD, soundServices()).map(({ name }) => name.en);
    expect([...new Set(FAULTS.map(([check]) => check))].sort()).toEqual([...names].sort());
  });

  it('look at something, but for what must be empty', () => {
    const empty = checkAll(WORLD, soundServices()).filter(({ expected }) => expected === 0);
    expect(empty.map(({ name }) => name.en)).toEqual([
      'Allocation of seats is done',
      'Every message was sent',
      'No message was put aside',
    ]);
  });

  it('find no seat free that is kept for another unit, was given back by the own one, or is of a class that began', () => {
    const services = soundServices();
    const waits = 'Nobody waits beside a free seat';
    services.enrollment.reach.push({ classId: 'June', unitId: 'B@2025-01' });
    // Fa and Ik wait in B, but the unit of Ik gave the seat back
    expect(failing(WORLD, services)).toEqual([{ check: waits, differences: ['person=Fa class=June'] }]);
    expect(failing(WORLD, services, { today: '2025-06-01' })).toHaveLength(1);
    expect(failing(WORLD, services, { today: '2025-06-02' })).toEqual([]);
    services.enrollment.reservations[0]!.seats = 2;
    expect(failing(WORLD, services).map(({ check }) => check)).not.toContain(waits);
  });

  it('see a desk that was short when a class was held', () => {
    const desk = batch(
      'registration',
      ...['Co', 'Du', 'Ek'].map(who => move(who, '2025-01-01', 'A', 'clerk', 'one-stop')),
    );
    const judge = (...who: string[]) => {
      const marks = who.map((one): ['May', string, 'attended'] => ['May', one, 'attended']);
      return checkDeskRule(worldAfter(desk, attendance(...marks)), soundServices().enrollment.classes, []);
    };
    expect(judge('Co')).toMatchObject({ agrees: true, expected: 2 });
    expect(judge('Co', 'Du').differences).toEqual([
      'unit=A@2025-01 day=2025-05-05 away=2 most=1',
      'unit=A@2025-01 day=2025-05-06 away=2 most=1',
    ]);
  });

  it('compare the figures that a user was answered', () => {
    const answered = { people: 9, dutiesOpen: 7, dutiesFulfilled: 1, coverageTrained: 1 / 8, certificates: 1 };
    expect(failing(WORLD, soundServices(), { figures: answered })).toEqual([]);
    expect(failing(WORLD, soundServices(), { figures: { ...answered, waiting: 5 } })).toEqual([
      {
        check: 'Reporting: figures',
        differences: ['- answered=waiting value=4', '+ answered=waiting value=5'],
      },
    ]);
  });
});
