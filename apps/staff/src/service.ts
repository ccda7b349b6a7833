import type { ServiceDefinition } from '#platform';
import { staffDatabase } from './database/data-source.js';
import { StaffConfig } from './staff.config.js';
import { StaffModule } from './staff.module.js';
import { STREAMED } from './uploaded-file.js';

/** The whole service as a value: `main.ts` runs it, a spec starts it in its own process. */
export const staff: ServiceDefinition<StaffConfig> = {
  name: 'staff',
  config: StaffConfig,
  database: staffDatabase,
  streamed: STREAMED,
  module: config => StaffModule.forConfig(config),
};
