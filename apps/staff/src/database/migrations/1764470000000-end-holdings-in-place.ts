import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  { table: 'post_holding', what: 'post', key: 'person_id', rule: 'post_holding_one_main_post' },
  { table: 'concurrent_duty', what: 'duty', key: 'person_id, duty', rule: 'concurrent_duty_once_a_day' },
];

// A bound within the pattern makes the matcher build a state for each character, every time a row is written.
const CODES = [
  { table: 'person', column: 'staff_code', first: '[A-Za-z0-9]', rest: '[A-Za-z0-9._/-]' },
  { table: 'post_holding', column: 'post', first: '[a-z-]', rest: '[a-z-]' },
];

/**
 * Makes a move cheap, see ADR 35: a row is ended where it stands, without an index entry, and what was known of it before
 * stays in it. The rules that an exclusion constraint and foreign keys kept row by row are kept for a whole statement.
 */
export class EndHoldingsInPlace1764470000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(IDS_STAY);
    await runner.query('DROP INDEX post_holding_person, post_holding_now');
    await runner.query('ALTER TABLE post_holding DROP COLUMN id');
    await runner.query('ALTER TABLE concurrent_duty DROP CONSTRAINT concurrent_duty_pkey');
    await runner.query('ALTER TABLE person SET (fillfactor = 70)');
    for (const { table, column, first, rest } of CODES)
      await runner.query(`
        ALTER TABLE ${table}
          DROP CONSTRAINT ${table}_${column}_check,
          ADD CONSTRAINT ${table}_${column}_check CHECK (${column} ~ '^${first}${rest}*$' AND length(${column}) <= 40)`);
    await runner.query(STAMP);
    for (const one of TABLES) {
      const { table, key, rule } = one;
      await runner.query(`
        ALTER TABLE ${table}
          DROP CONSTRAINT ${rule},
          DROP CONSTRAINT ${table}_person_id_fkey,
          DROP CONSTRAINT ${table}_unit_id_fkey,
          ADD COLUMN begins date GENERATED ALWAYS AS (lower(valid)) STORED,
          ADD COLUMN open_known_at timestamptz
            CHECK (open_known_at IS NULL OR (open_known_at < recorded_at AND NOT upper_inf(valid))),
          ADD PRIMARY KEY (${key}, begins),
          SET (fillfactor = 50)`);
      await runner.query(keep(one));
      await runner.query(check(one));
      await runner.query(onlyEnded(one));
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const one of TABLES) {
      const { table, key, rule } = one;
      await runner.query(`
        DROP TRIGGER check_${table} ON ${table};
        DROP FUNCTION check_${table};
        DROP TRIGGER ${table}_is_only_ended ON ${table};
        DROP TRIGGER stamp_${table} ON ${table};
        CREATE TRIGGER stamp_${table} BEFORE UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION stamp_record()`);
      await runner.query(keepAsBefore(one));
      await runner.query(`
        ALTER TABLE ${table}
          DROP COLUMN open_known_at,
          DROP COLUMN begins,
          ADD FOREIGN KEY (person_id) REFERENCES person,
          ADD FOREIGN KEY (unit_id) REFERENCES unit,
          ADD CONSTRAINT ${rule} EXCLUDE USING gist (${key.replaceAll(/(\w+)/g, '$1 WITH =')}, valid WITH &&),
          RESET (fillfactor)`);
    }
    await runner.query(STAMP_AS_BEFORE);
    await runner.query('ALTER TABLE person RESET (fillfactor)');
    for (const { table, column, first, rest } of CODES)
      await runner.query(`
        ALTER TABLE ${table}
          DROP CONSTRAINT ${table}_${column}_check,
          ADD CONSTRAINT ${table}_${column}_check CHECK (${column} ~ '^${first}${rest}{0,39}$')`);
    await runner.query('ALTER TABLE concurrent_duty ADD PRIMARY KEY (person_id, duty, valid)');
    await runner.query('ALTER TABLE post_holding ADD COLUMN id uuid PRIMARY KEY DEFAULT gen_random_uuid()');
    await runner.query('CREATE INDEX post_holding_person ON post_holding (person_id)');
    await runner.query('CREATE UNIQUE INDEX post_holding_now ON post_holding (person_id) WHERE upper_inf(valid)');
    for (const table of ['person', 'unit'])
      await runner.query(`DROP TRIGGER ${table}_stays ON ${table}; DROP TRIGGER ${table}_id_stays ON ${table}`);
    await runner.query('DROP FUNCTION refuse_change');
  }
}

type Table = (typeof TABLES)[number];

// Who is never deleted needs no lock to be referred to: to have been seen once is to be there for ever.
const IDS_STAY = `
  CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION '%: % of % is refused', TG_NAME, TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
  END $$;
  ${['person', 'unit']
    .map(
      table => `
  CREATE TRIGGER ${table}_stays BEFORE DELETE OR TRUNCATE ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER ${table}_id_stays BEFORE UPDATE OF id ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();`,
    )
    .join('')}`;

