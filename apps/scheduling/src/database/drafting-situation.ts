import type { Reader } from './reader.js';

export interface DraftingSituation {
  /** No demand was ever heard of. */
  untouched: boolean;
  /** The newest change of demand is older than the quiet time. */
  quiet: boolean;
  /** An open class has not been offered to everybody who waits. */
  filling: boolean;
  /** Programmes with a supplementary plan that nobody has decided on yet. */
  undecided: string[];
  /** Differs whenever something moved that could lead to another draft. */
  mark: string;
}

const SITUATION = `
  SELECT newest IS NULL AS untouched, newest IS NOT NULL AND newest < clock_timestamp() - make_interval(secs => $1::float8 / 1000) AS quiet,
    EXISTS (SELECT FROM training_class WHERE status = 'open' AND NOT filled) AS filling,
    ARRAY(SELECT programme_id::text FROM plan
      WHERE kind = 'supplementary' AND status IN ('draft', 'submitted')) AS undecided,
    concat_ws('/', $2::text, newest, (SELECT count(*) FROM programme),
      (SELECT count(*) FROM plan WHERE status IN ('approved', 'returned', 'rejected')),
      (SELECT count(*) || '-' || count(valid_to) FROM known_unit)) AS mark
  FROM (SELECT max(changed_at) AS newest FROM unit_demand) AS demand`;

/** `today` is part of the mark: what is overdue tomorrow may lead to a draft tomorrow. */
export async function readDraftingSituation(db: Reader, quietMs: number, today: string): Promise<DraftingSituation> {
  const [situation] = await db.query<DraftingSituation>(SITUATION, [quietMs, today]);
  if (!situation) throw new Error('An aggregate always gives one row');
  return situation;
}
