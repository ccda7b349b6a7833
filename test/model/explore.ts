/** One step that the system can take from a state: what it is called in a trace, and where it leads. */
export interface Step<State> {
  name: string;
  to: State;
}

export interface Model<State> {
  start: State;
  steps(state: State): Step<State>[];
  /** A short text for each state, the same for no two of them. */
  key(state: State): string;
  /** What is wrong in this state, whatever happens next. */
  broken(state: State): string | undefined;
  /** What is wrong when nothing more can happen. */
  unfinished(state: State): string | undefined;
}

export interface Exploration {
  states: number;
  ends: number;
  /** The shortest way to something wrong; undefined when every state was visited and nothing is. */
  counterexample: { wrong: string; trace: string[] } | undefined;
}

const MOST_STATES = 2_000_000;

/** Visits every state that the model can reach, breadth first, so that a counterexample is as short as there is one. */
export function explore<State>(model: Model<State>): Exploration {
  const from = new Map<string, { before: string | undefined; step: string }>();
  const start = model.key(model.start);
  let layer = [{ key: start, state: model.start }];
  from.set(start, { before: undefined, step: '' });
  let ends = 0;
  const report = (key: string, wrong: string): Exploration => {
    const trace: string[] = [];
    for (let at = from.get(key); at?.before !== undefined; at = from.get(at.before)) trace.unshift(at.step);
    return { states: from.size, ends, counterexample: { wrong, trace } };
  };
  while (layer.length > 0) {
    const next: typeof layer = [];
    for (const { key, state } of layer) {
      const steps = model.steps(state);
      if (steps.length === 0) ends += 1;
      const wrong = model.broken(state) ?? (steps.length === 0 ? model.unfinished(state) : undefined);
      if (wrong) return report(key, wrong);
      for (const { name, to } of steps) {
        const reached = model.key(to);
        if (from.has(reached)) continue;
        from.set(reached, { before: key, step: name });
        next.push({ key: reached, state: to });
      }
    }
    if (from.size > MOST_STATES) throw new Error(`More than ${MOST_STATES} states: make the model smaller`);
    layer = next;
  }
  return { states: from.size, ends, counterexample: undefined };
}
