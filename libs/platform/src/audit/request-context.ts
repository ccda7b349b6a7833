import { AsyncLocalStorage } from 'node:async_hooks';
import type { AuditFact } from './audit-record.js';

const requests = new AsyncLocalStorage<Omit<AuditFact, 'at' | 'result'>>();

/** Runs work so that every transaction in it knows by whose command it is. */
export const onBehalfOf = <T>(fact: Omit<AuditFact, 'at' | 'result'>, work: () => T): T => requests.run(fact, work);

/** The command that the present transaction belongs to; undefined for what nobody commanded (consumers, loops). */
export const presentCommand = (): Omit<AuditFact, 'at' | 'result'> | undefined => requests.getStore();
