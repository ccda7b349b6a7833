// Looks for names of people, staff codes and tokens where none may ever be: logs, events, dead letters, audit trails.
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { SERVICES } from '#contracts';
import type { FlowWorld } from './flow-world.js';

const TOKEN = /eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]+/;

/** Where personal data or a token was found, and how much was searched. */
export interface Leaks {
  found: string[];
  bytes: { logs: number; events: number; messages: number; audit: number };
  /** People whose data was looked for. */
  people: number;
  /** True when the search found what must be there, an event type: otherwise it would be blind. */
  sees: boolean;
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
  const bytes = { logs: 0, events: 0, messages: 0, audit: 0 };
  for (const file of await filesIn(join(folder, 'logs'))) bytes.logs += search(file, await readFile(file, 'utf8'));
  let sees = false;
  for (const file of await filesIn(join(folder, 'kafka'))) {
    // The segments as the broker wrote them: keys, values and headers of every message.
    if (!/\/[a-z.-]+-\d+\/\d+\.log$/.test(file) || file.includes('__consumer_offsets')) continue;
    const text = await readFile(file, 'utf8');
    sees ||= text.includes('staff.StaffReassigned');
    bytes.events += search(file, text);
  }
  for (const service of SERVICES)
    for (const table of ['outbox', 'dead_letter', 'audit_pending', 'audit_record']) {
      const rows = await system.backlog.query<{ row: string }>(service, `SELECT t::text AS row FROM ${table} t`);
      const length = search(`${service}.${table}`, rows.map(({ row }) => row).join('\n'));
      if (table.startsWith('audit')) bytes.audit += length;
      else bytes.messages += length;
    }
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
