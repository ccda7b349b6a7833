import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ApiError, eventually } from '#testing';
import { approveUntilSettled } from './approve.js';
import type { World } from './world.js';

interface Draft {
  id: string;
  status: string;
  effect: object | null;
}

/** Takes the programme of a file through preview and approval chain; the same file again changes nothing. */
export async function adoptProgramme(world: World, name: string): Promise<void> {
  const { system, journal, data, say } = world;
  const file = join(data, 'programmes', `${name}.json`);
  await journal.once(`programme ${name}`, [{ step: 'programme', file }], async () => {
    const id = await keepDraft(world, await readFile(file));
    if (id) await submitDraft(world, id);
    await approveUntilSettled(world);
    await system.backlog.settled();
    return name;
  });
  say({ vi: `Đã áp dụng đề án ${name}`, en: `Adopted the programme ${name}` });
}

/** Undefined when the version is in force already: a run before this one came so far. */
async function keepDraft({ system: { api } }: World, content: Buffer): Promise<string | undefined> {
  try {
    const text = { type: 'text/plain', content };
    return (await api.post<Draft>('scheduling', '/v1/programme-drafts', { as: 'scheduler', text })).body.id;
  } catch (error) {
    if (error instanceof ApiError && error.problem.code === 'SCHEDULING.PROGRAMME_VERSION_TAKEN') return undefined;
    throw error;
  }
}

/** Asks for its effect, waits for it, and takes the draft to the approval chain; one that is there already stays as it is. */
export async function submitDraft({ system: { api } }: World, id: string): Promise<void> {
  const path = `/v1/programme-drafts/${id}`;
  const draft = () => api.get<Draft>('scheduling', path, { as: 'scheduler' });
  if ((await draft()).body.status !== 'draft') return;
  await api.post('scheduling', `${path}/preview`, { as: 'scheduler' });
  const { version } = await eventually(
    async () => {
      const answer = await draft();
      return answer.body.effect ? answer : undefined;
    },
    'the effect of the programme is known',
    { timeoutMs: 60_000, everyMs: 50 },
  );
  const key = `submit-${id}-${version}`;
  await api.post('scheduling', `${path}/submission`, { as: 'scheduler', version: version ?? 0, key });
}
