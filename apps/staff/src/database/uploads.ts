import type { Tx } from '#messaging';
import type { FileFormat } from '#sheets';

/** Keeps one part of a file that is being uploaded. */
export async function insertPart(tx: Tx, uploadId: string, part: number, content: Buffer): Promise<void> {
  await tx.query('INSERT INTO upload_part (upload_id, part, content) VALUES ($1, $2, $3)', [uploadId, part, content]);
}

export async function insertUpload(tx: Tx, id: string, format: FileFormat): Promise<void> {
  await tx.query('INSERT INTO upload (id, format) VALUES ($1, $2)', [id, format]);
}

export async function deleteUpload(tx: Tx, id: string): Promise<void> {
  await tx.query('DELETE FROM upload WHERE id = $1', [id]);
}

/** Forgets files whose upload broke off, so that no batch ever asked for them. */
export async function deleteAbandonedUploads(tx: Tx): Promise<void> {
  await tx.query(`
    DELETE FROM upload WHERE begun_at < now() - interval '1 day'
      AND NOT EXISTS (SELECT FROM reassignment_batch b WHERE b.upload_id = upload.id)`);
}

/** One part after the other; each is read when it is wanted, so a file of any length needs the memory of one part. */
export async function* readUpload(read: Tx['query'], id: string): AsyncGenerator<Buffer> {
  for (let part = 0; ; part += 1) {
    const [row] = await read<{ content: Buffer }>(
      'SELECT content FROM upload_part WHERE upload_id = $1 AND part = $2',
      [id, part],
    );
    if (!row) return;
    yield row.content;
  }
}
