import type { MigrationInterface, QueryRunner } from 'typeorm';
import { policyOn, SEES_EVERYTHING, withoutPolicy } from '#platform';

// A proposal names the unit that it is about and all above it; none: it is about the whole province and shown to everybody
// who may read proposals, but to no statement that says nothing of its caller. caller_parts runs as the owner, because
// what somebody wrote or decided is told by proposal.
const FUNCTIONS = `${SEES_EVERYTHING}
  CREATE FUNCTION sees_a_caller() RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce(current_setting('app.subject', true), '') <> ''
  $$;
  CREATE FUNCTION caller_units() RETURNS uuid[] LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN sees_everything() THEN '{}'
      ELSE coalesce(string_to_array(nullif(current_setting('app.unit_scope', true), ''), ',')::uuid[], '{}') END
  $$;
  CREATE FUNCTION caller_parts() RETURNS uuid[]
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(proposal_id), '{}') FROM proposal_person
    WHERE person = nullif(current_setting('app.subject', true), '')
  $$;
  CREATE FUNCTION is_deputy_for_province() RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
      SELECT FROM delegation
      WHERE to_subject = current_setting('app.subject', true) AND role <> 'hr-officer' AND revoked_at IS NULL
        AND valid @> coalesce(nullif(current_setting('app.unit_scope_on', true), '')::date, current_date))
  $$;`;

const PROPOSAL = `((SELECT sees_a_caller()) AND (unit_ids = '{}' OR unit_ids && (SELECT caller_units())
  OR id = ANY ((SELECT caller_parts())::uuid[]) OR (SELECT is_deputy_for_province())))`;

const OF_PROPOSALS = ['decision', 'document', 'task_event'];

export class GuardProposalsByUnit1764464000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(FUNCTIONS);
    await runner.query(policyOn('proposal', PROPOSAL));
    for (const table of OF_PROPOSALS)
      await runner.query(policyOn(table, `EXISTS (SELECT FROM proposal p WHERE p.id = ${table}.proposal_id)`));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['proposal', ...OF_PROPOSALS]) await runner.query(withoutPolicy(table));
    await runner.query(
      'DROP FUNCTION sees_a_caller, is_deputy_for_province, caller_parts, caller_units, sees_everything',
    );
  }
}
