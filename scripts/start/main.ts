// `npm start`: the whole system on this machine, and the scenario that shows it doing its main job.
import { Logger } from '@nestjs/common';
import { existsSync, writeFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { System } from '#testing';
import { claimFolder, leaveFolder } from './data-folder.js';
import { startInfra, type RunningInfra } from './infra.js';
import { readOptions, USAGE, type StartOptions } from './options.js';
import { keepOperatorToken } from './operator-token.js';
import { printSummary } from './print-summary.js';
import { Journal } from './scenario/journal.js';
import { runScenario } from './scenario/run-scenario.js';

const root = resolve(import.meta.dirname, '..', '..', '..');
const started = Date.now();

// The services have logs of their own; here only the story is told.
Logger.overrideLogger(false);

class Interrupted extends Error {}

async function main(options: StartOptions): Promise<number> {
  const { language, once, empty, fresh, json } = options;
  const say = (text: { vi: string; en: string }): void => {
    process.stdout.write(`${((Date.now() - started) / 1000).toFixed(1).padStart(6)} s  ${text[language]}\n`);
  };
  const interrupted = onInterrupt();
  const folder = await claimFolder(resolve(root, options.data), fresh);
  let infra: RunningInfra | undefined;
  let system: System | undefined;
  try {
    const running = async (): Promise<number> => {
      say({
        vi: `Khởi động PostgreSQL và Kafka (${options.infra})`,
        en: `Starting PostgreSQL and Kafka (${options.infra})`,
      });
      infra = await startInfra(options.infra, folder, root, fresh, line => say({ vi: line, en: line }));
      say({ vi: 'Khởi động năm dịch vụ', en: 'Migrating and starting the five services' });
      const dateFile = join(folder, 'business-date');
      if (!existsSync(dateFile)) writeFileSync(dateFile, '2025-01-02');
      system = await startSystem(folder, infra);
      say({ vi: 'Các dịch vụ đã sẵn sàng', en: 'The services are ready' });
      const code = empty ? 0 : await play(options, folder, system, say, json);
      if (!once) {
        printAddresses(system, infra, folder, language, await keepOperatorToken(system, folder));
        await interrupted;
      }
      return code;
    };
    return await Promise.race([running(), interrupted]);
  } finally {
    say({ vi: 'Đang dừng', en: 'Stopping' });
    await system?.stop();
    await infra?.stop();
    await leaveFolder(folder);
  }
}

function startSystem(folder: string, { adminUrl, brokers }: RunningInfra): Promise<System> {
  return System.start({
    adminUrl,
    brokers,
    dist: join(root, 'dist'),
    folder: join(folder, 'logs'),
    databasePrefix: 'nangluc_',
    businessDate: `file:${join(folder, 'business-date')}`,
    supervised: true,
    withGateway: true,
    settings: { DRAFT_QUIET_MS: '300', PLANNER_SECONDS: '2' },
  });
}

async function play(
  options: StartOptions,
  folder: string,
  system: System,
  say: (text: { vi: string; en: string }) => void,
  json?: string,
): Promise<number> {
  const { language, scale, seed } = options;
  const inputs = join(folder, 'inputs');
  await mkdir(inputs, { recursive: true });
  const journal = await Journal.open(join(folder, 'journal.json'));
  const world = {
    system,
    journal,
    inputs,
    data: join(root, 'data'),
    dateFile: join(folder, 'business-date'),
    language,
    scale,
    seed,
    say,
  };
  const summary = await runScenario(world);
  process.stdout.write(`${printSummary(summary, language)}\n\n`);
  if (json) await writeFile(json, `${JSON.stringify(summary, null, 2)}\n`);
  return summary.oracle.agrees ? 0 : 1;
}

function printAddresses(
  { services, gateway }: System,
  { adminUrl, brokers }: RunningInfra,
  folder: string,
  language: string,
  tokenFile: string,
): void {
  const vi = language === 'vi';
  const lines = [
    vi ? 'Hệ thống đang chạy (Ctrl-C để dừng):' : 'The system stays up (Ctrl-C stops it):',
    ...(gateway
      ? [
          `  ${(vi ? 'cổng vào' : 'gateway').padEnd(12)} ${gateway.url}   (${vi ? 'đăng nhập thử' : 'sign in as a demonstration account'})`,
        ]
      : []),
    ...Object.entries(services).map(([name, { url }]) => `  ${name.padEnd(12)} ${url}/docs`),
    `  ${'PostgreSQL'.padEnd(12)} ${adminUrl}`,
    `  ${'Kafka'.padEnd(12)} ${brokers}`,
    vi
      ? `  lệnh của người vận hành (docs/operations): export NANGLUC_TOKEN=$(cat ${tokenFile})`
      : `  for the operator's commands (docs/operations): export NANGLUC_TOKEN=$(cat ${tokenFile})`,
    vi ? `  dữ liệu và nhật ký: ${folder}` : `  data and logs: ${folder}`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** Rejects on Ctrl-C or SIGTERM, so that what runs is left and everything is stopped in order. */
function onInterrupt(): Promise<never> {
  const interrupted = new Promise<never>((_resolve, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => reject(new Interrupted(signal)));
  });
  interrupted.catch(() => undefined);
  return interrupted;
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') process.stdout.write(USAGE);
  else process.exitCode = await main(options);
} catch (error) {
  if (error instanceof Interrupted) process.exitCode = 0;
  else {
    process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
// Sockets of a client that was cut off in the middle must not keep a finished run alive.
process.exit();
