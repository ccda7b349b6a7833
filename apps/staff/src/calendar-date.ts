import { buildMessage, ValidateBy } from 'class-validator';
import { isDate } from '#kernel';

/** A day that exists, as 'YYYY-MM-DD'. */
export const IsCalendarDate = (): PropertyDecorator =>
  ValidateBy({
    name: 'isCalendarDate',
    validator: { validate: isDate, defaultMessage: buildMessage(each => `${each}$property must be a date YYYY-MM-DD`) },
  });
