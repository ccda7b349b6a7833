// Three small services for the crash tests: `source` takes commands and publishes, `sink` answers each event with an
// effect and an event of its own, `echo` writes down what the sink said. No table of an effect has a unique key: only
// the inbox stands between a repeated message and a second row.
import { Body, Controller, HttpCode, Module, Post, type DynamicModule, type Type } from '@nestjs/common';
import { IsUUID } from 'class-validator';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { DutyFulfilled, DUTY_CODES, make, POST_CODES, StaffLeft, TOPICS } from '#contracts';
import {
  messagingMigrations,
  IGNORED,
  MessagingModule,
  outgoing,
  TopicConsumer,
  Transaction,
  type Reaction,
  type Received,
  type Tx,
} from '#messaging';
import {
  CreatePlatformTables1764000000001,
  PlatformModule,
  Public,
  ServiceConfig,
  type ServiceDefinition,
} from '#platform';

class CreateCrashTables1764000000009 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE done (command_id uuid PRIMARY KEY, key uuid NOT NULL, revision int NOT NULL);
      CREATE TABLE aggregate (key uuid PRIMARY KEY, revision int NOT NULL);
      CREATE TABLE effect (command_id uuid NOT NULL, key uuid NOT NULL, revision int NOT NULL,
        seq bigint GENERATED ALWAYS AS IDENTITY);
      CREATE TABLE latest (key uuid PRIMARY KEY, revision int NOT NULL);
      CREATE TABLE reply (command_id uuid NOT NULL)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE reply, latest, effect, aggregate, done');
  }
}

class Command {
  @IsUUID() id!: string;
  @IsUUID() key!: string;
}

/** Sent again until it is acknowledged, so a command that was carried out already must change nothing. */
@Public()
@Controller('commands')
class CommandsController {
  constructor(private readonly transaction: Transaction) {}

  @Post()
  @HttpCode(204)
  async run(@Body() { id, key }: Command): Promise<void> {
    await this.transaction.run(async tx => {
      const known = await tx.query('SELECT 1 FROM done WHERE command_id = $1', [id]);
      if (known.length > 0) return;
      const [row] = await tx.query<{ revision: number }>(
        `INSERT INTO aggregate VALUES ($1, 1)
         ON CONFLICT (key) DO UPDATE SET revision = aggregate.revision + 1 RETURNING revision`,
        [key],
      );
      const revision = row?.revision ?? 0;
      await tx.query('INSERT INTO done VALUES ($1, $2, $3)', [id, key, revision]);
      tx.publish(outgoing(leftFor(id, key), { key, revision }));
    });
  }
}

/** Any event with three partitions will do; the id of the command travels as the batch. */
const leftFor = (id: string, key: string): StaffLeft =>
  make(StaffLeft, {
    personId: key,
    before: { unitId: key, unitLevel: 'commune', post: POST_CODES[0], duties: [DUTY_CODES[0]] },
    cause: 'rotation',
    effectiveDate: '2025-07-01',
    batchId: id,
  });

class WriteEffect implements Reaction<StaffLeft> {
  async handle(events: Received<StaffLeft>[], tx: Tx): Promise<void> {
    const columns = [
      events.map(({ data }) => data.batchId),
      events.map(({ key }) => key),
      events.map(({ revision }) => revision),
    ];
    await tx.query(
      `INSERT INTO effect (command_id, key, revision)
       SELECT id, key, revision FROM unnest($1::uuid[], $2::uuid[], $3::int[]) WITH ORDINALITY AS e (id, key, revision, n)
       ORDER BY n`,
      columns,
    );
    await tx.query(
      `INSERT INTO latest SELECT key, max(revision) FROM unnest($1::uuid[], $2::int[]) AS e (key, revision)
       GROUP BY key ORDER BY key
       ON CONFLICT (key) DO UPDATE SET revision = excluded.revision WHERE latest.revision < excluded.revision`,
      columns.slice(1),
    );
    for (const event of events) {
      const id = event.data.batchId ?? '';
      const fields = { dutyId: id, personId: event.key, certificateId: id, fulfilledOn: '2025-07-01' };
      tx.publish(outgoing(make(DutyFulfilled, fields), { key: id, revision: 1, causedBy: event }));
    }
  }
}

class WriteReply implements Reaction<DutyFulfilled> {
  async handle(events: Received<DutyFulfilled>[], tx: Tx): Promise<void> {
    await tx.query('INSERT INTO reply SELECT unnest($1::uuid[])', [events.map(({ data }) => data.dutyId)]);
  }
}

class AssignmentConsumer extends TopicConsumer {
  readonly topic = TOPICS.assignment.name;
  readonly table: TopicConsumer['table'] = {
    'staff.StaffAppointed': IGNORED,
    'staff.StaffReassigned': IGNORED,
    'staff.StaffLeft': new WriteEffect(),
  };
}

class DutyConsumer extends TopicConsumer {
  readonly topic = TOPICS.duty.name;
  readonly table: TopicConsumer['table'] = {
    'enrollment.DutyOpened': IGNORED,
    'enrollment.DutyMoved': IGNORED,
    'enrollment.DutyOverdue': IGNORED,
    'enrollment.DutyWaived': IGNORED,
    'enrollment.DutyFulfilled': new WriteReply(),
  };
}

const database = {
  rows: [],
  migrations: [...messagingMigrations, CreatePlatformTables1764000000001, CreateCrashTables1764000000009],
};

@Module({})
class CrashModule {}

function definition(
  name: string,
  controllers: Type[],
  consumers: Type<TopicConsumer>[],
): ServiceDefinition<ServiceConfig> {
  const module = (config: ServiceConfig): DynamicModule => ({
    module: CrashModule,
    imports: [
      PlatformModule.forService({ service: name, config, database }),
      MessagingModule.forService({ consumers }),
    ],
    controllers,
    providers: consumers,
  });
  return { name, config: ServiceConfig, database, module };
}

export const CRASH_SERVICES = {
  source: definition('source', [CommandsController], []),
  sink: definition('sink', [], [AssignmentConsumer]),
  echo: definition('echo', [], [DutyConsumer]),
};
export type CrashService = keyof typeof CRASH_SERVICES;
