import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DataSource } from 'typeorm';
import { answerUnreadable, closeKeptConnections, JsonLogger } from '#platform';
import type { GatewayConfig } from './gateway.config.js';
import { GatewayModule } from './gateway.module.js';
import { Cookies } from './http/cookies.js';
import { firstPage } from './http/first-page.js';
import { rateLimits } from './http/rate-limit.js';
import { securityHeaders } from './http/security-headers.js';

/** Builds the public door; the caller listens. */
export async function createGateway(config: GatewayConfig): Promise<NestExpressApplication> {
  refuseInProduction(config);
  const app = await NestFactory.create<NestExpressApplication>(GatewayModule.forConfig(config), {
    logger: new JsonLogger('gateway', config.LOG_LEVEL),
    abortOnError: false,
    // Bodies are passed on as they come; no route of our own has one.
    bodyParser: false,
  });
  closeKeptConnections(app.getHttpServer());
  answerUnreadable(app.getHttpServer());
  app.disable('x-powered-by');
  app.set('trust proxy', config.TRUSTED_PROXIES);
  app.use(securityHeaders(config));
  const { signIn, api } = rateLimits(config, app.get(Cookies));
  app.use('/sign-in', signIn);
  app.use('/api', ...api);
  if (config.CONSOLE_DIR) app.useStaticAssets(config.CONSOLE_DIR, { index: false, maxAge: '1h' });
  app.use(firstPage(config.CONSOLE_DIR));
  return app;
}

/** Requests first, the database last. */
export async function stopGateway(app: NestExpressApplication): Promise<void> {
  const database = app.get(DataSource);
  await app.close();
  if (database.isInitialized) await database.destroy();
}

/** Over http a cookie and a code can be read on the way, and only the demonstration has such addresses. */
function refuseInProduction({ NODE_ENV, PUBLIC_URL, OIDC_ISSUER }: GatewayConfig): void {
  if (NODE_ENV !== 'production') return;
  for (const [name, url] of Object.entries({ PUBLIC_URL, OIDC_ISSUER }))
    if (!url.startsWith('https:')) throw new Error(`${name} must be an https address in production`);
}
