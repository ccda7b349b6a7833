import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';

export const ROLES = ['hr-officer', 'scheduler', 'reviewer', 'chairman', 'trainer', 'operator', 'auditor'] as const;
export type Role = (typeof ROLES)[number];

/** Who calls, as the access token says. */
export interface Account {
  subject: string;
  roles: Role[];
}

/** The account of the request, as a parameter of a controller method. */
export const Caller = createParamDecorator((_data: unknown, context: ExecutionContext): Account => {
  const { account } = context.switchToHttp().getRequest<Request & { account?: Account }>();
  if (!account) throw new Error('A route with @Caller() must not be @Public()');
  return account;
});
