import { replanClasses, checkPlan, planClasses } from '#planner';
import type { Figure } from '../harness/measure.js';
import { demand } from '../harness/timed.js';
import { figure } from './figure.js';
import { today } from './instances.js';
import { randomFrom } from './random.js';

const MOVE_PENALTY_KM = 60;
const PEOPLE = 675;

/** One person of twenty moves to another commune; how many of the others are sent to another class. */
export async function stabilityAfterMoves(slow: number, seed: number): Promise<Figure[]> {
  const before = today({ people: 9, deskOfficers: 3 }, 10 * slow);
  const approved = await planClasses(before);
  const random = randomFrom(seed);
  const groups = before.groups.map(g => ({ ...g }));
  const movers = Math.round(0.05 * PEOPLE);
  for (let n = 0; n < movers; n++) {
    const [from, to] = [random(), random()].map(x => groups[Math.floor(x * groups.length)]!);
    if (from!.people === from!.deskOfficers) continue;
    from!.people--;
    to!.people++;
  }
  const now = { ...before, groups };
  const { plan, moved, kept } = await replanClasses(now, approved.classes, MOVE_PENALTY_KM);
  demand(checkPlan(now, plan).length === 0, 'the repaired plan breaks a rule');
  const afresh = await planClasses(now);
  const share = (100 * moved) / (moved + kept);
  return [
    figure('after 5 % moved: unaffected people whose class changed', share, PEOPLE, '%', {
      floor: { atMost: 5 },
      aim: { atMost: 2 },
    }),
    figure('after 5 % moved: people left out', PEOPLE - plan.totals.people, PEOPLE, '', { floor: { atMost: 0 } }),
    figure(
      'after 5 % moved: classes above a plan from nothing',
      plan.totals.classes - afresh.totals.classes,
      PEOPLE,
      '',
      {
        floor: { atMost: 1 },
      },
    ),
    figure(
      'after 5 % moved: travel above a plan from nothing',
      100 * (plan.totals.travel / afresh.totals.travel - 1),
      PEOPLE,
      '%',
      { floor: { atMost: 8 } },
    ),
  ];
}
