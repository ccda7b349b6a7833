import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('class_seat_plan')
export class ClassSeatPlanRow {
  @PrimaryColumn('uuid', { name: 'class_id' }) classId!: string;
  @PrimaryColumn('uuid', { name: 'unit_id' }) unitId!: string;
  @Column('int') seats!: number;
  @Column('int', { name: 'desk_seats' }) deskSeats!: number;
}
