import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('road_distance')
export class RoadDistanceRow {
  @PrimaryColumn('uuid', { name: 'from_unit_id' }) fromUnitId!: string;
  @PrimaryColumn('uuid', { name: 'to_unit_id' }) toUnitId!: string;
  @Column('float8') km!: number;
}
