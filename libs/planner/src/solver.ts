import highsModule, { type Highs, type ModelData } from 'highs';

export interface Solved {
  columns: Float64Array;
  /** Price of each row; only of a model without whole numbers. */
  prices: Float64Array;
  /** Nothing better than this exists. */
  bound: number;
  /** The search ended by itself (gap ≤ 0.01 %), not by the clock. */
  proven: boolean;
}

export interface Solver {
  version: string;
  /** The best answer found within the limit; null when nothing was found or nothing fits. */
  solve(model: ModelData, seconds: number, start?: number[]): Solved | null;
}

const LEAST_SECONDS = 0.02;
// the package's types are those of its CommonJS build; what Node imports is the ESM build, where the default is the loader
const loadHighs = highsModule as unknown as typeof highsModule.default;
let loaded: Promise<Highs> | undefined;

/** One WASM instance per process; every model is disposed after its solve, or its memory would never come back. */
export async function loadSolver(): Promise<Solver> {
  const highs = await (loaded ??= loadHighs());
  return {
    version: highs.version.string,
    solve(data, seconds, start) {
      if (seconds < LEAST_SECONDS) return null;
      return highs.withModel(data, model => {
        model.options.set({ output_flag: false, time_limit: seconds, random_seed: 0 });
        if (start) model.setSolution({ colValue: start });
        model.run();
        const proven = model.getModelStatus() === highs.constants.modelStatus.optimal;
        const objective = model.getObjectiveValue();
        const whole = data.integrality !== undefined;
        const bound = whole ? Number(model.info.get('mip_dual_bound')) : objective;
        // a relaxation that the clock cut short proves nothing; a search for whole numbers keeps its bound and its best
        if (!proven && (!whole || !Number.isFinite(objective) || !Number.isFinite(bound) || !hasSolution(model.info)))
          return null;
        const { colValue, rowDual } = model.getSolution();
        return { columns: colValue, prices: rowDual, bound: Math.min(bound, objective), proven };
      });
    },
  };
}

const FEASIBLE = 2;
const hasSolution = (info: { get(name: string): unknown }): boolean =>
  Number(info.get('primal_solution_status')) === FEASIBLE;
