import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

interface BatchEffect {
  batchId: string;
  appointed: number;
  reassigned: number;
  left: number;
  dutiesOpened: number;
  dutiesCoalesced: number;
  dutiesMoved: number;
  dutiesWaived: number;
  /** Of the people of the batch, at this moment. */
  seated: number;
  waiting: number;
  lastChangedAt: Date | null;
}

// The news that a duty was waived names no batch, but the move that caused it.
const EFFECT = `
  WITH moved AS (SELECT person_id, kind, event_id FROM move_fact WHERE batch_id = $1),
  people AS (SELECT DISTINCT person_id FROM moved),
  owing AS (SELECT DISTINCT person_id FROM duty_fact JOIN people USING (person_id) WHERE status = 'open'),
  seated AS (SELECT DISTINCT person_id FROM seat_fact JOIN owing USING (person_id) WHERE status = 'granted'),
  changed AS (SELECT change, count(DISTINCT duty_id)::int AS duties FROM duty_change WHERE batch_id = $1 GROUP BY change)
  SELECT $1::uuid AS "batchId",
    (SELECT count(DISTINCT person_id) FROM moved WHERE kind = 'appointed')::int AS appointed,
    (SELECT count(DISTINCT person_id) FROM moved WHERE kind = 'reassigned')::int AS reassigned,
    (SELECT count(DISTINCT person_id) FROM moved WHERE kind = 'left')::int AS "left",
    coalesce((SELECT duties FROM changed WHERE change = 'opened'), 0) AS "dutiesOpened",
    coalesce((SELECT duties FROM changed WHERE change = 'coalesced'), 0) AS "dutiesCoalesced",
    coalesce((SELECT duties FROM changed WHERE change = 'moved'), 0) AS "dutiesMoved",
    (SELECT count(DISTINCT w.duty_id) FROM duty_change w JOIN moved m USING (person_id)
      WHERE w.change = 'waived' AND w.caused_by = m.event_id)::int AS "dutiesWaived",
    (SELECT count(*) FROM seated)::int AS seated,
    (SELECT count(*) FROM owing LEFT JOIN seated s USING (person_id) WHERE s.person_id IS NULL)::int AS waiting,
    (SELECT max(updated_at) FROM (
      SELECT max(updated_at) AS updated_at FROM person_fact JOIN people USING (person_id)
      UNION ALL SELECT max(updated_at) FROM duty_fact JOIN people USING (person_id)
      UNION ALL SELECT max(updated_at) FROM seat_fact JOIN people USING (person_id)
      UNION ALL SELECT max(updated_at) FROM waiting_fact JOIN people USING (person_id)) AS u) AS "lastChangedAt"`;

/** What one reassignment batch brought about so far; all zero while none of its events has arrived. */
@Injectable()
export class ReadBatchEffectHandler {
  constructor(private readonly dataSource: DataSource) {}

  async execute(batchId: string): Promise<BatchEffect | undefined> {
    const [effect]: BatchEffect[] = await this.dataSource.query(EFFECT, [batchId]);
    return effect;
  }
}
