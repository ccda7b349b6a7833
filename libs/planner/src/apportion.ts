/**
 * Splits `total` in whole numbers in proportion to the weights, never above a cap: what a full one cannot take goes to
 * the others in the same proportion; the rest of the rounding goes to the largest fractions, then to the first.
 */
export function apportion(total: number, weights: number[], caps: number[]): number[] {
  const level = waterLevel(total, weights, caps);
  const exact = weights.map((weight, i) => Math.min(caps[i]!, level * weight));
  const shares = exact.map(value => Math.floor(value + 1e-9));
  const order = exact
    .map((value, i) => ({ i, fraction: value - shares[i]! }))
    .filter(({ i }) => shares[i]! < caps[i]!)
    .sort((a, b) => b.fraction - a.fraction || a.i - b.i);
  let left = Math.min(total, sum(caps)) - sum(shares);
  while (left > 0) {
    const before = left;
    for (const { i } of order) {
      if (left === 0) break;
      if (shares[i]! >= caps[i]!) continue;
      shares[i]!++;
      left--;
    }
    if (left === before) break;
  }
  return shares;
}

export const sum = (values: Iterable<number>): number => {
  let total = 0;
  for (const value of values) total += value;
  return total;
};

function waterLevel(total: number, weights: number[], caps: number[]): number {
  const steps = weights
    .map((weight, i) => ({ weight, cap: caps[i]!, full: weight > 0 ? caps[i]! / weight : 0 }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => a.full - b.full);
  let open = sum(steps.map(s => s.weight));
  let filled = 0;
  for (const { weight, cap, full } of steps) {
    if (filled + full * open >= total) return (total - filled) / open;
    filled += cap;
    open -= weight;
  }
  return steps.at(-1)?.full ?? 0;
}
