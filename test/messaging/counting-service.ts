// A small service for the specs: it counts what it gets, so that an effect that happens twice is seen.
import { Module, type DynamicModule } from '@nestjs/common';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { make, TOPICS, UnitEstablished, type UnitDissolved } from '#contracts';
import { defineErrors, DomainError } from '#kernel';
import {
  messagingMigrations,
  IGNORED,
  MessagingModule,
  TopicConsumer,
  type Reaction,
  type Received,
  type Tx,
} from '#messaging';
import { CreatePlatformTables1764000000001, PlatformModule, ServiceConfig, type ServiceDefinition } from '#platform';

defineErrors({ 'TEST.POISON': { vi: 'Thông điệp hỏng', en: 'Poison' } });

class CreateCounter1764000000009 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // No key on purpose: only the inbox stands between a repeated message and a second row.
    await runner.query('CREATE TABLE counted (unit_id uuid NOT NULL, seq bigint GENERATED ALWAYS AS IDENTITY)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE counted');
  }
}

export class CountUnits implements Reaction<UnitEstablished> {
  // Two, so that halving the batch does not get past them.
  private outages = 2;
  /** Set to false by a spec that repaired what was wrong. */
  refusesPoison = true;

  async handle(events: Received<UnitEstablished>[], tx: Tx): Promise<void> {
    await tx.query('INSERT INTO counted (unit_id) SELECT unnest($1::uuid[])', [events.map(({ data }) => data.unitId)]);
    if (this.refusesPoison && events.some(({ data }) => data.code === 'poison')) throw new DomainError('TEST.POISON');
    if (this.outages > 0 && events.some(({ data }) => data.code === 'outage')) {
      this.outages -= 1;
      throw Object.assign(new Error('the database is shutting down'), { code: '57P01' });
    }
  }
}

export class FailOnce implements Reaction<UnitDissolved> {
  private failed = false;

  handle(): Promise<void> {
    if (this.failed) return Promise.resolve();
    this.failed = true;
    return Promise.reject(new Error('a fault that goes away'));
  }
}

export class UnitTopicConsumer extends TopicConsumer {
  readonly topic = TOPICS.unit.name;
  readonly table: TopicConsumer['table'];

  constructor(count: CountUnits, failOnce: FailOnce) {
    super();
    this.table = {
      'staff.UnitEstablished': count,
      'staff.UnitDissolved': failOnce,
      'staff.UnitRenamed': IGNORED,
      'staff.UnitsMerged': IGNORED,
    };
  }
}

const database = {
  rows: [],
  migrations: [...messagingMigrations, CreatePlatformTables1764000000001, CreateCounter1764000000009],
};

@Module({})
class CountingModule {
  static forConfig(config: ServiceConfig): DynamicModule {
    return {
      module: CountingModule,
      imports: [
        PlatformModule.forService({ service: `counting-${config.PORT}`, config, database }),
        MessagingModule.forService({ consumers: [UnitTopicConsumer] }),
      ],
      providers: [
        CountUnits,
        FailOnce,
        {
          provide: UnitTopicConsumer,
          inject: [CountUnits, FailOnce],
          useFactory: (count: CountUnits, failOnce: FailOnce) => new UnitTopicConsumer(count, failOnce),
        },
      ],
    };
  }
}

export const countingService: ServiceDefinition<ServiceConfig> = {
  name: 'counting',
  config: ServiceConfig,
  database,
  module: config => CountingModule.forConfig(config),
};

/** A unit whose code tells `CountUnits` what to do: `poison` breaks a rule, `outage` meets a database that goes away. */
export const established = (unitId: string, code = 'x'): UnitEstablished =>
  make(UnitEstablished, {
    unitId,
    code,
    name: 'Xã thử nghiệm',
    kind: 'xã',
    level: 'commune',
    parentUnitId: null,
    provinceUnitId: unitId,
    validFrom: '2025-01-01',
    longitude: null,
    latitude: null,
  });
