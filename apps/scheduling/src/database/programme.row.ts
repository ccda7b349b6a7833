import { Column, Entity, Exclusion, PrimaryColumn, Unique } from 'typeorm';
import type { ProgrammeRules } from '#contracts';

@Entity('programme')
@Unique('programme_code_version', ['code', 'version'])
@Exclusion('programme_one_in_force', 'USING gist (valid WITH &&)')
export class ProgrammeRow {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') code!: string;
  @Column('int') version!: number;
  @Column('daterange') valid!: string;
  @Column('jsonb') rules!: ProgrammeRules;
  @Column('text', { name: 'adopted_by' }) adoptedBy!: string;
  /** Counts what was told about this version: its end moves when its heir is adopted. */
  @Column('int', { default: 1 }) revision!: number;
  @Column('timestamptz', { name: 'adopted_at', default: () => 'now()' }) adoptedAt!: Date;
}
