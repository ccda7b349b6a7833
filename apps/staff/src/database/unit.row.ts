import type { UnitLevel } from '#contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('unit')
export class UnitRow {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') code!: string;
  @Column('text') name!: string;
  @Column('text') kind!: string;
  @Column('text') level!: UnitLevel;
  @Column('uuid', { name: 'parent_id', nullable: true }) parentId!: string | null;
  @Column('uuid', { name: 'province_id' }) provinceId!: string;
  @Column('double precision', { nullable: true }) longitude!: number | null;
  @Column('double precision', { nullable: true }) latitude!: number | null;
  @Column('daterange') valid!: string;
  @Column('text') decision!: string;
  /** The decision that established the unit, and the one that ended it. */
  @Column('uuid', { name: 'change_id', nullable: true }) changeId!: string | null;
  @Column('uuid', { name: 'ended_by', nullable: true }) endedBy!: string | null;
  /** Raised with each event about the unit. */
  @Column('int', { default: 1 }) revision!: number;
}
