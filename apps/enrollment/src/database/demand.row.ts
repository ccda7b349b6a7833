import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DemandGroup } from '#contracts';

@Entity('unit_demand')
export class DemandRow {
  @PrimaryColumn('uuid', { name: 'unit_id' }) unitId!: string;
  @Column('int') revision!: number;
  @Column('int', { name: 'desk_staff' }) deskStaff!: number;
  @Column('jsonb') groups!: DemandGroup[];
}
