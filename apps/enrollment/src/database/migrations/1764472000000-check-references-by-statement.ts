import type { MigrationInterface, QueryRunner } from 'typeorm';

interface Reference {
  child: string;
  column: string;
  parent: string;
  key: string;
}

const REFERENCES: Reference[] = [
  { child: 'training_duty', column: 'person_id', parent: 'person_state', key: 'person_id' },
  { child: 'training_duty', column: 'programme_id', parent: 'programme_rules', key: 'programme_id' },
  { child: 'assignment_fact', column: 'duty_id', parent: 'training_duty', key: 'id' },
];

/**
 * What a foreign key does, once a statement and not once a row: the checks of its two keys were a third of what writing a
 * duty took (ADR 37). As a key does, they lock what is referred to, so that nobody deletes it before the commit; and
 * whoever deletes, looks after that for whoever refers.
 */
export class CheckReferencesByStatement1764472000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const reference of REFERENCES) {
      const { child, column } = reference;
      await runner.query(`ALTER TABLE ${child} DROP CONSTRAINT ${child}_${column}_fkey`);
      for (const statement of [...parentIsThere(reference), ...childIsGone(reference)]) await runner.query(statement);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { child, column, parent } of REFERENCES) {
      await runner.query(`DROP FUNCTION ${child}_${column}_is_there, ${child}_${column}_is_gone CASCADE`);
      await runner.query(`ALTER TABLE ${child} ADD FOREIGN KEY (${column}) REFERENCES ${parent}`);
    }
  }
}

const REFUSE = ({ child, column, parent }: Reference, does: string): string => `
  RAISE foreign_key_violation USING TABLE = '${child}', CONSTRAINT = '${child}_${column}',
    MESSAGE = '${child}_${column}: a row ${does} ${parent}';`;

// A row that this transaction wrote is its own until the commit; every other one is locked against deletion.
const OWN = 'xmin = pg_current_xact_id()::xid';

const parentIsThere = (reference: Reference): string[] => {
  const { child, column, parent, key } = reference;
  const referred = `FROM ${parent} WHERE ${key} IN (SELECT ${column} FROM added)`;
  const name = `${child}_${column}_is_there`;
  return [
    `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
    DECLARE
      wanted bigint := 1;
      found bigint;
    BEGIN
      IF TG_LEVEL = 'ROW' THEN
        SELECT count(*) INTO found FROM (SELECT FROM ${parent} WHERE ${key} = NEW.${column} FOR KEY SHARE) AS held;
      ELSE
        SELECT count(DISTINCT ${column}) INTO wanted FROM added;
        SELECT count(*) INTO found ${referred} AND ${OWN};
        IF found < wanted THEN
          SELECT found + count(*) INTO found FROM (SELECT ${referred} AND NOT ${OWN} FOR KEY SHARE) AS held;
        END IF;
      END IF;
      IF found < wanted THEN ${REFUSE(reference, 'refers to none of')} END IF;
      RETURN NULL;
    END $$`,
    `CREATE TRIGGER ${name} AFTER INSERT ON ${child} REFERENCING NEW TABLE AS added
      FOR EACH STATEMENT EXECUTE FUNCTION ${name}()`,
    `CREATE TRIGGER ${name}_still AFTER UPDATE OF ${column} ON ${child}
      FOR EACH ROW WHEN (NEW.${column} IS NOT NULL AND NEW.${column} IS DISTINCT FROM OLD.${column})
      EXECUTE FUNCTION ${name}()`,
  ];
};

const childIsGone = (reference: Reference): string[] => {
  const { child, column, parent, key } = reference;
  const name = `${child}_${column}_is_gone`;
  return [
    `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
    BEGIN
      IF TG_LEVEL = 'ROW' THEN
        PERFORM FROM ${child} WHERE ${column} = OLD.${key} LIMIT 1;
      ELSE
        PERFORM FROM ${child} WHERE ${column} IN (SELECT ${key} FROM gone) LIMIT 1;
      END IF;
      IF FOUND THEN ${REFUSE(reference, 'still refers to what leaves')} END IF;
      RETURN NULL;
    END $$`,
    `CREATE TRIGGER ${name} AFTER DELETE ON ${parent} REFERENCING OLD TABLE AS gone
      FOR EACH STATEMENT EXECUTE FUNCTION ${name}()`,
    `CREATE TRIGGER ${name}_still AFTER UPDATE OF ${key} ON ${parent}
      FOR EACH ROW WHEN (NEW.${key} <> OLD.${key}) EXECUTE FUNCTION ${name}()`,
  ];
};
