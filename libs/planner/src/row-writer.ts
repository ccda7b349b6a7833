import type { ModelData } from 'highs';

/** Builds the rows of a sparse model one by one. */
export class RowWriter {
  readonly lower: number[] = [];
  readonly upper: number[] = [];
  private readonly starts = [0];
  private readonly indices: number[] = [];
  private readonly values: number[] = [];

  get count(): number {
    return this.lower.length;
  }

  add(lower: number, upper: number, entries: [column: number, value: number][]): void {
    for (const [column, value] of entries) {
      this.indices.push(column);
      this.values.push(value);
    }
    this.starts.push(this.indices.length);
    this.lower.push(lower);
    this.upper.push(upper);
  }

  matrix(numCols: number): ModelData['matrix'] {
    const { starts, indices, values } = this;
    return { format: 'csr', numRows: this.count, numCols, starts, indices, values };
  }
}
