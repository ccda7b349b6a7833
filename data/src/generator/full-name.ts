import { KINH, MONG, MUONG, THAI, type NamingCustom } from './people-names.js';
import { pick, pickWeighted, type Random } from './random.js';

/** Shares of the peoples of a region, in per cent. */
type Region = readonly (readonly [custom: NamingCustom, weight: number])[];

const SON_LA: Region = [
  [THAI, 54],
  [KINH, 16],
  [MONG, 16],
  [MUONG, 8],
];
const COUNTRY: Region = [
  [KINH, 90],
  [MUONG, 4],
  [THAI, 3],
  [MONG, 3],
];
const WOMEN = 0.35;

export type NamingRegion = 'son-la' | 'country';

/** A made-up full name (NFC): surname, middle name and given name of one custom and one gender. */
export function fullName(random: Random, region: NamingRegion): string {
  const custom = pickWeighted(random, region === 'son-la' ? SON_LA : COUNTRY);
  const surname = pickWeighted(random, custom.surnames);
  const { middle, given } = random() < WOMEN ? custom.female : custom.male;
  return `${surname} ${pick(random, middle)} ${pick(random, given)}`.normalize('NFC');
}
