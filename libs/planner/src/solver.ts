import highsModule, { type Highs, type ModelData } from 'highs';

interface Solved {
  columns: Float64Array;
  /** Nothing better than this exists (within the solver's gap of 0.01 %). */
  bound: number;
}

export interface Solver {
  version: string;
  /** The proven optimum, or null when the limit came first or nothing fits. */
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
        if (model.getModelStatus() !== highs.constants.modelStatus.optimal) return null;
        const objective = model.getObjectiveValue();
        const bound = data.integrality ? Number(model.info.get('mip_dual_bound')) : objective;
        return { columns: model.getSolution().colValue, bound: Math.min(bound, objective) };
      });
    },
  };
}
