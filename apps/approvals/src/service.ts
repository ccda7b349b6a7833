import { ApprovalsConfig } from './approvals.config.js';
import { ApprovalsModule } from './approvals.module.js';
import { approvalsDatabase } from './database/data-source.js';
import { STREAMED } from './documents.controller.js';
import type { ServiceDefinition } from '#platform';

/** What `main.ts` runs, and what a test starts in its own process. */
export const approvals: ServiceDefinition<ApprovalsConfig> = {
  name: 'approvals',
  config: ApprovalsConfig,
  database: approvalsDatabase,
  streamed: STREAMED,
  module: config => ApprovalsModule.forConfig(config),
};
