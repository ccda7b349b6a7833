// `npm run test:api`: schemathesis sends what the OpenAPI documents allow, and what they do not, to the running services.
// A server error, an undeclared status or an answer that is no declared type fails.
import 'reflect-metadata';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { SERVICES } from '#contracts';
import { ROLES } from '#platform';
import { startTestInfra, System } from '#testing';

const VERSION = '4.32.0';
const CHECKS = 'not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance';
const root = resolve(import.meta.dirname, '..', '..', '..');

/** schemathesis in a virtual environment of its own, in the cache folder of the user. */
async function schemathesis(): Promise<string> {
  const folder = join(homedir(), '.cache', 'nangluc', `schemathesis-${VERSION}`);
  const program = join(folder, 'bin', 'schemathesis');
  if (existsSync(program)) return program;
  await mkdir(folder, { recursive: true });
  const steps: [string, string[]][] = [
    ['python3', ['-m', 'venv', folder]],
    [join(folder, 'bin', 'pip'), ['install', '--quiet', `schemathesis==${VERSION}`]],
  ];
  for (const [command, args] of steps)
    if (spawnSync(command, args, { stdio: 'inherit' }).status !== 0)
      throw new Error('schemathesis could not be installed: Python 3 with venv and a reachable PyPI are needed');
  return program;
}

/** Papers are bytes, which schemathesis sends only when it is told how. */
const HOOKS = `
import schemathesis

@schemathesis.serializer("application/pdf", "image/png", "image/jpeg")
def as_they_are(ctx, value):
    return value if isinstance(value, bytes) else getattr(value, "data", str(value).encode())
`;

/** In a folder of its own, where it leaves what it remembers. */
function run(command: string, args: string[], cwd: string): Promise<boolean> {
  return new Promise(done => {
    const child = spawn(command, args, {
      cwd,
      stdio: 'inherit',
      env: { ...process.env, NO_COLOR: '1', SCHEMATHESIS_HOOKS: 'hooks', PYTHONPATH: cwd },
    });
    child.once('exit', code => done(code === 0));
  });
}

async function main(examples: string, services: string[]): Promise<string[]> {
  const program = await schemathesis();
  const folder = await mkdtemp(join(tmpdir(), 'nangluc-api-'));
  await writeFile(join(folder, 'hooks.py'), HOOKS);
  const infra = await startTestInfra();
  const { adminUrl } = infra.postgres;
  const options = { adminUrl, brokers: infra.kafka.brokers, dist: join(root, 'dist'), folder };
  const system = await System.start({ ...options, databasePrefix: 'api_', supervised: false });
  const failed: string[] = [];
  try {
    const token = await system.issuer.token({ subject: 'fuzzer', roles: [...ROLES] });
    for (const service of SERVICES.filter(name => services.length === 0 || services.includes(name))) {
      const about = ['run', join(root, `apps/${service}/openapi.json`), '--url', system.services[service].url];
      const how = ['--checks', CHECKS, '--max-examples', examples, '--seed', '654', '--phases', 'examples,fuzzing'];
      const who = ['--header', `Authorization: Bearer ${token}`];
      if (!(await run(program, [...about, ...how, ...who], folder))) failed.push(service);
    }
  } finally {
    await system.stop();
    await infra.stop();
    await rm(folder, { recursive: true, force: true });
  }
  return failed;
}

const [examples = '20', ...services] = process.argv.slice(2);
const failed = await main(examples, services);
process.stdout.write(
  failed.length > 0 ? `Contract broken: ${failed.join(', ')}\n` : 'Every service keeps its contract\n',
);
process.exit(failed.length > 0 ? 1 : 0);
