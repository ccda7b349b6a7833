import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('unit_succession')
export class UnitSuccessionRow {
  @PrimaryColumn('uuid', { name: 'predecessor_id' }) predecessorId!: string;
  @PrimaryColumn('uuid', { name: 'successor_id' }) successorId!: string;
  @Column('date', { name: 'effective_on' }) effectiveOn!: string;
}
