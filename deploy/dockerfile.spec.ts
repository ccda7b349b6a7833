import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const SERVICES = ['staff', 'scheduling', 'enrollment', 'approvals', 'reporting', 'gateway'];

/** What is wrong with a Dockerfile whose last stages are one target per service. */
function imageErrors(dockerfile: string): string[] {
  const lines = dockerfile.split('\n').filter(line => !line.startsWith('#'));
  const stages = dockerfile.split(/^FROM /m).slice(1);
  const stage = (name: string): string => stages.find(text => text.split('\n')[0]?.endsWith(` AS ${name}`)) ?? '';
  const base = lines.find(line => line.startsWith('ARG NODE_IMAGE='))?.slice('ARG NODE_IMAGE='.length) ?? '';
  const startsService = (service: string): boolean =>
    stage(service).startsWith('runtime AS') &&
    stage(service).includes(`ENTRYPOINT ["node", "dist/apps/${service}/src/main.js"]`) &&
    !/^(USER|RUN)/m.test(stage(service));
  return [
    ...(/^node:24\.\d+\.\d+-/.test(base) ? [] : [`the base image is not pinned: ${base}`]),
    ...(/^USER [1-9]\d{4}:[1-9]\d{4}$/m.test(stage('runtime')) ? [] : ['the runtime user is not a high number']),
    ...(stage('runtime-packages').includes('--omit=dev') ? [] : ['the runtime has development packages']),
    ...(lines.some(line => /^RUN .*npm/.test(line) && !line.includes('--ignore-scripts'))
      ? ['packages may run code']
      : []),
    ...SERVICES.filter(service => !startsService(service)).map(service => `no target starts ${service}`),
  ];
}

describe('Dockerfile', () => {
  const text = readFileSync(join(import.meta.dirname, 'Dockerfile'), 'utf8');

  it('has a pinned base, an unprivileged user and a target for each service', () => {
    expect(imageErrors(text)).toEqual([]);
  });

  it.each([
    ['an unpinned base', 'node:24.21.0-bookworm-slim\n', 'node:latest\n', 'not pinned'],
    ['root', 'USER 10001:10001', 'USER root', 'not a high number'],
    ['development packages', ' --omit=dev', '', 'development packages'],
    ['install scripts', ' --ignore-scripts', '', 'may run code'],
    ['a missing target', 'FROM runtime AS approvals', 'FROM runtime AS approval', 'no target starts approvals'],
    ['a wrong entry', 'dist/apps/reporting/src/main.js', 'dist/main.js', 'no target starts reporting'],
  ])('self-test: %s turns it red', (_, from, to, message) => {
    expect(text).toContain(from);
    expect(imageErrors(text.replace(from, to)).join()).toContain(message);
  });
});
