import { messagingMigrations } from '#messaging';
import { CreateAuditTrail1764222000000, CreatePlatformTables1764000000001, type ServiceDatabase } from '#platform';
import { CreateFacts1764200000000 } from './migrations/1764200000000-create-facts.js';
import { CreateReport1764200000001 } from './migrations/1764200000001-create-report.js';
import { PublishByApproval1764350000000 } from './migrations/1764350000000-publish-by-approval.js';
import { CountNoRevokedCertificates1764420000000 } from './migrations/1764420000000-count-no-revoked-certificates.js';
import { FollowChangedClasses1764421000000 } from './migrations/1764421000000-follow-changed-classes.js';
import { ReportRow } from './report.row.js';

// The fact tables have no row classes: events are written to them, and figures read from them, as sets in SQL.
export const reportingDatabase: ServiceDatabase = {
  rows: [ReportRow],
  migrations: [
    ...messagingMigrations,
    CreatePlatformTables1764000000001,
    CreateFacts1764200000000,
    CreateReport1764200000001,
    CreateAuditTrail1764222000000,
    PublishByApproval1764350000000,
    CountNoRevokedCertificates1764420000000,
    FollowChangedClasses1764421000000,
  ],
};
