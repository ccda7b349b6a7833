export { AccessToken, Caller, ROLES, type Account, type Role, type Units } from './auth/account.js';
export { Allow, Public, Reach } from './auth/allow.js';
export { RequirePolicies } from './auth/require-policies.js';
export { boundOf, routesOf, undecided, type RouteAccess } from './auth/routes.js';
export { readConfig, ServiceConfig } from './config.js';
export { CreatePlatformTables1764000000001 } from './database/1764000000001-create-platform-tables.js';
export { CreateAuditTrail1764222000000 } from './database/1764222000000-create-audit-trail.js';
export { Guessable, GUESSABLE } from './audit/guessable.js';
export { recordFacts } from './audit/audit-trail.js';
export { AuditSealer, type TellSeal } from './audit/audit-sealer.js';
export type { AuditSeal } from './audit/audit-record.js';
export { serviceDataSource, type ServiceDatabase } from './database/service-data-source.js';
export { askAsCaller } from './http/ask-as-caller.js';
export { Idempotency, IdempotencyKey, type RequestKey } from './http/idempotency.js';
export { AtCursor, Cursor, type Page } from './http/cursor.js';
export { PageQuery } from './http/page-query.js';
export { apiDocument } from './http/api-document.js';
export { answerUnreadable } from './http/answer-unreadable.js';
export { closeKeptConnections } from './http/close-kept-connections.js';
export { etag, IfMatch, requireVersion, withVersion } from './http/if-match.js';
export type { Problem } from './http/problem.js';
export { ProblemFilter } from './http/problem.filter.js';
export { JsonLogger } from './logger.js';
export { PlatformModule } from './platform.module.js';
export { createService, migrateDatabase, runService, stop, type ServiceDefinition } from './run-service.js';
export { BlindIndex } from './security/blind-index.js';
export { Seal } from './security/seal.js';
export {
  changePolicy,
  policyOn,
  SEES_EVERYTHING,
  scopeFunctions,
  UNIT_IN_SCOPE,
  withoutPolicy,
  withoutScopeFunctions,
} from './database/row-security.js';
export { EVERYBODY, withinScope } from './auth/unit-scope.js';
