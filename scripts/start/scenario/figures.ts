import type { World } from './world.js';

export interface Figures {
  people: number;
  dutiesOpen: number;
  dutiesFulfilled: number;
  dutiesWaived: number;
  seated: number;
  waiting: number;
  certificates: number;
  coverageTrained: number | null;
  coverageSecured: number | null;
  lastChangedAt: string | null;
}

/** The figures of `reporting` at this moment. */
export async function figures({ system: { api } }: World): Promise<Figures> {
  return (await api.get<Figures>('reporting', '/v1/figures', { as: 'scheduler' })).body;
}
