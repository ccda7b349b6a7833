import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { UnitLevel } from '#contracts';

@Entity('known_unit')
export class KnownUnitRow {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') code!: string;
  @Column('text') name!: string;
  @Column('text') kind!: string;
  @Column('text') level!: UnitLevel;
  @Column('uuid', { name: 'parent_id', nullable: true }) parentId!: string | null;
  @Column('uuid', { name: 'province_id' }) provinceId!: string;
  @Column('float8', { nullable: true }) longitude!: number | null;
  @Column('float8', { nullable: true }) latitude!: number | null;
  @Column('date', { name: 'valid_from' }) validFrom!: string;
  @Column('date', { name: 'valid_to', nullable: true }) validTo!: string | null;
}
