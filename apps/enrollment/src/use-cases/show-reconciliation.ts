import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { fill, NotFoundError, type Bilingual } from '#kernel';
import { queryRows } from '#messaging';
import type { Difference, DifferenceKind } from '../rules/find-differences.js';

const REASONS: Record<DifferenceKind, Bilingual> = {
  'yearly-duty-missing': {
    vi: 'Thuộc nhóm {cohort} nhưng chưa có nghĩa vụ năm {period}',
    en: 'Is in cohort {cohort} and has no duty for {period}',
  },
  'retraining-missing': {
    vi: 'Được điều động nhưng chưa có nghĩa vụ bồi dưỡng lại (nhóm {cohort})',
    en: 'Was moved and no retraining duty answers it (cohort {cohort})',
  },
  'duty-owed-by-nobody': {
    vi: 'Nghĩa vụ còn mở nhưng không còn ai phải thực hiện ({reason})',
    en: 'A duty is open that is owed no longer ({reason})',
  },
  'duty-in-wrong-place': {
    vi: 'Nghĩa vụ ghi ở nhóm {wasCohort}, người này thuộc nhóm {cohort} hoặc đơn vị khác',
    en: 'A duty stands in cohort {wasCohort}; the person is in cohort {cohort} or in another unit',
  },
  'duty-answered-already': {
    vi: 'Nghĩa vụ còn mở nhưng đã hoàn thành ngày {on}',
    en: 'A duty is open that was fulfilled on {on}',
  },
  'seat-does-not-fit': {
    vi: 'Giữ chỗ trong một lớp không phù hợp ({reason})',
    en: 'Holds a seat that does not fit ({reason})',
  },
  'news-missing': {
    vi: 'Sổ cán bộ có {revision} thay đổi, mới nhận {heard}: hãy phát lại từ dịch vụ staff',
    en: 'The registry made {revision} changes and {heard} were heard: send them again from staff',
  },
};

interface Run {
  id: string;
  businessDate: string;
  askedBy: string;
  begunAt: string;
  endedAt: string | null;
  people: number;
  differences: number;
  repaired: number;
}

const RUNS = `
  SELECT r.id, business_date AS "businessDate", asked_by AS "askedBy", begun_at AS "begunAt", ended_at AS "endedAt", people,
    count(d.n)::int AS differences, count(d.repaired_at)::int AS repaired
  FROM duty_reconciliation r LEFT JOIN duty_difference d ON d.reconciliation_id = r.id`;

const SHOWN = 1_000;

/** Runs of the reconciliation, and what one of them found. */
@Injectable()
export class ShowReconciliationHandler {
  constructor(private readonly dataSource: DataSource) {}

  async list(): Promise<{ items: Run[] }> {
    const items = await queryRows<Run>(this.dataSource, `${RUNS} GROUP BY r.id ORDER BY begun_at DESC LIMIT 100`);
    return { items };
  }

  async one(id: string) {
    const [run] = await queryRows<Run>(this.dataSource, `${RUNS} WHERE r.id = $1 GROUP BY r.id`, [id]);
    if (!run) throw new NotFoundError('ENROLLMENT.RECONCILIATION_UNKNOWN', { id });
    const found = await queryRows<
      Difference & { personId: string; repairedBy: string | null; repairedAt: string | null }
    >(
      this.dataSource,
      `SELECT person_id AS "personId", kind, facts, repaired_by AS "repairedBy", repaired_at AS "repairedAt"
       FROM duty_difference WHERE reconciliation_id = $1 ORDER BY person_id, n LIMIT ${SHOWN}`,
      [id],
    );
    return { ...run, items: found.map(one => ({ ...one, reason: reasonOf(one) })) };
  }
}

function reasonOf({ kind, facts }: Difference): Bilingual {
  const known = Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, value ?? '–']));
  return { vi: fill(REASONS[kind].vi, known), en: fill(REASONS[kind].en, known) };
}
