import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import type { JournalStep } from '../../../test/oracle/oracle.js';

interface Content {
  done: Record<string, unknown>;
  /** What a service acknowledged, as the oracle reads it. */
  inputs: JournalStep[];
}

/** What the scenario has done so far, kept in the data folder: a start that was stopped goes on where it was. */
export class Journal {
  private constructor(
    private readonly file: string,
    private readonly content: Content,
  ) {}

  static async open(file: string): Promise<Journal> {
    const content = existsSync(file) ? (JSON.parse(await readFile(file, 'utf8')) as Content) : { done: {}, inputs: [] };
    return new Journal(file, content);
  }

  get inputs(): readonly JournalStep[] {
    return this.content.inputs;
  }

  isDone(name: string): boolean {
    return name in this.content.done;
  }

  /** Does a step once; a step that was stopped half-way is done again, so its requests must be repeatable. */
  async once<T>(name: string, inputs: JournalStep[], work: () => Promise<T>): Promise<T> {
    if (this.isDone(name)) return this.content.done[name] as T;
    const result = await work();
    this.content.done[name] = result ?? null;
    this.content.inputs.push(...inputs);
    await this.save();
    return result;
  }

  private async save(): Promise<void> {
    await writeFile(`${this.file}.new`, JSON.stringify(this.content, null, 1));
    await rename(`${this.file}.new`, this.file);
  }
}
