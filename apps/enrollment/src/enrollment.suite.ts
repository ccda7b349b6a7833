// What the integration specs of this service share: the real database, the real reactions, a day of one's choice.
import { randomUUID } from 'node:crypto';
import {
  ClassOpened,
  make,
  ProgrammeAdopted,
  StaffAppointed,
  StaffLeft,
  StaffReassigned,
  UnitsMerged,
  type AssignmentState,
  type Cause,
  type ProgrammeRules,
} from '#contracts';
import { Clock, uuidFrom } from '#kernel';
import { RightOfWay, Transaction, type Reaction, type Received } from '#messaging';
import { Cursor, Idempotency, serviceDataSource, type RequestKey } from '#platform';
import { testDatabase, type TestDatabase } from '#testing';
import { Allocator } from './allocator/allocator.js';
import { enrollmentDatabase } from './database/data-source.js';
import { EnrollmentConfig } from './enrollment.config.js';
import { AdoptRulesOnProgrammeAdopted } from './reactions/adopt-rules-on-programme-adopted.js';
import { FollowPersonOnAssignment } from './reactions/follow-person-on-assignment.js';
import { FollowUnitsOnUnitsMerged } from './reactions/follow-units-on-units-merged.js';
import { OpenClassOnClassOpened } from './reactions/open-class-on-class-opened.js';
import { OpenPeriodHandler } from './use-cases/open-period.js';
import { TWO_TIER } from './rules/programme.suite.js';
import { RecordAttendanceHandler, type AttendanceOfPerson } from './use-cases/record-attendance.js';

export const PROGRAMME = uuidFrom('programme', 'two-tier', 1);

const TODAY = '2026-03-20';

export const unit = (name: string): string => uuidFrom('unit', name);
export const person = (name: string): string => uuidFrom('person', name);

/** A post that the commune cohorts name. */
export const chairman = (unitName: string, changes: Partial<AssignmentState> = {}): AssignmentState => ({
  unitId: unit(unitName),
  unitLevel: 'commune',
  post: 'committee-chairman',
  duties: [],
  ...changes,
});

/** An officer of the one-stop desk. */
export const deskOfficer = (unitName: string): AssignmentState =>
  chairman(unitName, { post: 'justice-registry-officer', duties: ['one-stop'] });

/** A post that no cohort names. */
export const clerk = (unitName: string): AssignmentState =>
  chairman(unitName, { post: 'land-construction-officer', duties: [] });

export interface News {
  who: string;
  revision: number;
  /** Null: the person leaves. */
  after: AssignmentState | null;
  cause?: Cause;
  on?: string;
  batchId?: string | null;
}

/** Somebody who enters a post of the commune cohorts by an election. */
export const elected = (who: string, unitName = 'A'): News => ({ who, revision: 1, after: chairman(unitName) });

export function received<E extends object>(data: E, key: string, revision = 1, id: string = randomUUID()): Received<E> {
  const type = (data.constructor as unknown as { type: string }).type;
  const time = new Date().toISOString();
  return { id, type, key, revision, time, correlationId: id, causationId: undefined, traceparent: undefined, data };
}

export function assignment({ who, revision, after, cause = 'election', on = '2026-03-15', batchId = null }: News) {
  const personId = person(who);
  const facts = { personId, cause, effectiveDate: on, batchId };
  const before = after ?? clerk('nowhere');
  if (!after) return received(make(StaffLeft, { ...facts, before }), personId, revision);
  if (revision === 1) return received(make(StaffAppointed, { ...facts, after }), personId, revision);
  return received(make(StaffReassigned, { ...facts, before, after }), personId, revision);
}

/** On the day on which the allocator looks, too. */
export const followPeople = (): FollowPersonOnAssignment => new FollowPersonOnAssignment(new Clock(TODAY));

export function classOpened(name: string, changes: Partial<ClassOpened> = {}): ClassOpened {
  return make(ClassOpened, {
    classId: uuidFrom('class', name),
    planId: uuidFrom('plan', name),
    programmeId: PROGRAMME,
    classType: 'commune',
    purpose: 'supplementary',
    hostUnitId: unit('host'),
    startsOn: '2026-04-20',
    endsOn: '2026-04-21',
    minimum: 0,
    maximum: 50,
    seatPlan: [],
    reachUnitIds: [unit('A'), unit('B')],
    ...changes,
  });
}

export interface Sent {
  topic: string;
  key: string;
  type: string;
  revision: number;
  data: Record<string, unknown>;
}

export class EnrollmentUnderTest {
  private constructor(
    readonly database: TestDatabase,
    readonly dataSource: ReturnType<typeof serviceDataSource>,
    readonly transaction: Transaction,
  ) {}

