import type { INestApplication } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { apiDocument } from './api-document.js';

// In the checkout, and in dist/, where the build puts a copy.
const APPS = resolve(import.meta.dirname, '..', '..', '..', '..', 'apps');

/** The document as it is committed, with what each route answers; a service without one describes its routes alone. */
export function committedDocument(app: INestApplication, name: string): OpenAPIObject {
  const file = resolve(APPS, name, 'openapi.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as OpenAPIObject) : apiDocument(app, name);
}
