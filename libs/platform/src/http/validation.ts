import { BadRequestException, ValidationPipe, type ValidationError } from '@nestjs/common';
import type { FieldError } from './problem.js';

/** Bodies and queries are checked against their class; unknown fields are refused, so that a typing error is noticed. */
export const validationPipe = (): ValidationPipe =>
  new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    exceptionFactory: problems =>
      new BadRequestException({ fields: problems.flatMap(problem => fieldErrors(problem)) }),
  });

function fieldErrors({ property, constraints, children }: ValidationError, path = ''): FieldError[] {
  const field = path ? `${path}.${property}` : property;
  const own = Object.keys(constraints ?? {}).map(code => ({ field, code }));
  return [...own, ...(children ?? []).flatMap(child => fieldErrors(child, field))];
}
