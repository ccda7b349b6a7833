import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import 'reflect-metadata';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig, ServiceConfig } from './config.js';

const ENV = { DATABASE_URL: 'postgres://svc@db/staff', KAFKA_BROKERS: 'kafka:9092', JWKS_URL: 'https://id/jwks' };

describe('the configuration of a service', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'config-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('takes a secret from the file that is named beside it', () => {
    writeFileSync(join(folder, 'url'), 'postgres://secret@db/staff\n');
    const { DATABASE_URL: _, ...others } = ENV;
    const env = { ...others, TOKEN_ISSUER: 'https://id', DATABASE_URL_FILE: join(folder, 'url'), SSL_CERT_FILE: '/x' };
    expect(readConfig(ServiceConfig, env).DATABASE_URL).toBe('postgres://secret@db/staff');
  });

  it('names what is missing or wrong, and never says a value', () => {
    const read = () => readConfig(ServiceConfig, { ...ENV, DATABASE_URL: 'mysql://hunter2@db' });
    expect(read).toThrow(/DATABASE_URL.*TOKEN_ISSUER/);
    expect(read).not.toThrow(/hunter2/);
  });
});
