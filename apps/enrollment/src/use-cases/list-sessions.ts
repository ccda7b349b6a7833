import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { NotFoundError } from '#kernel';
import { queryRows } from '#messaging';
import { ClassRow } from '../database/class.row.js';
import type { SessionMark } from '../rules/session-result.js';

interface Marked {
  session: number;
  personId: string;
  mark: SessionMark;
  /** Marks that stood here before, with why they were changed. */
  corrections: { was: string; mark: string; reason: string; correctedBy: string }[];
}

const MARKS = `
  SELECT session, person_id AS "personId", mark, coalesce((
    SELECT json_agg(json_build_object('was', was, 'mark', c.mark, 'reason', reason, 'correctedBy', corrected_by) ORDER BY id)
    FROM mark_correction c
    WHERE c.class_id = m.class_id AND c.session = m.session AND c.person_id = m.person_id), '[]') AS corrections
  FROM session_mark m WHERE class_id = $1 ORDER BY session, person_id`;

/** The marks of every session of a class. */
@Injectable()
export class ListSessionsHandler {
  constructor(private readonly dataSource: DataSource) {}

  async execute(classId: string): Promise<{ classId: string; items: Marked[] }> {
    const found = await this.dataSource.manager.existsBy(ClassRow, { id: classId });
    if (!found) throw new NotFoundError('ENROLLMENT.CLASS_UNKNOWN', { id: classId });
    return { classId, items: await queryRows<Marked>(this.dataSource, MARKS, [classId]) };
  }
}
