import { NestFactory } from '@nestjs/core';
import { apiDocument } from '#platform';
import type { DescribedService } from './controllers.js';

/** apps/<service>/openapi.json of every service with an API of its own; nothing of it is started. */
export async function openApis(services: DescribedService[]): Promise<Record<string, string>> {
  const made: [string, string][] = [];
  for (const { name, module } of services) {
    if (name === 'gateway') continue;
    const app = await NestFactory.create(module, { preview: true, logger: false, abortOnError: false });
    made.push([`apps/${name}/openapi.json`, JSON.stringify(apiDocument(app, name))]);
    await app.close();
  }
  return Object.fromEntries(made);
}