const STAMP = `
  CREATE OR REPLACE FUNCTION stamp_record() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    NEW.open_known_at := CASE WHEN upper_inf(OLD.valid) THEN OLD.recorded_at END;
    NEW.recorded_at := greatest(now(), OLD.recorded_at + interval '1 microsecond');
    RETURN NEW;
  END $$`;

const STAMP_AS_BEFORE = `
  CREATE OR REPLACE FUNCTION stamp_record() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    NEW.recorded_at := greatest(now(), OLD.recorded_at + interval '1 microsecond');
    RETURN NEW;
  END $$`;

const WHAT_WAS_OPEN = `daterange(lower(valid), NULL), tstzrange(open_known_at, recorded_at)`;

// A row that ends for the first time says itself since when it had been known to go on.
const keep = ({ table, what }: Table): string => `
  CREATE OR REPLACE FUNCTION keep_${table}() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO ${table}_past (person_id, unit_id, ${what}, valid, recorded)
    SELECT person_id, unit_id, ${what}, valid,
      tstzrange(recorded_at, greatest(now(), recorded_at + interval '1 microsecond'))
    FROM before WHERE TG_OP = 'DELETE' OR NOT upper_inf(valid)
    UNION ALL
    SELECT person_id, unit_id, ${what}, ${WHAT_WAS_OPEN} FROM before WHERE open_known_at IS NOT NULL;
    RETURN NULL;
  END $$`;

const keepAsBefore = ({ table, what }: Table): string => `
  INSERT INTO ${table}_past (person_id, unit_id, ${what}, valid, recorded)
  SELECT person_id, unit_id, ${what}, ${WHAT_WAS_OPEN} FROM ${table} WHERE open_known_at IS NOT NULL;
  CREATE OR REPLACE FUNCTION keep_${table}() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO ${table}_past (person_id, unit_id, ${what}, valid, recorded)
    SELECT person_id, unit_id, ${what}, valid,
      tstzrange(recorded_at, greatest(now(), recorded_at + interval '1 microsecond'))
    FROM before;
    RETURN NULL;
  END $$`;

// The lock on the people makes two writers of one person wait for each other; what is read after it is as the first one
// left it. All rows are seen, also in units that the caller does not see. The plan is made once a session, perhaps for a
// single row or for an empty table, so it is told to go by the indexes, which is right for any number of rows.
const check = ({ table, key, rule }: Table): string => `
  CREATE FUNCTION check_${table}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
    SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
  DECLARE
    people int;
    found_people int;
  BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
      RAISE EXCEPTION '${table} is written under read committed, where what others commit is seen'
        USING ERRCODE = 'invalid_transaction_state';
    END IF;
    SELECT count(DISTINCT person_id) INTO people FROM written;
    PERFORM FROM person WHERE id IN (SELECT person_id FROM written) ORDER BY id FOR NO KEY UPDATE;
    GET DIAGNOSTICS found_people = ROW_COUNT;
    IF found_people <> people THEN
      RAISE EXCEPTION '${table}_person: a person is not registered' USING ERRCODE = 'foreign_key_violation';
    END IF;
    IF EXISTS (SELECT FROM (SELECT DISTINCT unit_id FROM written) AS w
               WHERE NOT EXISTS (SELECT FROM unit WHERE unit.id = w.unit_id)) THEN
      RAISE EXCEPTION '${table}_unit: a unit is not registered' USING ERRCODE = 'foreign_key_violation';
    END IF;
    IF EXISTS (SELECT FROM written w JOIN ${table} other USING (${key})
               WHERE other.begins <> w.begins AND other.valid && w.valid) THEN
      RAISE EXCEPTION '${rule}: two rows hold at the same time' USING ERRCODE = 'exclusion_violation';
    END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER check_${table} AFTER INSERT ON ${table} REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION check_${table}()`;

// What only becomes shorter cannot meet anything new; everything else is a row that is taken away and another that comes.
// Who gives the times of the record has to give the right ones, which is cheaper than to have them set.
const onlyEnded = ({ table, what }: Table): string => `
  DROP TRIGGER stamp_${table} ON ${table};
  CREATE TRIGGER stamp_${table} BEFORE UPDATE ON ${table} FOR EACH ROW
    WHEN (NEW.recorded_at = OLD.recorded_at) EXECUTE FUNCTION stamp_record();
  CREATE TRIGGER ${table}_is_only_ended AFTER UPDATE ON ${table} FOR EACH ROW
    WHEN (OLD.person_id <> NEW.person_id OR OLD.unit_id <> NEW.unit_id OR OLD.${what} <> NEW.${what}
      OR OLD.begins <> NEW.begins OR OLD.valid = NEW.valid OR NOT OLD.valid @> NEW.valid
      OR NEW.recorded_at <> greatest(now(), OLD.recorded_at + interval '1 microsecond')
      OR NEW.open_known_at IS DISTINCT FROM CASE WHEN upper_inf(OLD.valid) THEN OLD.recorded_at END)
    EXECUTE FUNCTION refuse_change()`;
