import { Module, type DynamicModule } from '@nestjs/common';
import { MessagingModule } from '#messaging';
import { PlatformModule } from '#platform';
import { staffDatabase } from './database/data-source.js';
import { BatchCheckLoop } from './batch-check-loop.js';
import { PeopleController } from './people.controller.js';
import { ReassignmentBatchesController } from './reassignment-batches.controller.js';
import { ReleaseLoop } from './release-loop.js';
import type { StaffConfig } from './staff.config.js';
import { UnitsController } from './units.controller.js';
import { ApplyBatchChunkHandler } from './use-cases/apply-batch-chunk.js';
import { CancelBatchHandler } from './use-cases/cancel-batch.js';
import { ChangeUnitsHandler } from './use-cases/change-units.js';
import { CheckBatchHandler } from './use-cases/check-batch.js';
import { ImportUnitsHandler } from './use-cases/import-units.js';
import { ListBatchFaultsHandler } from './use-cases/list-batch-faults.js';
import { ListBatchesHandler } from './use-cases/list-batches.js';
import { ListPeopleHandler } from './use-cases/list-people.js';
import { ListUnitsHandler } from './use-cases/list-units.js';
import { ReassignPersonHandler } from './use-cases/reassign-person.js';
import { ReleaseBatchHandler } from './use-cases/release-batch.js';
import { ShowBatchHandler } from './use-cases/show-batch.js';
import { ShowPersonHandler } from './use-cases/show-person.js';
import { ShowUnitHandler } from './use-cases/show-unit.js';
import { UploadBatchHandler } from './use-cases/upload-batch.js';

@Module({})
export class StaffModule {
  static forConfig(config: StaffConfig): DynamicModule {
    return {
      module: StaffModule,
      imports: [
        PlatformModule.forService({ service: 'staff', config, database: staffDatabase }),
        // The registry is where everything begins: it reacts to nobody.
        MessagingModule.forService({ consumers: [] }),
      ],
      controllers: [UnitsController, ReassignmentBatchesController, PeopleController],
      providers: [
        ImportUnitsHandler,
        ChangeUnitsHandler,
        ListUnitsHandler,
        ShowUnitHandler,
        UploadBatchHandler,
        CheckBatchHandler,
        BatchCheckLoop,
        ListBatchFaultsHandler,
        CancelBatchHandler,
        ReleaseBatchHandler,
        ApplyBatchChunkHandler,
        ReleaseLoop,
        ListBatchesHandler,
        ShowBatchHandler,
        ReassignPersonHandler,
        ListPeopleHandler,
        ShowPersonHandler,
      ],
    };
  }
}
