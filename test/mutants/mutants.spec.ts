import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { MUTANTS } from './mutants.js';

const read = (file: string): string => readFileSync(file, 'utf8');

describe('the safety lines', () => {
  it.each(MUTANTS)('$line: is in the code, and its test exists', ({ file, patch, spec, suite, test }) => {
    const code = read(file);
    for (const [from] of patch) expect(code).toContain(from);
    expect(read(suite ?? spec).replaceAll(/it\(\s+'/g, "it('")).toContain(`it('${test}'`);
  });

  it('stand in docs/messaging.md, each with its test, and nothing else does', () => {
    const listed = [...read('docs/messaging.md').matchAll(/^\| (.+?) +\| “(.+?)” \(`(.+?)`\) +\|$/gm)].map(
      ([, line, test, spec]) => ({
        line,
        test,
        spec,
      }),
    );
    expect(listed).toEqual(MUTANTS.map(({ line, test, spec }) => ({ line, test, spec })));
  });
});
