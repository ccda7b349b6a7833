import { runService } from '#platform';
import { staff } from './service.js';

await runService(staff);
