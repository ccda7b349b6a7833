import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

// What the effect of a move is in a service as it is usually written with TypeORM: the same facts as ours, one entity each.

@Entity({ schema: 'plain_training', name: 'inbox' })
export class PlainInbox {
  @PrimaryColumn('uuid') eventId!: string;
}

@Entity({ schema: 'plain_training', name: 'person' })
export class PlainPerson {
  @PrimaryColumn('uuid') id!: string;
  @Column('int') revision!: number;
  @Column('uuid') unitId!: string;
  @Column('text') unitLevel!: string;
  @Column('text') post!: string;
  @Column('text', { array: true }) duties!: string[];
  @Column('date') effectiveDate!: string;
}

@Entity({ schema: 'plain_training', name: 'move' })
export class PlainMove {
  @PrimaryColumn('uuid') eventId!: string;
  @Index() @Column('uuid') personId!: string;
  @Column('int') revision!: number;
  @Column('text') cause!: string;
  @Column('date') effectiveDate!: string;
  @Column('uuid') batchId!: string;
  @Column('jsonb') after!: object;
  @Column('uuid', { nullable: true }) dutyId!: string | null;
}

@Entity({ schema: 'plain_training', name: 'duty' })
export class PlainDuty {
  @PrimaryColumn('uuid') id!: string;
  @Index() @Column('uuid') personId!: string;
  @Column('uuid') programmeId!: string;
  @Column('text') kind!: string;
  @Column('text') status!: string;
  @Column('text') cohort!: string;
  @Column('text') classType!: string;
  @Index() @Column('uuid') unitId!: string;
  @Column('date') openedOn!: string;
  @Column('date') deadline!: string;
  @Column('text') cause!: string;
  @Column('uuid') batchId!: string;
  @Column('int') moves!: number;
  @Column('int') revision!: number;
}

@Entity({ schema: 'plain_training', name: 'outbox' })
export class PlainOutbox {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') topic!: string;
  @Column('text') key!: string;
  @Column('jsonb') headers!: Record<string, string>;
  @Column('text') payload!: string;
}
