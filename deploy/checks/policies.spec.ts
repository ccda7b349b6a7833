import { describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { readSettings, settingsOf, type Setting } from './declared-env.js';
import { render } from './kustomize/render.js';
import { isTree, treeAt, type Manifest } from './manifest.js';
import { planted } from './planted.js';
import { policies } from './policies.js';
import { setsWhatTheCodeReads } from './policies/environment.js';
import { ofKind, podsOf } from './pods.js';

const overlayOf = (name: string): Manifest[] => render(join(import.meta.dirname, '../overlays', name));
const overlays = { dev: overlayOf('dev'), prod: overlayOf('prod') };

describe.each(Object.entries(overlays))('overlay %s', (_, objects) => {
  it.each(Object.entries(policies))('%s', (_name, policy) => {
    expect(policy(objects)).toEqual([]);
  });

  it('sets the environment that the code reads', () => {
    expect(setsWhatTheCodeReads(objects, settingsOf)).toEqual([]);
  });
});

describe('self-test: each policy turns red on a planted violation', () => {
  it('has a violation for every policy', () => {
    expect(Object.keys(planted).sort()).toEqual(Object.keys(policies).sort());
  });

  const cases = Object.entries(planted).flatMap(([name, plants]) => plants.map((plant, at) => ({ name, at, plant })));
  it.each(cases)('$name, violation $at', ({ name, plant }) => {
    const objects = structuredClone(overlays.prod);
    plant(objects);
    expect(policies[name]?.(objects)).not.toEqual([]);
  });
});

describe('self-test: environment', () => {
  const settings: Setting[] = readSettings(`
    export class ServiceConfig {
      @IsInt() PORT = 3000;
      @IsString() DATABASE_URL!: string;
      @IsOptional() DATABASE_OWNER_URL?: string;
      KAFKA_BROKERS!: string; KAFKA_CREATE_TOPICS = 'off'; JWKS_URL!: string; TOKEN_ISSUER!: string; TOKEN_AUDIENCE!: string; LOG_LEVEL = 'info';
    }`);
  const check = (change: (data: Record<string, unknown>) => void): string[] => {
    const objects = structuredClone(overlays.prod);
    const platform = ofKind(objects, 'ConfigMap').find(o => o.metadata.name.startsWith('nangluc-platform'));
    const data = treeAt(platform, 'data');
    if (isTree(data)) change(data);
    // These have settings that no other service has.
    const others = objects.filter(({ metadata }) => !/gateway|staff|approvals|enrollment/.test(metadata.name));
    return setsWhatTheCodeReads(others, () => settings);
  };

  it('reads names and whether they must be set from the class', () => {
    expect(settings.filter(setting => !setting.required).map(setting => setting.name)).toEqual([
      'PORT',
      'DATABASE_OWNER_URL',
      'KAFKA_CREATE_TOPICS',
      'LOG_LEVEL',
    ]);
  });
  it('is green as it stands', () => expect(check(() => undefined)).toEqual([]));
  it('turns red on a name that nothing reads', () => {
    expect(check(data => (data.KAFKA_BROKER = 'kafka:9092'))).toContain(
      'Deployment/nangluc-reporting: nothing reads KAFKA_BROKER',
    );
  });
  it('turns red on a migration without the owner', () => {
    const objects = structuredClone(overlays.prod);
    for (const pod of podsOf(objects, 'Job')) for (const container of pod.containers) delete container.env;
    expect(setsWhatTheCodeReads(objects, () => settings)).toContain(
      'Job/nangluc-migrate-staff: DATABASE_OWNER_URL is not set',
    );
  });
  it('turns red on a missing name', () => {
    expect(check(data => delete data.JWKS_URL)).toContain('Job/nangluc-migrate-reporting: JWKS_URL is not set');
  });
});
