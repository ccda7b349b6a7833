import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity('planning_run')
@Index('planning_run_waiting', ['createdAt'], { where: `status IN ('queued', 'running')` })
export class PlanningRunRow {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') kind!: string;
  @Column('text') name!: string;
  @Column('uuid', { name: 'programme_id' }) programmeId!: string;
  @Column('text', { name: 'class_type' }) classType!: string;
  @Column('uuid', { name: 'based_on', nullable: true }) basedOn!: string | null;
  @Column('jsonb') changes!: object;
  @Column('jsonb') problem!: object;
  @Column('jsonb', { name: 'left_out' }) leftOut!: object;
  @Column('text') status!: string;
  @Column('jsonb', { default: { done: 0, found: 0 } }) progress!: object;
  @Column('jsonb', { nullable: true }) result!: object | null;
  @Column('text', { nullable: true }) error!: string | null;
  @Column('text', { name: 'requested_by' }) requestedBy!: string;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt!: Date;
  @Column('timestamptz', { name: 'heartbeat_at', nullable: true }) heartbeatAt!: Date | null;
  @Column('timestamptz', { name: 'finished_at', nullable: true }) finishedAt!: Date | null;
}
