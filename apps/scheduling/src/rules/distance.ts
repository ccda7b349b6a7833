import type { Place } from './units.js';

const EARTH_RADIUS_KM = 6371.0088;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** One way in kilometres: great circle, stretched by the programme's road factor; Infinity where a place is unknown. */
export function roadKm(a: Place, b: Place, roadFactor: number): number {
  if (a.latitude === null || a.longitude === null || b.latitude === null || b.longitude === null) return Infinity;
  const halfSine = (from: number, to: number) => Math.sin(radians(to - from) / 2) ** 2;
  const h =
    halfSine(a.latitude, b.latitude) +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * halfSine(a.longitude, b.longitude);
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(h))) * roadFactor;
}
