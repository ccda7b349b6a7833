import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Observable } from 'rxjs';
import { Metrics } from './metrics.js';

/** Times every request by the pattern of its route. */
@Injectable()
export class MetricsInterceptor implements NestInterceptor {
  constructor(private readonly metrics: Metrics) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() === 'http') {
      const began = performance.now();
      const http = context.switchToHttp();
      const request = http.getRequest<Request>();
      const route = (request.route as { path?: string } | undefined)?.path ?? '?';
      const response = http.getResponse<Response>();
      response.once('finish', () => {
        const seconds = (performance.now() - began) / 1_000;
        this.metrics.answered(request.method, route, response.statusCode, seconds);
      });
    }
    return next.handle();
  }
}
