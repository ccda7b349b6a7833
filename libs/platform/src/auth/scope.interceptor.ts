import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Request } from 'express';
import { Observable } from 'rxjs';
import { Clock, isDate } from '#kernel';
import type { Account } from './account.js';
import { withinScope } from './unit-scope.js';

/** Carries the scope of the caller down to every transaction of the request; without a caller nobody's people are shown. */
@Injectable()
export class ScopeInterceptor implements NestInterceptor {
  constructor(private readonly clock: Clock) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const { account, query } = context.switchToHttp().getRequest<Request & { account?: Account }>();
    const asked = query['asOf'];
    const { units = [], subject = '', everyClass = false, taught = false } = account ?? {};
    const scope = { units, subject, everyClass, taught, on: isDate(asked) ? asked : this.clock.today() };
    return new Observable(subscriber => withinScope(scope, () => next.handle().subscribe(subscriber)));
  }
}
