// Looks for names of people, staff codes and tokens where none may ever be: logs, events, and every table but the registry's.
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { SERVICES } from '#contracts';
import type { FlowWorld } from './flow-world.js';
import { searchTables } from './search-tables.js';

const TOKEN = /eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]+/;

/** What stands in every service for messages and commands; of `staff` only this is searched: it is where names live. */
const OF_EVERY_SERVICE = [
  'outbox',
  'sent_message',
  'inbox',
  'dead_letter',
  'audit_pending',
  'audit_record',
  'audit_seal',
];

/** Where personal data or a token was found, and how much was searched. */
export interface Leaks {
  found: string[];
  bytes: { logs: number; events: number; tables: number; audit: number; sessions: number };
  /** People whose data was looked for. */
  people: number;
  /** What must be there and was seen: otherwise the search would be blind. */
  sees: { event: boolean; trace: boolean; session: boolean };
}

export async function findLeaks({ inputs, system }: FlowWorld): Promise<Leaks> {
  const folder = dirname(inputs);
  const marks = await personalData(inputs);
  const found: string[] = [];
  const search = (where: string, text: string): number => {
    const mark = marks.find(name => text.includes(name));
    if (mark) found.push(`${where}: ${mark}`);
    if (TOKEN.test(text)) found.push(`${where}: a token`);
    return text.length;
  };
  const bytes = { logs: 0, events: 0, tables: 0, audit: 0, sessions: 0 };
  const sees = { event: false, trace: false, session: false };
  for (const file of await filesIn(join(folder, 'logs'))) bytes.logs += search(file, await readFile(file, 'utf8'));
  for (const file of await filesIn(join(folder, 'kafka'))) {
    // The segments as the broker wrote them: keys, values and headers of every message, the trace of each among them.
    if (!/\/[a-z.-]+-\d+\/\d+\.log$/.test(file) || file.includes('__consumer_offsets')) continue;
    const text = await readFile(file, 'utf8');
    sees.event ||= text.includes('staff.StaffReassigned');
    sees.trace ||= /traceparent.{1,2}00-[0-9a-f]{32}-/s.test(text);
    bytes.events += search(file, text);
  }
  for (const service of SERVICES)
    await searchTables(system.databases[service], (table, text) => {
      if (service === 'staff' && !OF_EVERY_SERVICE.includes(table)) return;
      const length = search(`${service}.${table}`, text);
      if (table.startsWith('audit')) bytes.audit += length;
      else bytes.tables += length;
    });
  await searchTables(system.gatewayDatabase, (table, text) => {
    sees.session ||= table === 'session' && text.length > 0;
    bytes.sessions += search(`gateway.${table}`, text);
  });
  return { found, bytes, people: marks.length / 2, sees };
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name));
}

/** Names and staff codes of some people of the input files. */
async function personalData(inputs: string): Promise<string[]> {
  const marks = new Set<string>();
  for (const file of await filesIn(inputs)) {
    const [head = '', ...lines] = (await readFile(file, 'utf8')).split('\n');
    const columns = head.split(',');
    const [code, name] = [columns.indexOf('staffCode'), columns.indexOf('fullName')];
    if (code < 0 || name < 0) continue;
    for (const line of lines.slice(0, 150)) {
      const cells = line.split(',');
      if (cells[code] && cells[name]) marks.add(cells[code]).add(cells[name]);
    }
  }
  return [...marks];
}
