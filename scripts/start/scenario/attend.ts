import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { approveUntilSettled } from './approve.js';
import { nameTrainer } from './name-trainer.js';
import { setDate, type World } from './world.js';

export interface RoundOutcome {
  classes: number;
  attended: number;
  absent: number;
}

interface Mark {
  classId: string;
  personId: string;
  mark: 'attended' | 'absent';
}

/** Records who came to the classes that ended before a day; about `absentShare` of the people stayed away. */
export async function attend(world: World, until: string, absentShare: number): Promise<RoundOutcome> {
  const { system, journal, inputs, say } = world;
  setDate(world, until);
  const file = join(inputs, `attendance-${until}.csv`);
  const outcome = await journal.once(`attendance ${until}`, [{ step: 'attendance', file }], async () => {
    // Written before it is sent, so that a start that was stopped in between sends the same marks again.
    if (!existsSync(file)) await writeMarks(file, await marksUntil(world, until, absentShare));
    const marks = await readMarks(file);
    await nameTrainer(world);
    const byClass = Map.groupBy(marks, ({ classId }) => classId);
    const waiting = [...byClass];
    // Some trainers hand in their marks at the same time.
    const trainer = async (): Promise<void> => {
      for (let next = waiting.shift(); next; next = waiting.shift()) await handIn(world, until, ...next);
    };
    await Promise.all(Array.from({ length: TRAINERS }, trainer));
    await system.backlog.settled();
    await approveUntilSettled(world);
    const attended = marks.filter(({ mark }) => mark === 'attended').length;
    return { classes: byClass.size, attended, absent: marks.length - attended };
  });
  say({
    vi: `Điểm danh đến ${until}: ${outcome.classes} lớp, ${outcome.attended} người học xong, ${outcome.absent} vắng`,
    en: `Attendance until ${until}: ${outcome.classes} classes, ${outcome.attended} people certified, ${outcome.absent} absent`,
  });
  return outcome;
}

const TRAINERS = 4;

async function handIn({ system }: World, until: string, classId: string, marks: Mark[]): Promise<void> {
  await system.api.post('enrollment', '/v1/attendances', {
    as: 'trainer',
    key: `attendance-${until}-${classId}`,
    json: { classId, marks: marks.map(({ personId, mark }) => ({ personId, mark })) },
  });
}

async function marksUntil({ system: { backlog }, seed }: World, until: string, absentShare: number): Promise<Mark[]> {
  const seats = await backlog.query<{ classId: string; personId: string }>(
    'enrollment',
    `SELECT class_id AS "classId", person_id AS "personId" FROM seat JOIN training_class c ON c.id = class_id
     WHERE seat.status = 'granted' AND c.ends_on < $1 ORDER BY class_id, person_id`,
    [until],
  );
  return seats.map(seat => ({
    ...seat,
    mark: chance(`${seed}/${seat.classId}/${seat.personId}`) < absentShare ? 'absent' : 'attended',
  }));
}

/** A number from 0 to 1 that is always the same for the same text. */
function chance(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32;
}

async function writeMarks(file: string, marks: Mark[]): Promise<void> {
  const lines = marks.map(({ classId, personId, mark }) => `${classId},${personId},${mark}`);
  await writeFile(file, ['classId,personId,mark', ...lines, ''].join('\n'));
}

async function readMarks(file: string): Promise<Mark[]> {
  const [, ...lines] = (await readFile(file, 'utf8')).trimEnd().split('\n');
  return lines.map(line => {
    const [classId = '', personId = '', mark] = line.split(',');
    return { classId, personId, mark: mark === 'absent' ? 'absent' : 'attended' };
  });
}
