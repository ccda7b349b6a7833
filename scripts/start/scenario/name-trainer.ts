import type { World } from './world.js';

const UNTAUGHT = `SELECT id FROM training_class WHERE status = 'open' AND trainer IS NULL ORDER BY id`;

/** Gives every open class that has no trainer to the demonstration's one, who else would reach none. */
export async function nameTrainer({ system: { api, backlog } }: World): Promise<void> {
  const classes = await backlog.query<{ id: string }>('scheduling', UNTAUGHT);
  for (const { id } of classes)
    await api.put('scheduling', `/v1/classes/${id}/trainer`, { as: 'scheduler', json: { trainer: 'demo-trainer' } });
  if (classes.length > 0) await backlog.settled();
}
