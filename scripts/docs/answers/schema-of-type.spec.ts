import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { SchemaMaker } from './schema-of-type.js';
import type { Schema } from './schema.js';

const SOURCE = `
declare const IsInt: () => PropertyDecorator;
declare const IsUUID: () => PropertyDecorator;
declare const Min: (least: number) => PropertyDecorator;
declare const Max: (most: number) => PropertyDecorator;
class Said {
  @IsUUID() name!: string;
  @IsInt() @Min(1) @Max(1_000) gap!: number;
}
interface Answer {
  id: string;
  unitIds: string[];
  supersededBy: string | null;
  startsOn: string;
  closedDates?: string[];
  begunAt: string | null;
  kept: Date;
  people: number | null;
  personKm: number;
  size: 1 | 2;
  status: 'open' | 'held';
  title: string;
  said: Said;
  /** In the words of the plan.
   * @format text */
  classId: string;
  /** @format fraction */
  hours: number;
  prices: Record<string, number>;
}
export declare const answer: Answer;
`;

describe('the schema of an answer', () => {
  let folder: string;
  let fields: Record<string, Schema>;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'nangluc-answers-'));
    const file = join(folder, 'answer.ts');
    writeFileSync(file, SOURCE);
    const program = ts.createProgram([file], { target: ts.ScriptTarget.ES2022, strict: true, types: [] });
    const checker = program.getTypeChecker();
    const [answer] = checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(file)!)!);
    const schema = new SchemaMaker(checker).of(checker.getTypeOfSymbol(answer!), 'answer');
    fields = schema!['properties'] as Record<string, Schema>;
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('reads ids, days, instants and whole numbers off the names', () => {
    expect(fields).toMatchObject({
      id: { type: 'string', format: 'uuid' },
      unitIds: { type: 'array', items: { type: 'string', format: 'uuid' } },
      supersededBy: { type: ['string', 'null'], format: 'uuid' },
      startsOn: { type: 'string', format: 'date' },
      closedDates: { items: { type: 'string', format: 'date' } },
      begunAt: { type: ['string', 'null'], format: 'date-time' },
      kept: { type: 'string', format: 'date-time' },
      people: { type: ['integer', 'null'] },
      personKm: { type: 'number' },
      size: { type: 'integer', enum: [1, 2] },
      prices: { additionalProperties: { type: 'number' } },
    });
    expect([fields['title'], fields['status']]).toEqual([
      { type: 'string' },
      { type: 'string', enum: ['held', 'open'] },
    ]);
  });

  it('believes the decorators of a class more, with their limits, and a tag most', () => {
    expect(fields['said']?.['properties']).toEqual({
      name: { type: 'string', format: 'uuid' },
      gap: { type: 'integer', minimum: 1, maximum: 1_000 },
    });
    expect(fields['classId']).toEqual({ description: 'In the words of the plan.', type: 'string' });
    expect(fields['hours']).toEqual({ type: 'number' });
  });
});
