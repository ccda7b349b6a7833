import type { ServiceDefinition } from '#platform';
import { schedulingDatabase } from './database/data-source.js';
import { SchedulingConfig } from './scheduling.config.js';
import { SchedulingModule } from './scheduling.module.js';

/** The service as a value, so that a test can start it in its own process. */
export const scheduling: ServiceDefinition<SchedulingConfig> = {
  name: 'scheduling',
  config: SchedulingConfig,
  database: schedulingDatabase,
  module: config => SchedulingModule.forConfig(config),
};
