import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('planning_setting')
export class PlanningSettingRow {
  @PrimaryColumn('boolean', { default: true }) id!: boolean;
  @Column('jsonb') settings!: object;
  @Column('int', { default: 1 }) version!: number;
}
