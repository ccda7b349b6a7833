// Derives data/units from a folder of reference lists: node dist/data/src/units/derive-units.js <folder>
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCsv } from '../csv.js';
import { projectFolder } from '../project-folder.js';
import { departmentsOf } from './departments.js';
import { readUnits, writeUnits, type Merger, type Unit } from './unit.js';

/** Where the province, its departments and its classes are: the ward that holds the offices of the province. */
const SEAT_OF_PROVINCE = '03646';
/** Old communes of one new commune are set apart on a circle of about two kilometres: their true centroids are not listed. */
const RADIUS_DEGREES = 0.02;

const source = process.argv[2];
if (!source) throw new Error('Usage: node dist/data/src/units/derive-units.js <folder of the reference lists>');
const target = join(projectFolder(), 'data', 'units');
const read = (name: string) => readFileSync(join(source, name), 'utf8').normalize('NFC');

const mergersText = read('son-la-mergers-2025-07.csv');
const mergers = readCsv<Merger>(mergersText);
const now = readUnits(read('son-la-units-from-2025-07.csv'));
const seat = placed(now.find(unit => unit.code === SEAT_OF_PROVINCE));

mkdirSync(target, { recursive: true });
const write = (name: string, text: string) => writeFileSync(join(target, name), text);
write('son-la-2025-01.csv', writeUnits(before()));
write('son-la-2025-07.csv', writeUnits(now.filter(unit => unit.level === 'commune')));
write('son-la-mergers-2025-07.csv', mergersText);
write('vietnam-2025-07.csv', writeUnits(country()));

function before(): Unit[] {
  const units = readUnits(read('son-la-units-before-2025-07.csv'));
  const communes = units.filter(unit => unit.level === 'commune').map(unit => ({ ...unit, ...oldPlace(unit.code) }));
  const districts = units
    .filter(unit => unit.level === 'district')
    .map(district => ({ ...district, ...mean(communes.filter(commune => commune.parentCode === district.code)) }));
  const province = { ...units.find(unit => unit.level === 'province')!, ...seat };
  return [province, ...departmentsOf(province), ...districts, ...communes];
}

/** The list of the country has no coordinates; those of Sơn La are known. */
function country(): Unit[] {
  const known = new Map(now.map(unit => [unit.code, unit]));
  return readUnits(read('vietnam-units-from-2025-07.csv')).map(unit => {
    const place = unit.level === 'province' ? undefined : known.get(unit.code);
    return place ? { ...unit, longitude: place.longitude, latitude: place.latitude } : unit;
  });
}

function oldPlace(code: string) {
  const merger = mergers.find(({ oldCode }) => oldCode === code);
  const { longitude, latitude } = placed(now.find(unit => unit.code === merger?.newCode));
  const siblings = mergers.filter(({ newCode }) => newCode === merger?.newCode);
  if (siblings.length === 1) return { longitude, latitude };
  const angle = (2 * Math.PI * siblings.findIndex(({ oldCode }) => oldCode === code)) / siblings.length;
  return {
    longitude: rounded(longitude + RADIUS_DEGREES * Math.cos(angle)),
    latitude: rounded(latitude + RADIUS_DEGREES * Math.sin(angle)),
  };
}

function mean(units: Unit[]) {
  const places = units.map(placed);
  const average = (values: number[]) => rounded(values.reduce((sum, value) => sum + value, 0) / values.length);
  return {
    longitude: average(places.map(place => place.longitude)),
    latitude: average(places.map(place => place.latitude)),
  };
}

function placed(unit: Unit | undefined) {
  if (unit?.longitude == null || unit.latitude == null) throw new Error(`No coordinates for unit ${unit?.code ?? '?'}`);
  return { longitude: unit.longitude, latitude: unit.latitude };
}

function rounded(degrees: number): number {
  return Math.round(degrees * 1e5) / 1e5;
}
