import type { Tx } from '#messaging';

const END = `UPDATE webhook SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL RETURNING id`;
const GIVE_UP = `
  UPDATE webhook_delivery SET status = 'failed', answer = 'ended' WHERE webhook_id = $1 AND status = 'waiting'`;

/** False when there is none, or it has ended before. */
export async function endWebhook(tx: Tx, id: string, now: Date): Promise<boolean> {
  const ended = await tx.query(END, [id, now.toISOString()]);
  await tx.query(GIVE_UP, [id]);
  return ended.length > 0;
}
