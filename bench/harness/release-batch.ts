import { ApiError, eventually, type System } from '#testing';

type Api = System['api'];

interface Batch {
  id: string;
  status: string;
}

const PATIENCE = { timeoutMs: 900_000, everyMs: 100 };

/** Uploads a batch file and waits until every row is checked; its id. */
export async function uploadChecked(api: Api, content: Buffer, query: Record<string, string>): Promise<string> {
  const { body } = await api.post<Batch>('staff', '/v1/reassignment-batches', {
    as: 'hr-officer',
    query,
    text: { type: 'text/csv', content },
  });
  const show = () => api.get<Batch>('staff', `/v1/reassignment-batches/${body.id}`, { as: 'scheduler' });
  const checked = await eventually(
    async () => {
      const batch = await show();
      return batch.body.status === 'checking' ? undefined : batch;
    },
    'the file is checked',
    PATIENCE,
  );
  if (checked.body.status !== 'validated') throw new Error(`The batch is ${checked.body.status}`);
  return body.id;
}

/** Releases it; asked again when the service dies over it, under the same key, so that it counts once. */
export async function releaseChecked(api: Api, id: string): Promise<void> {
  await eventually(
    async () => {
      const { version = 0, body } = await api.get<Batch>('staff', `/v1/reassignment-batches/${id}`, {
        as: 'scheduler',
      });
      if (body.status !== 'validated') return true;
      try {
        await api.post('staff', `/v1/reassignment-batches/${id}/release`, {
          as: 'scheduler',
          version,
          key: `release-${id}`,
        });
      } catch (error) {
        if (error instanceof ApiError && error.status < 500) throw error;
        return false;
      }
      return true;
    },
    'the batch is released',
    PATIENCE,
  );
}
