// node dist/test/oracle/main.js --journal FILE --databases FILE [--lang vi]: 0 when every figure is right, else 1.
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { consultOracle } from './consult-oracle.js';
import type { JournalStep, OracleInput } from './oracle.js';
import { printReport } from './print-report.js';

const { values } = parseArgs({
  options: { journal: { type: 'string' }, databases: { type: 'string' }, lang: { type: 'string', default: 'en' } },
});
if (!values.journal || !values.databases) throw new Error('Usage: main.js --journal FILE --databases FILE [--lang vi]');

const folder = dirname(resolve(values.journal));
const steps = JSON.parse(await readFile(values.journal, 'utf8')) as JournalStep[];
const journal = steps.map(step => ('file' in step ? { ...step, file: resolve(folder, step.file) } : step));
const databases = JSON.parse(await readFile(values.databases, 'utf8')) as OracleInput['databases'];

const report = await consultOracle({ journal, databases });
console.log(printReport(report, values.lang === 'vi' ? 'vi' : 'en'));
process.exitCode = report.agrees ? 0 : 1;
