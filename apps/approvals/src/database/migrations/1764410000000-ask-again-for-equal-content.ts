import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was given back unchanged could not be asked for again: the key knew the content only, not the version of its source. */
export class AskAgainForEqualContent1764410000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE proposal
        DROP CONSTRAINT proposal_subject_type_subject_id_content_hash_key,
        ADD CONSTRAINT one_proposal_per_request UNIQUE (subject_type, subject_id, content_hash, subject_revision)`);
    // What can still be undone counts as undecided: put back beside its successor, it would be open twice.
    await runner.query(`
      CREATE UNIQUE INDEX one_undecided_per_content ON proposal (subject_type, subject_id, content_hash)
      WHERE status = 'open' OR NOT announced`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX one_undecided_per_content');
    await runner.query(`
      ALTER TABLE proposal
        DROP CONSTRAINT one_proposal_per_request,
        ADD CONSTRAINT proposal_subject_type_subject_id_content_hash_key UNIQUE (subject_type, subject_id, content_hash)`);
  }
}
