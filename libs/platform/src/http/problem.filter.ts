import {
  Catch,
  HttpException,
  Injectable,
  Logger,
  Optional,
  type ArgumentsHost,
  type ExceptionFilter,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { QueryFailedError } from 'typeorm';
import {
  ConflictError,
  DomainError,
  ForbiddenError,
  InvalidInputError,
  NotFoundError,
  Refusal,
  StaleVersionError,
  type RowError,
} from '#kernel';
import { classify } from '#messaging';
import type { Account } from '../auth/account.js';
import { factOf } from '../audit/audit.interceptor.js';
import { AuditTrail } from '../audit/audit-trail.js';
import type { HttpErrorCode } from './http.errors.js';
import './http.errors.js';
import { PreconditionRequiredError } from './if-match.js';
import { problemOf, type FieldError, type Problem } from './problem.js';

/** As long as a request waits for a connection to the database. */
const RETRY_AFTER_SECONDS = 5;

/** Answers every error as a problem. What is not a refusal is a fault: logged here, told to the caller without detail. */
@Catch()
@Injectable()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('ProblemFilter');

  constructor(@Optional() private readonly trail?: AuditTrail) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    const { status, code, params, errors, errorCount } = describe(error);
    if (status >= 500) this.logger.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    if (status === 401 || status === 403)
      void this.trail?.keep({ ...factOf(request as Request & { account?: Account }), result: String(status) });
    if (status === 503) response.setHeader('Retry-After', RETRY_AFTER_SECONDS);
    const language = request.acceptsLanguages('vi', 'en') === 'en' ? 'en' : 'vi';
    const problem: Problem = {
      ...problemOf({ status, code, params }, language, request.originalUrl.split('?')[0] ?? ''),
      ...(errors ? { errors: errors.slice(0, 1_000), errorCount: errorCount ?? errors.length } : {}),
    };
    response.status(status).type('application/problem+json').setHeader('Content-Language', language).json(problem);
  }
}

interface Described {
  status: number;
  code: string;
  params?: Record<string, string | number>;
  errors?: (RowError | FieldError)[] | undefined;
  errorCount?: number | undefined;
}

function describe(error: unknown): Described {
  if (error instanceof Refusal) {
    const { code, params } = error;
    const inFile = error instanceof InvalidInputError && error.rows.length > 0;
    return { status: statusOf(error), code, params, ...(inFile && { errors: error.rows, errorCount: error.count }) };
  }
  if (error instanceof HttpException) return describeHttp(error);
  if (isOutOfScope(error)) return http(403, 'HTTP.OUT_OF_SCOPE');
  if (isNoText(error)) return http(400, 'HTTP.INPUT_INVALID');
  if (isBodyTooLarge(error)) return http(413, 'HTTP.TOO_LARGE');
  if (isBadBody(error)) return http(400, 'HTTP.INPUT_INVALID');
  if (classify(error) === 'outage') return http(503, 'HTTP.BUSY');
  return http(500, 'HTTP.FAULT');
}

function statusOf(error: Refusal): number {
  if (error instanceof InvalidInputError) return error.rows.length > 0 ? 422 : 400;
  if (error instanceof ForbiddenError) return 403;
  if (error instanceof NotFoundError) return 404;
  if (error instanceof StaleVersionError) return 412;
  if (error instanceof PreconditionRequiredError) return 428;
  if (error instanceof ConflictError) return 409;
  return error instanceof DomainError ? 422 : 400;
}

function describeHttp(error: HttpException): Described {
  const status = error.getStatus();
  if (status === 401) return http(401, 'HTTP.UNAUTHENTICATED');
  if (status === 403) return http(403, 'HTTP.FORBIDDEN');
  if (status === 404) return http(404, 'HTTP.NOT_FOUND');
  if (status === 413) return http(413, 'HTTP.TOO_LARGE');
  if (status === 429) return http(429, 'HTTP.TOO_MANY_REQUESTS');
  if (status === 502 || status === 504) return http(status, 'HTTP.SERVICE_AWAY');
  if (status >= 500) return http(status, 'HTTP.FAULT');
  const answer = error.getResponse();
  const fields = typeof answer === 'object' && 'fields' in answer ? (answer.fields as FieldError[]) : undefined;
  return { status, code: 'HTTP.INPUT_INVALID', errors: fields };
}

const http = (status: number, code: HttpErrorCode): Described => ({ status, code });
const typeOf = (error: unknown): unknown => (error as { type?: unknown } | null)?.type;
const isBodyTooLarge = (error: unknown): boolean => typeOf(error) === 'entity.too.large';
/** A policy of the database refused a row: the last of the checks, when no earlier one did. */
const isOutOfScope = (error: unknown): boolean =>
  error instanceof QueryFailedError && /row-level security/.test(error.message);
/** U+0000 in a text: no caller means it, and PostgreSQL cannot store it. */
const isNoText = (error: unknown): boolean =>
  error instanceof QueryFailedError && (error.driverError as { code?: string }).code === '22021';
const isBadBody = (error: unknown): boolean => typeOf(error) === 'entity.parse.failed';
