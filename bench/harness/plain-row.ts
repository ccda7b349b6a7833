import { Column, DataSource, Entity, PrimaryColumn } from 'typeorm';
import { newId } from '#kernel';
import type { PlainMessage } from './plain-consumer.js';

/** What a plain service would keep of a message: one row, found by its id. */
@Entity('plain_row')
export class PlainRow {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') topic!: string;
  @Column('text') key!: string;
  @Column('jsonb') headers!: Record<string, string>;
  @Column('text') payload!: string;
}

const TABLE = `
  CREATE TABLE IF NOT EXISTS plain_row (
    id uuid PRIMARY KEY, topic text NOT NULL, key text NOT NULL, headers jsonb NOT NULL, payload text NOT NULL)`;

/** The baseline's table in a database of its own connection; `url` must allow creating it. */
export async function plainDataSource(url: string): Promise<DataSource> {
  const dataSource = await new DataSource({ type: 'postgres', url, entities: [PlainRow], logging: false }).initialize();
  await dataSource.query(TABLE);
  return dataSource;
}

/** The least that a service can keep of a message. */
export async function keepRow(dataSource: DataSource, topic: string, message: PlainMessage): Promise<void> {
  const row = { id: newId(), topic, key: message.key, headers: { type: String(message.headers['ce_type']) } };
  const rows = dataSource.getRepository(PlainRow);
  await rows.save(rows.create({ ...row, payload: JSON.stringify(message.payload) }));
}
