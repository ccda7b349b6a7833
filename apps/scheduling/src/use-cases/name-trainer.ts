import { Injectable } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length, ValidateIf } from 'class-validator';
import { ClassTrainerNamed, make } from '#contracts';
import { DomainError, NotFoundError } from '#kernel';
import { outgoing, Transaction } from '#messaging';

export class NameTrainer {
  @ApiProperty({ type: String, nullable: true, description: 'Subject of the account that teaches; null: nobody' })
  @ValidateIf((_, value) => value !== null)
  @IsString()
  @Length(1, 200)
  trainer!: string | null;
}

export interface TaughtClass {
  classId: string;
  trainer: string | null;
}

const LOCK = `SELECT status, trainer FROM training_class WHERE id = $1 FOR UPDATE`;

const NAME = `
  UPDATE training_class SET trainer = $2, told_revision = told_revision + 1 WHERE id = $1
  RETURNING told_revision AS revision`;

/** Says which account teaches an open class; enrollment lets that trainer reach the class, and no other. */
@Injectable()
export class NameTrainerHandler {
  constructor(private readonly transaction: Transaction) {}

  execute(classId: string, { trainer }: NameTrainer): Promise<TaughtClass> {
    return this.transaction.run(async tx => {
      const [one] = await tx.query<{ status: string; trainer: string | null }>(LOCK, [classId]);
      if (!one) throw new NotFoundError('SCHEDULING.CLASS_UNKNOWN', { classId });
      if (one.status !== 'open') throw new DomainError('SCHEDULING.CLASS_NOT_OPEN', { status: one.status });
      if (one.trainer === trainer) return { classId, trainer };
      const [told] = await tx.query<{ revision: number }>(NAME, [classId, trainer]);
      tx.publish(outgoing(make(ClassTrainerNamed, { classId, trainer }), { key: classId, revision: told!.revision }));
      return { classId, trainer };
    });
  }
}
