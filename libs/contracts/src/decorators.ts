import { IsInt, Matches, Min, ValidateIf } from 'class-validator';

/** A plain date 'YYYY-MM-DD'. */
export const IsPlainDate = (): PropertyDecorator =>
  Matches(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, { message: '$property must be a date YYYY-MM-DD' });

/** The code of a skill of a programme. */
export const IsSkill = (): PropertyDecorator => Matches(/^[a-z0-9]+(-[a-z0-9]+)*$/);

/** The field is always there, but may be null. */
export const OrNull = (): PropertyDecorator => ValidateIf((_object, value) => value !== null);

/** A whole number of people, seats or classes. */
export const IsCount = (): PropertyDecorator => (target, property) => {
  IsInt()(target, property);
  Min(0)(target, property);
};
