import {
  Column,
  DataSource,
  Entity,
  Index,
  ManyToOne,
  OneToMany,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  type Relation,
} from 'typeorm';

// A registry as it is usually written with TypeORM: a person with posts and duties as relations that are saved along.

@Entity({ schema: 'plain', name: 'unit' })
export class PlainUnit {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') level!: string;
}

@Entity({ schema: 'plain', name: 'person' })
export class PlainPerson {
  @PrimaryColumn('uuid') id!: string;
  @Column('text', { unique: true }) staffCode!: string;
  @Column('text') fullName!: string;
  @Column('int') revision!: number;
  @Column('text') status!: string;
  @OneToMany(() => PlainHolding, holding => holding.person, { cascade: true }) holdings!: Relation<PlainHolding>[];
  @OneToMany(() => PlainDuty, duty => duty.person, { cascade: true }) duties!: Relation<PlainDuty>[];
}

abstract class PlainPeriod {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Index() @ManyToOne(() => PlainUnit, { nullable: false }) unit!: Relation<PlainUnit>;
  @Column('date') since!: string;
  @Column('date', { nullable: true }) until!: string | null;
}

@Entity({ schema: 'plain', name: 'holding' })
export class PlainHolding extends PlainPeriod {
  @Index() @ManyToOne(() => PlainPerson, person => person.holdings) person!: Relation<PlainPerson>;
  @Column('text') post!: string;
}

@Entity({ schema: 'plain', name: 'duty' })
export class PlainDuty extends PlainPeriod {
  @Index() @ManyToOne(() => PlainPerson, person => person.duties) person!: Relation<PlainPerson>;
  @Column('text') duty!: string;
}

@Entity({ schema: 'plain', name: 'outbox' })
export class PlainMessage {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') topic!: string;
  @Column('text') key!: string;
  @Column('jsonb') headers!: Record<string, string>;
  @Column('text') payload!: string;
}

const SEED = `
  INSERT INTO plain.unit (id, level) SELECT id, level FROM public.unit;
  INSERT INTO plain.person (id, "staffCode", "fullName", revision, status)
    SELECT id, staff_code, full_name, revision, status FROM public.person;
  INSERT INTO plain.holding (id, "personId", "unitId", post, since)
    SELECT gen_random_uuid(), person_id, unit_id, post, lower(valid) FROM public.post_holding;
  INSERT INTO plain.duty (id, "personId", "unitId", duty, since)
    SELECT gen_random_uuid(), person_id, unit_id, duty, lower(valid) FROM public.concurrent_duty`;

/** The same people in the same database, in a schema of its own; `url` must allow creating it. */
export async function plainStaff(url: string): Promise<DataSource> {
  const entities = [PlainUnit, PlainPerson, PlainHolding, PlainDuty, PlainMessage];
  const dataSource = await new DataSource({ type: 'postgres', url, entities, logging: false }).initialize();
  await dataSource.query('CREATE SCHEMA plain');
  await dataSource.synchronize();
  await dataSource.query(SEED);
  await dataSource.query('VACUUM ANALYZE');
  return dataSource;
}
