import { messagingMigrations } from '#messaging';
import { CreateAuditTrail1764222000000, CreatePlatformTables1764000000001, type ServiceDatabase } from '#platform';
import { ChainRow } from './chain.row.js';
import { DecisionRow } from './decision.row.js';
import { CreateApprovals1764100000000 } from './migrations/1764100000000-create-approvals.js';
import { GrowWorkflow1764216000000 } from './migrations/1764216000000-grow-workflow.js';
import { CreateAuditAnchor1764223000000 } from './migrations/1764223000000-create-audit-anchor.js';
import { LetOutsideWorkflowsIn1764330000000 } from './migrations/1764330000000-let-outside-workflows-in.js';
import { DropLedger1764340000000 } from './migrations/1764340000000-drop-ledger.js';
import { AskAgainForEqualContent1764410000000 } from './migrations/1764410000000-ask-again-for-equal-content.js';
import { GuardProposalsByUnit1764464000000 } from './migrations/1764464000000-guard-proposals-by-unit.js';
import { ApproveByEachUnit1764468000000 } from './migrations/1764468000000-approve-by-each-unit.js';
import { ProposalRow } from './proposal.row.js';

export const approvalsDatabase: ServiceDatabase = {
  rows: [ChainRow, ProposalRow, DecisionRow],
  rowSecurity: true,
  migrations: [
    ...messagingMigrations,
    CreatePlatformTables1764000000001,
    CreateApprovals1764100000000,
    GrowWorkflow1764216000000,
    CreateAuditTrail1764222000000,
    CreateAuditAnchor1764223000000,
    LetOutsideWorkflowsIn1764330000000,
    DropLedger1764340000000,
    AskAgainForEqualContent1764410000000,
    GuardProposalsByUnit1764464000000,
    ApproveByEachUnit1764468000000,
  ],
};
