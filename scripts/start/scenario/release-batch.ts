import { readFile } from 'node:fs/promises';
import { eventually } from '#testing';
import type { World } from './world.js';

export interface BatchFile {
  file: string;
  cause: string;
  name: string;
  decision: string;
}

interface Batch {
  id: string;
  status: string;
  rows: number;
}

/** Uploads and releases a batch; doing it again for the same file changes nothing. */
export async function releaseBatch(
  { system: { api } }: World,
  { file, ...query }: BatchFile,
): Promise<{ id: string; rows: number; uploadSeconds: number; releasedAt: number }> {
  const uploadStarted = Date.now();
  const upload = await api.post<Batch>('staff', '/v1/reassignment-batches', {
    as: 'hr-officer',
    query,
    text: { type: 'text/csv', content: await readFile(file) },
  });
  const { id } = upload.body;
  // A check that takes longer than an upload waits goes on by itself.
  const { body, version } = await eventually(
    async () => {
      const batch = await api.get<Batch>('staff', `/v1/reassignment-batches/${id}`, { as: 'scheduler' });
      return batch.body.status === 'checking' ? undefined : batch;
    },
    `batch ${query.name} is checked`,
    { timeoutMs: 300_000, everyMs: 100 },
  );
  const { rows, status } = body;
  const uploadSeconds = (Date.now() - uploadStarted) / 1000;
  const releasedAt = Date.now();
  if (status === 'validated')
    await api.post('staff', `/v1/reassignment-batches/${id}/release`, {
      as: 'scheduler',
      version: version ?? 0,
      key: `release-${id}`,
    });
  await eventually(
    async () => {
      const batch = await api.get<Batch>('staff', `/v1/reassignment-batches/${id}`, { as: 'scheduler' });
      return batch.body.status === 'released';
    },
    `batch ${query.name} is applied`,
    { timeoutMs: 300_000, everyMs: 100 },
  );
  return { id, rows, uploadSeconds, releasedAt };
}
