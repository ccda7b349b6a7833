import { approveUntilSettled } from './approve.js';
import { figures, type Figures } from './figures.js';
import { nameTrainer } from './name-trainer.js';
import { setDate, type World } from './world.js';

export interface YearSettings {
  year: number;
  programmeCode: string;
  openedOn: string;
  from: string;
  to: string;
}

export interface YearOutcome {
  year: number;
  duties: number;
  classes: number;
  seats: number;
  unserved: number;
  gap: number | null;
  coverageSecured: number | null;
}

/** Opens a year, plans its classes, takes the plan through the approval chain, and waits until the seats are filled. */
export async function planYear(
  world: World,
  { year, programmeCode, openedOn, from, to }: YearSettings,
): Promise<YearOutcome> {
  const { system, journal, say } = world;
  const { api, backlog } = system;
  setDate(world, openedOn);
  const duties = await journal.once(`period ${year}`, [{ step: 'period', programmeCode, year, openedOn }], async () => {
    const { body } = await api.post<{ opened: number }>('enrollment', '/v1/periods', {
      as: 'scheduler',
      key: `period-${programmeCode}-${year}`,
      json: { programmeCode, year, openedOn },
    });
    await backlog.settled();
    await approveUntilSettled(world);
    return body.opened;
  });
  say({ vi: `Năm ${year}: mở ${duties} nghĩa vụ bồi dưỡng`, en: `Year ${year}: ${duties} training duties opened` });
  const outcome = await journal.once(`plan ${year}`, [], async () => {
    const drafted = await api.post<{
      id: string;
      summary: { classes: number; people: number; unserved: number; gap: number | null };
    }>('scheduling', '/v1/plans', {
      as: 'scheduler',
      key: `plan-${programmeCode}-${year}`,
      json: { kind: 'year', programmeCode, year, from, to, timeLimitSeconds: 5 },
    });
    const { id, summary } = drafted.body;
    const plan = await api.get<{ status: string }>('scheduling', `/v1/plans/${id}`, { as: 'scheduler' });
    if (plan.body.status === 'draft')
      await api.post('scheduling', `/v1/plans/${id}/submission`, {
        as: 'scheduler',
        version: plan.version ?? 0,
        key: `submit-${id}`,
      });
    await backlog.settled();
    await approveUntilSettled(world);
    await nameTrainer(world);
    const { coverageSecured }: Figures = await figures(world);
    return {
      year,
      duties,
      classes: summary.classes,
      seats: summary.people,
      unserved: summary.unserved,
      gap: summary.gap,
      coverageSecured,
    };
  });
  const { classes, seats, unserved } = outcome;
  say({
    vi: `Kế hoạch ${year}: ${classes} lớp được duyệt và mở, ${seats} chỗ; ${unserved} người chưa có lớp`,
    en: `Plan ${year}: ${classes} classes approved and opened, ${seats} seats; ${unserved} people without a class`,
  });
  return outcome;
}
