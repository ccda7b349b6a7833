import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { DemandGroup } from '#contracts';

@Entity('unit_demand')
export class UnitDemandRow {
  @PrimaryColumn('uuid', { name: 'unit_id' }) unitId!: string;
  @Column('int') revision!: number;
  @Column('int', { name: 'desk_staff' }) deskStaff!: number;
  @Column('jsonb') groups!: DemandGroup[];
  @Index('unit_demand_changed_at') @Column('timestamptz', { name: 'changed_at' }) changedAt!: Date;
}
