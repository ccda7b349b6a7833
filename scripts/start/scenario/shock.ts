import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { approveUntilSettled } from './approve.js';
import { figures } from './figures.js';
import { releaseBatch } from './release-batch.js';
import { setDate, type World } from './world.js';

export interface ShockSettings {
  key: 'merger' | 'election';
  date: string;
  file: string;
  cause: string;
  name: string;
  decision: string;
}

export interface ShockOutcome {
  key: 'merger' | 'election';
  date: string;
  rows: number;
  reassigned: number;
  appointed: number;
  left: number;
  dutiesOpened: number;
  dutiesCoalesced: number;
  dutiesWaived: number;
  /** Seats that people of the batch had as soon as everything had followed, before supplementary classes. */
  seatedAtOnce: number;
  waitingAtFirst: number;
  supplementary: { plans: number; classes: number; people: number; filled: number };
  seatedAtLast: number;
  waitingAtLast: number;
  coverageBefore: number | null;
  coverageAfterRelease: number | null;
  coverageAtLast: number | null;
  /** Seconds from the release to the last change of a person, duty, seat or waiting figure in the reports. */
  secondsToFigures: number;
  /** Seconds from the release to the last figure after supplementary classes were approved, opened and filled. */
  secondsToFilled: number;
}

interface Effect {
  appointed: number;
  reassigned: number;
  left: number;
  dutiesOpened: number;
  dutiesCoalesced: number;
  dutiesWaived: number;
  seated: number;
  waiting: number;
  lastChangedAt: string;
}

interface Plan {
  planId: string;
  kind: string;
  status: string;
  classes: number;
  people: number;
}

/** Releases a batch that moves many people in one day and watches what follows by itself. */
export async function releaseShock(world: World, settings: ShockSettings): Promise<ShockOutcome> {
  const { journal } = world;
  const { key, date, file, cause } = settings;
  setDate(world, date);
  const outcome = await journal.once(key, [{ step: 'batch', file, cause }], () => watch(world, settings));
  const { reassigned, dutiesOpened, dutiesCoalesced, supplementary, secondsToFigures, secondsToFilled } = outcome;
  world.say({
    vi: `${settings.name}: ${reassigned} người đổi vị trí, ${dutiesOpened} nghĩa vụ mới, ${dutiesCoalesced} gộp, ${supplementary.classes} lớp bổ sung; ${secondsToFigures.toFixed(1)} s đến số liệu, ${secondsToFilled.toFixed(1)} s đến khi lớp bổ sung đã xếp người`,
    en: `${settings.name}: ${reassigned} people reassigned, ${dutiesOpened} duties opened, ${dutiesCoalesced} coalesced, ${supplementary.classes} supplementary classes; ${secondsToFigures.toFixed(1)} s to the figures, ${secondsToFilled.toFixed(1)} s until the supplementary classes were filled`,
  });
  return outcome;
}

async function watch(world: World, { key, date, file, cause, name, decision }: ShockSettings): Promise<ShockOutcome> {
  const { api, backlog } = world.system;
  const before = await figures(world);
  const known = new Set((await supplementaryPlans(world)).map(({ planId }) => planId));
  const batch = await releaseBatch(world, { file, cause, name, decision });
  const effectOf = async (): Promise<Effect> =>
    (await api.get<Effect>('reporting', `/v1/batches/${batch.id}/effect`, { as: 'scheduler' })).body;
  await backlog.settled();
  const [first, afterRelease] = [await effectOf(), await figures(world)];
  const approvalStarted = Date.now();
  await approveUntilSettled(world);
  const [last, atLast] = [await effectOf(), await figures(world)];
  const plans = (await supplementaryPlans(world)).filter(({ planId }) => !known.has(planId));
  const [filled] = await backlog.query<{ seats: number }>(
    'enrollment',
    `SELECT count(*)::int AS seats FROM seat JOIN training_class c ON c.id = class_id WHERE c.plan_id = ANY($1) AND seat.status = 'granted'`,
    [plans.map(({ planId }) => planId)],
  );
  // The looks between the phases are the demonstration's, so they are not counted.
  const toDrafted = (Date.parse(afterRelease.lastChangedAt ?? '') - batch.releasedAt) / 1000;
  const toFilled = Math.max(0, (Date.parse(atLast.lastChangedAt ?? '') - approvalStarted) / 1000);
  return {
    key,
    date,
    rows: batch.rows,
    reassigned: last.reassigned,
    appointed: last.appointed,
    left: last.left,
    dutiesOpened: last.dutiesOpened,
    dutiesCoalesced: last.dutiesCoalesced,
    dutiesWaived: last.dutiesWaived,
    seatedAtOnce: first.seated,
    waitingAtFirst: first.waiting,
    supplementary: {
      plans: plans.length,
      classes: sum(plans.map(({ classes }) => classes)),
      people: sum(plans.map(({ people }) => people)),
      filled: filled?.seats ?? 0,
    },
    seatedAtLast: last.seated,
    waitingAtLast: last.waiting,
    coverageBefore: before.coverageSecured,
    coverageAfterRelease: afterRelease.coverageSecured,
    coverageAtLast: atLast.coverageSecured,
    secondsToFigures: (Date.parse(first.lastChangedAt) - batch.releasedAt) / 1000,
    secondsToFilled: toDrafted + toFilled,
  };
}

async function supplementaryPlans({ system: { api } }: World): Promise<Plan[]> {
  const { body } = await api.get<{ items: Plan[] }>('reporting', '/v1/plans', { as: 'scheduler' });
  return body.items.filter(({ kind }) => kind === 'supplementary');
}

const sum = (numbers: number[]): number => numbers.reduce((total, one) => total + one, 0);

/** The decision that merges communes and ends the district level; people are moved by the batch that follows. */
export async function changeUnits({ system, journal, inputs, say }: World): Promise<void> {
  const file = join(inputs, 'unit-changes-2025-07.json');
  const change = await journal.once('unit changes', [{ step: 'unit-changes', file }], async () => {
    const json: unknown = JSON.parse(await readFile(file, 'utf8'));
    const { body } = await system.api.post<{ established: number; ended: number }>('staff', '/v1/unit-changes', {
      as: 'operator',
      json,
    });
    await system.backlog.settled();
    return body;
  });
  say({
    vi: `Sắp xếp đơn vị 01/07/2025: ${change.ended} đơn vị kết thúc, ${change.established} xã, phường mới`,
    en: `Units of 1 July 2025: ${change.ended} ended, ${change.established} new communes`,
  });
}
