import { describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { temporaryFolder } from '#testing';
import type { Summary } from '../../scripts/start/scenario/run-scenario.js';

const LONG = 480_000;
const run = promisify(execFile);

describe('npm start -- --once', () => {
  it(
    'plays the merger and the election, tells it in Vietnamese, and ends with the agreement of the oracle',
    async () => {
      const folder = await temporaryFolder('start');
      const json = join(folder, 'summary.json');
      // What the command runs after its set-up, which has been done for this test run already.
      const args = ['--enable-source-maps', join(process.cwd(), 'dist/scripts/start/main.js')];
      const { stdout } = await run(
        process.execPath,
        [...args, '--once', '--lang', 'vi', '--json', json, '--data', join(folder, 'data')],
        { maxBuffer: 1e8 },
      );
      expect(stdout).toMatch(/✓ Kiểm chứng độc lập: cả \d+ phép kiểm đều khớp/);
      const { oracle, shocks } = JSON.parse(await readFile(json, 'utf8')) as Summary;
      expect(oracle.checks.filter(({ agrees }) => !agrees)).toEqual([]);
      expect(shocks.map(({ key }) => key)).toEqual(['merger', 'election']);
      for (const { reassigned, dutiesOpened, supplementary } of shocks) {
        expect(reassigned).toBeGreaterThan(250);
        expect(dutiesOpened).toBeGreaterThan(250);
        expect(supplementary.classes).toBeGreaterThan(0);
      }
      await rm(folder, { recursive: true, force: true });
    },
    LONG,
  );
});
