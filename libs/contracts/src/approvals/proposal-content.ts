import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsBoolean,
  IsOptional,
  IsUUID,
  Matches,
  Validate,
  ValidateNested,
  ValidatorConstraint,
  type ValidatorConstraintInterface,
} from 'class-validator';
import { canonicalJson, sha256 } from '#kernel';

const IsCode = (): PropertyDecorator => Matches(/^[a-zA-Z][a-zA-Z0-9-]{0,59}$/);

// No spaces and no letters beyond ASCII: a name of a person cannot be written here by accident.
@ValidatorConstraint({ name: 'isFact' })
class IsFact implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    return typeof value === 'number' ? Number.isFinite(value) : /^[\w.:+/-]{1,100}$/.test(String(value));
  }
}

/** One figure, code, date or id that a page shows under the label of its code: `{code: 'people', value: 40}`. */
export class ProposalFact {
  @IsCode() code!: string;
  @Validate(IsFact) value!: number | string;
}

/** A rule that was looked at before asking, and why it does not hold. */
export class ProposalCheck {
  @IsCode() rule!: string;
  @IsBoolean() passed!: boolean;
  @IsOptional() @IsCode() reason?: string;
}

/** One thing that the decision touches: `{type: 'class', id, facts: [{code: 'startsOn', value: '2025-08-04'}]}`. */
export class ProposalItem {
  @IsCode() type!: string;
  @IsUUID() id!: string;
  @ArrayMaxSize(50) @ValidateNested({ each: true }) @Type(() => ProposalFact) facts!: ProposalFact[];
}

/**
 * Exactly what the deciders see; `sourceHash` draws in what is too long to show, such as the file of a batch.
 */
export class ProposalContent {
  @Matches(/^[0-9a-f]{64}$/) sourceHash!: string;
  /** What changes when it is approved. */
  @ArrayMaxSize(50) @ValidateNested({ each: true }) @Type(() => ProposalFact) effect!: ProposalFact[];
  /** What it costs: people, days, kilometres, đồng. */
  @ArrayMaxSize(50) @ValidateNested({ each: true }) @Type(() => ProposalFact) price!: ProposalFact[];
  @ArrayMaxSize(50) @ValidateNested({ each: true }) @Type(() => ProposalCheck) checks!: ProposalCheck[];
  @ArrayMaxSize(2_000) @ValidateNested({ each: true }) @Type(() => ProposalItem) items!: ProposalItem[];
}

/** What a proposal is bound to: SHA-256 of the RFC 8785 text of its content. */
export const contentHashOf = (content: ProposalContent): string => sha256(canonicalJson(content));
