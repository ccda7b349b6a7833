import type { ServiceDefinition } from '#platform';
import { reportingDatabase } from './database/data-source.js';
import { ReportingConfig } from './reporting.config.js';
import { ReportingModule } from './reporting.module.js';

/** What `main.ts` runs, and what a test starts in its own process. */
export const reporting: ServiceDefinition<ReportingConfig> = {
  name: 'reporting',
  config: ReportingConfig,
  database: reportingDatabase,
  module: config => ReportingModule.forConfig(config),
};
