// Writes a synthetic scenario: node dist/data/src/generate.js --scale son-la --seed 654 --out DIR [--units son-la|country]
import { parseArgs } from 'node:util';
import { writeScenario } from './generator/write-scenario.js';

const { values } = parseArgs({
  options: {
    scale: { type: 'string', default: 'son-la' },
    seed: { type: 'string', default: '654' },
    out: { type: 'string' },
    units: { type: 'string' },
  },
});

const scale = values.scale === 'son-la' || values.scale === 'country' ? values.scale : Number(values.scale);
const units = values.units ?? (scale === 'son-la' ? 'son-la' : 'country');
const seed = Number(values.seed);
const wrong =
  (!values.out && '--out DIR is missing') ||
  (typeof scale === 'number' &&
    !(Number.isInteger(scale) && scale >= 1 && scale <= 1_000_000) &&
    '--scale is son-la, country or a number of people up to 1000000') ||
  (!Number.isInteger(seed) && '--seed is a whole number') ||
  (units !== 'son-la' && units !== 'country' && '--units is son-la or country');

if (wrong) {
  process.stderr.write(`${wrong}\n`);
  process.exitCode = 2;
} else {
  const manifest = await writeScenario({ scale, seed, units: units as 'son-la' | 'country', folder: values.out! });
  process.stdout.write(`${JSON.stringify(manifest, null, 2)}\n`);
}
