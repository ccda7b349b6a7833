import { ApiError } from '#testing';
import type { World } from './world.js';

interface Proposal {
  id: string;
  subjectType: string;
  contentHash: string;
  waitsFor: string | null;
}

/** Lets the reviewer and the chairman approve what lies on their desks, all of it or of one kind; returns how many decisions were taken. */
export async function approveOpenProposals({ system: { api } }: World, kind?: string): Promise<number> {
  const { body } = await api.get<{ items: Proposal[] }>('approvals', '/v1/proposals', {
    as: 'reviewer',
    query: { status: 'open' },
  });
  let decisions = 0;
  for (const { id } of body.items.filter(({ subjectType }) => !kind || subjectType === kind)) {
    for (;;) {
      const { body: proposal, version } = await api.get<Proposal & { status: string }>(
        'approvals',
        `/v1/proposals/${id}`,
        {
          as: 'reviewer',
        },
      );
      if (proposal.status !== 'open' || !proposal.waitsFor) break;
      await decide(api, proposal.waitsFor, id, proposal.contentHash, version ?? 0);
      decisions += 1;
    }
  }
  return decisions;
}

async function decide(
  api: World['system']['api'],
  role: string,
  id: string,
  contentHash: string,
  version: number,
): Promise<void> {
  try {
    await api.post('approvals', `/v1/proposals/${id}/decisions`, {
      as: role,
      version,
      json: { decision: 'approve', contentHash },
    });
  } catch (error) {
    // Somebody else was first, for example this very request before a restart: the next look shows the new state.
    if (!(error instanceof ApiError && error.status === 412)) throw error;
  }
}

/** Approves what comes until nothing follows by itself any more. */
export async function approveUntilSettled(world: World): Promise<number> {
  let decisions = 0;
  for (;;) {
    const now = await approveOpenProposals(world);
    decisions += now;
    if (now > 0) continue;
    await world.system.backlog.settled();
    if ((await approveOpenProposals(world)) === 0) return decisions;
  }
}
