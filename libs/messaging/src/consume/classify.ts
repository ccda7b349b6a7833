import { NotFoundError, Refusal } from '#kernel';
import { ContractViolation } from './decode.js';

/**
 * What to do about an error in a reaction:
 * `poison` can never succeed; `conflict` succeeds when tried again at once; `outage` is nobody's message but the
 * database, so the batch waits; `fault` may be a lag of another topic or a bug, and is tried a few times.
 */
export type ErrorClass = 'poison' | 'conflict' | 'outage' | 'fault';

const CONFLICTS = new Set(['40001', '40P01', '55P03']);
const OUTAGES = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', '53300', '53100']);

export function classify(error: unknown): ErrorClass {
  if (error instanceof ContractViolation) return 'poison';
  if (error instanceof NotFoundError) return 'fault';
  if (error instanceof Refusal) return 'poison';
  const code = codeOf(error);
  if (CONFLICTS.has(code)) return 'conflict';
  if (OUTAGES.has(code) || code.startsWith('08') || code.startsWith('57')) return 'outage';
  if (error instanceof Error && /Connection terminated|timeout exceeded when trying to connect/.test(error.message))
    return 'outage';
  return 'fault';
}

/** The code of an error of PostgreSQL, or of the connection to it; empty when it has none. */
export function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  const { code, driverError } = error as { code?: unknown; driverError?: unknown };
  return typeof code === 'string' ? code : codeOf(driverError);
}