  static async start(): Promise<EnrollmentUnderTest> {
    const database = await testDatabase('enrollment', enrollmentDatabase);
    const dataSource = await serviceDataSource(enrollmentDatabase, database.url, 24).initialize();
    return new EnrollmentUnderTest(database, dataSource, new Transaction(dataSource));
  }

  async stop(): Promise<void> {
    await this.dataSource.destroy();
    await this.database.close();
  }

  /** Empties everything, so that each test tells its whole story. */
  async clear(): Promise<void> {
    await this.database.query(`
      TRUNCATE notice, mail, unit_mailbox, class_change, bulk_waiver, duty_waiver, session_mark, mark_correction, class_feedback, certificate_counter, programme_rules, open_period, person_state, assignment_fact, training_duty, training_class,
        class_seat_plan, class_reach, seat, certificate, seat_reservation, seat_refusal, seat_skip, unit_demand,
        allocation_due, unit_successor, outbox, idempotency_key CASCADE`);
  }

  react<E extends object>(reaction: Reaction<E>, events: Received<E>[]): Promise<void> {
    return this.transaction.run(tx => reaction.handle(events, tx));
  }

  /** All the news in one batch. */
  hear(...news: News[]): Promise<void> {
    return this.react(followPeople(), news.map(assignment));
  }

  adopt(rules: ProgrammeRules = TWO_TIER, programmeId = PROGRAMME): Promise<void> {
    const { code, version: programmeVersion, inForce } = rules;
    const event = make(ProgrammeAdopted, { programmeId, code, programmeVersion, ...inForce, rules });
    return this.react(new AdoptRulesOnProgrammeAdopted(), [received(event, programmeId)]);
  }

  openClasses(...classes: ClassOpened[]): Promise<void> {
    return this.react(
      new OpenClassOnClassOpened(),
      classes.map(one => received(one, one.classId)),
    );
  }

  merge(successor: string, ...predecessors: string[]): Promise<void> {
    const successorUnitId = unit(successor);
    const facts = { successorUnitId, predecessorUnitIds: predecessors.map(unit), effectiveDate: '2026-03-15' };
    return this.react(new FollowUnitsOnUnitsMerged(), [received(make(UnitsMerged, facts), successorUnitId)]);
  }

  openPeriod(year: number, openedOn: string, programmeCode = 'two-tier') {
    const handler = new OpenPeriodHandler(new Idempotency(this.transaction));
    return handler.execute({ programmeCode, year, openedOn }, newKey());
  }

  attend(className: string, marks: AttendanceOfPerson[], today = '2026-12-01') {
    const handler = new RecordAttendanceHandler(
      new Idempotency(this.transaction),
      new Clock(() => today),
      new EnrollmentConfig(),
    );
    return handler.execute({ classId: uuidFrom('class', className), marks }, newKey());
  }

  /** From nothing: An and Bình, elected in the same unit, and one class that has seats for them. */
  async seatTwo(opened: ClassOpened = classOpened('April')): Promise<void> {
    await this.clear();
    await this.adopt();
    await this.hear(elected('An'), elected('Bình'));
    await this.openClasses(opened);
    await this.allocate();
  }

  async allocate(today = TODAY, settings: Partial<EnrollmentConfig> = {}): Promise<void> {
    const config = Object.assign(new EnrollmentConfig(), settings);
    const allocator = new Allocator(this.transaction, new Clock(() => today), config, new RightOfWay());
    while (await allocator.allocate());
  }

  rows<Row = Record<string, unknown>>(sql: string, params: unknown[] = []): Promise<Row[]> {
    return this.database.query<Row>(sql, params);
  }

  dutiesOf(who: string) {
    return this.rows(`SELECT * FROM training_duty WHERE person_id = $1 ORDER BY kind, opened_on`, [person(who)]);
  }

  seatsOf(who: string) {
    return this.rows(`SELECT * FROM seat WHERE person_id = $1 ORDER BY revision`, [person(who)]);
  }

  /** What was published so far, in order; no relay runs here. */
  async sent(type?: string): Promise<Sent[]> {
    const rows = await this.rows<{ topic: string; key: string; headers: Record<string, string>; payload: string }>(
      'SELECT topic, key, headers, payload FROM outbox ORDER BY seq',
    );
    const sent = rows.map(({ topic, key, headers, payload }) => ({
      topic,
      key,
      type: headers['ce_type']!.split('.')[1]!,
      revision: Number(headers['revision']),
      data: JSON.parse(payload) as Record<string, unknown>,
    }));
    return type ? sent.filter(one => one.type === type) : sent;
  }
}

/** The start of a list. */
export const fromStart = new Cursor({ path: '/v1/spec', query: {}, units: 'all' });

export const newKey = (): RequestKey => ({ subject: 'tester', key: randomUUID(), route: 'POST /test' });
