import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import { JsonLogger, migrateDatabase, readConfig } from '#platform';
import { gatewayDatabase } from './database/data-source.js';
import { GatewayConfig } from './gateway.config.js';
import { createGateway, stopGateway } from './service.js';

// `main.js` serves, `main.js migrate` migrates its database and ends.
try {
  const config = readConfig(GatewayConfig);
  if (process.argv[2] === 'migrate') await migrateDatabase('gateway', gatewayDatabase, config);
  else {
    const app = await createGateway(config);
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stopGateway(app));
    await app.listen(config.PORT);
    new Logger('gateway').log(`Listening on ${config.PORT}`);
  }
} catch (error) {
  new JsonLogger('gateway', 'error').error(error instanceof Error ? error : String(error), 'main');
  process.exit(1);
}
