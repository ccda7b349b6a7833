import { runService } from '#platform';
import { approvals } from './service.js';

await runService(approvals);
