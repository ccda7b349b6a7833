import type { ClassPlan } from '../class-plan.js';
import { planClasses } from '../plan-classes.js';
import type { PlanningProblem } from '../problem.js';
import { statement, type Statement } from './statement.js';

/** The same problem with one thing changed: what the change is worth is the price of the rule. */
export interface Variation {
  code: string;
  title: { vi: string; en: string };
  problem: PlanningProblem;
}

/** Every rule without it, one class more and one less, and each host that the plan uses without it. */
export function variationsOf(
  problem: PlanningProblem,
  plan: ClassPlan,
  nameOf: (unitId: string) => string,
): Variation[] {
  const { quota, classType, reachKm, trainers, mixing, unitsTogether, deskRule } = problem;
  const classes = plan.classes.length;
  const found: Variation[] = [];
  const add = (code: string, vi: string, en: string, change: Partial<PlanningProblem>): void =>
    void found.push({ code, title: { vi, en }, problem: { ...problem, ...change } });
  const { minimum, maximum } = classType;
  if (deskRule.share < 1)
    add('no-desk-rule', 'Không giữ người ở một cửa', 'Without the desk rule', {
      deskRule: { share: 1, atLeast: 1_000 },
    });
  if (reachKm !== null)
    add('no-reach', 'Không giới hạn quãng đường', 'Without the limit of distance', { reachKm: null });
  if (trainers) add('no-trainers', 'Đủ giảng viên mọi ngày', 'With a trainer for every class', { trainers: undefined });
  if (mixing === 'area') add('mixing', 'Ghép các vùng vào một lớp', 'With mixed areas in a class', { mixing: 'any' });
  if (unitsTogether)
    add('apart', 'Tách người của một đơn vị', 'With units split over classes', { unitsTogether: false });
  add('maximum', `Lớp tối đa ${maximum + 3} người`, `With a maximum of ${maximum + 3}`, {
    classType: { ...classType, maximum: maximum + 3 },
  });
  if (minimum > 1)
    add('minimum', `Lớp tối thiểu ${minimum - 1} người`, `With a minimum of ${minimum - 1}`, {
      classType: { ...classType, minimum: minimum - 1 },
    });
  if (quota !== null && plan.unserved.length > 0) add('quota', 'Thêm một lớp', 'One class more', { quota: quota + 1 });
  else add('one-more', 'Thêm một lớp', 'One class more', { classCount: classes + 1, quota: null });
  if (classes > 0) add('one-less', 'Bớt một lớp', 'One class less', { quota: classes - 1 });
  for (const host of new Set(plan.classes.map(c => c.hostUnitId)))
    add(`host:${host}`, `Không mở ở ${nameOf(host)}`, `Without ${nameOf(host)} as host`, {
      hosts: problem.hosts.filter(h => h.unitId !== host),
    });
  return found;
}

export interface Price {
  code: string;
  /** Against the plan: more is positive. */
  unserved: number;
  classes: number;
  travelKm: number;
  statement: Statement;
}

/** What a variation would give, as a difference to the plan. */
export async function priceOf({ code, title, problem }: Variation, plan: ClassPlan): Promise<Price> {
  const other = await planClasses(problem);
  const left = (p: ClassPlan): number => p.unserved.reduce((n, u) => n + u.people, 0);
  const unserved = left(other) - left(plan);
  const classes = other.classes.length - plan.classes.length;
  const travelKm = Math.round((other.totals.travel - plan.totals.travel) * 10) / 10;
  const signed = (n: number, locale: string): string =>
    `${n > 0 ? '+' : ''}${n.toLocaleString(locale, { maximumFractionDigits: 0 })}`;
  const inWords = (locale: 'vi' | 'en') =>
    statement('price', {
      rule: title[locale],
      unserved: signed(unserved, locale),
      classes: signed(classes, locale),
      km: signed(travelKm, locale),
    });
  const [vi, en] = [inWords('vi'), inWords('en')];
  return { code, unserved, classes, travelKm, statement: { ...en, text: { vi: vi.text.vi, en: en.text.en } } };
}
