// What offices do about people and seats by hand: each request as its user sends it, and in the journal of the oracle.
import { eventually } from '#testing';
import { setDate } from '../../scripts/start/scenario/world.js';
import type { JournalStep } from '../oracle/oracle.js';
import type { FlowWorld } from './flow-world.js';

export interface Seat {
  id: string;
  classId: string;
  personId: string;
  unitId: string;
  desk: boolean;
  status: string;
  grantedBy: string;
}

export interface Duty {
  id: string;
  kind: 'yearly' | 'retraining';
  period: number | null;
  status: string;
  unitId: string;
  openedOn: string;
  deadline: string;
  moves: number;
}

type Mark = 'attended' | 'absent';

export class Office {
  private acts = 0;

  constructor(private readonly world: FlowWorld) {}

  rows<Row extends object>(service: 'staff' | 'enrollment', sql: string, params: unknown[] = []): Promise<Row[]> {
    return this.world.system.backlog.query(service, sql, params);
  }

  settled(): Promise<void> {
    return this.world.system.backlog.settled();
  }

  async dutiesOf(personId: string): Promise<Duty[]> {
    const query = { personId };
    return (await this.api.get<{ items: Duty[] }>('enrollment', '/v1/duties', { as: 'scheduler', query })).body.items;
  }

  async seatsOf(classId: string): Promise<Seat[]> {
    const path = `/v1/classes/${classId}/seats`;
    return (await this.api.get<{ items: Seat[] }>('enrollment', path, { as: 'scheduler' })).body.items;
  }

  /** Lets a day begin, and waits until the allocator has done what a day begins with. */
  async beginDay(on: string): Promise<void> {
    await this.act([{ step: 'day', on }], async () => {
      setDate(this.world, on);
      // A round may have looked at the clock just before: only the one after it has begun the day.
      for (let round = 1; round <= 2; round++) {
        await this.rows(
          'enrollment',
          'INSERT INTO allocation_due (unit_id) SELECT unit_id FROM person_state WHERE unit_id IS NOT NULL LIMIT 1',
        );
        await eventually(
          async () => (await this.rows('enrollment', 'SELECT FROM allocation_due')).length === 0,
          'the round is over',
        );
      }
    });
    await this.settled();
  }

  async withdraw({ id, classId, personId, unitId }: Seat, units = [unitId]): Promise<void> {
    await this.act([{ step: 'refusal', classId, personId }], () =>
      this.api.post('enrollment', `/v1/seats/${id}/withdrawal`, {
        as: 'hr-officer',
        units,
        json: { reason: 'Đi công tác theo Quyết định 12/QĐ-UBND' },
      }),
    );
  }

  /** Lets a person without a seat take another one's. */
  async swap({ id, classId, personId, unitId }: Seat, withPersonId: string, units = [unitId]): Promise<void> {
    await this.act([{ step: 'refusal', classId, personId }], () =>
      this.api.post('enrollment', `/v1/seats/${id}/swap`, {
        as: 'hr-officer',
        units,
        json: { personId: withPersonId, reason: 'Thay người trực bộ phận một cửa' },
      }),
    );
  }

  async reserve(classId: string, unitId: string, seats: number, expiresOn: string): Promise<void> {
    await this.act([{ step: 'reservation', classId, unitId, seats, expiresOn }], () =>
      this.api.post('enrollment', `/v1/classes/${classId}/reservations`, {
        as: 'scheduler',
        json: { unitId, seats, expiresOn },
      }),
    );
  }

  async waive(personId: string, { id, kind, period }: Duty, until: string): Promise<void> {
    await this.act([{ step: 'waiver', personId, kind, period, until }], () =>
      this.api.post('enrollment', `/v1/duties/${id}/waiver`, {
        as: 'scheduler',
        json: { until, reason: 'Nghỉ ốm theo giấy của bệnh viện' },
      }),
    );
  }

  async nominate(classId: string, personId: string, units: string[]): Promise<void> {
    await this.act([], () =>
      this.api.post('enrollment', '/v1/nominations', { as: 'hr-officer', units, json: { classId, personId } }),
    );
  }

  /** Asks the approval chain to change a class. */
  async askChange(classId: string, json: object): Promise<void> {
    await this.api.post('enrollment', `/v1/classes/${classId}/changes`, {
      as: 'scheduler',
      json: { reason: 'Theo đề nghị của các xã', ...json },
    });
    await this.settled();
  }

  async reassign(personId: string, unitId: string, post: string, effectiveDate: string): Promise<void> {
    const [person] = await this.rows<{ staffCode: string }>(
      'staff',
      'SELECT staff_code AS "staffCode" FROM person WHERE id = $1',
      [personId],
    );
    const [unit] = await this.rows<{ code: string }>('staff', 'SELECT code FROM unit WHERE id = $1', [unitId]);
    const cause = 'appointment';
    const row = {
      staffCode: person!.staffCode,
      action: 'reassign',
      unitCode: unit!.code,
      post,
      duties: '',
      effectiveDate,
    };
    await this.act([{ step: 'move', row, cause }], () =>
      this.api.post('staff', `/v1/people/${personId}/reassignments`, {
        as: 'hr-officer',
        json: { action: 'reassign', unitId, post, duties: [], cause, effectiveDate, decision: '15/QĐ-UBND' },
      }),
    );
  }

  async correctMark(classId: string, personId: string, mark: Mark, on: string): Promise<void> {
    await this.act([{ step: 'mark-correction', classId, personId, mark, on }], () =>
      this.api.post('enrollment', '/v1/attendances/corrections', {
        as: 'scheduler',
        json: { classId, personId, mark, reason: 'Nhầm tên trong danh sách ký' },
      }),
    );
  }

  /** What people say on the sheets that their unit hands in. */
  async rate(classId: string, personIds: string[]): Promise<{ taken: number; replaced: number }> {
    const ratings = { content: 4, teaching: 5, usefulness: 4, organisation: 3 };
    const json = { answers: personIds.map(personId => ({ personId, ...ratings })) };
    const path = `/v1/classes/${classId}/feedback`;
    return (await this.api.post<{ taken: number; replaced: number }>('enrollment', path, { as: 'hr-officer', json }))
      .body;
  }

  async revoke(certificateId: string, classId: string, personId: string, on: string): Promise<void> {
    await this.act([{ step: 'revocation', classId, personId, on }], () =>
      this.api.post('enrollment', `/v1/certificates/${certificateId}/revocation`, {
        as: 'scheduler',
        json: { reason: 'Cấp nhầm người theo Kết luận 7/KL-SNV' },
      }),
    );
  }

  /** Puts right every post and duty that a person ever held. */
  async correct(
    personId: string,
    version: number,
    holdings: Extract<JournalStep, { step: 'history' }>['holdings'],
    duties: Extract<JournalStep, { step: 'history' }>['duties'],
  ): Promise<void> {
    await this.act([{ step: 'history', personId, holdings, duties }], () =>
      this.api.post('staff', `/v1/people/${personId}/corrections`, {
        as: 'scheduler',
        version,
        json: { holdings, duties, decision: '5/QĐ-SNV', reason: 'Ghi nhầm khi nhập hồ sơ' },
      }),
    );
  }

  private get api() {
    return this.world.system.api;
  }

  /** What was refused throws, and does not reach the journal. */
  async act(steps: JournalStep[], work: () => Promise<unknown>): Promise<void> {
    await this.world.journal.once(`act ${++this.acts}`, steps, async () => {
      await work();
    });
  }
}
