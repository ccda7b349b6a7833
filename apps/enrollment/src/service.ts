import type { ServiceDefinition } from '#platform';
import { enrollmentDatabase } from './database/data-source.js';
import { EnrollmentConfig } from './enrollment.config.js';
import { EnrollmentModule } from './enrollment.module.js';

/** What `main.ts` runs, and what a test starts in its own process. */
export const enrollment: ServiceDefinition<EnrollmentConfig> = {
  name: 'enrollment',
  config: EnrollmentConfig,
  database: enrollmentDatabase,
  module: config => EnrollmentModule.forConfig(config),
};
