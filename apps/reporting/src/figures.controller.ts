import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, AtCursor, Cursor, Reach } from '#platform';
import { ListClasses, ListClassesHandler } from './use-cases/list-classes.js';
import { ListPlansHandler } from './use-cases/list-plans.js';
import { ListUnitFigures, ListUnitFiguresHandler } from './use-cases/list-unit-figures.js';
import { ReadBatchEffectHandler } from './use-cases/read-batch-effect.js';
import { ReadFigures, ReadFiguresHandler } from './use-cases/read-figures.js';

// Figures count people and name none, so every role may read them.
@ApiTags('figures')
@ApiBearerAuth()
@Allow('hr-officer', 'scheduler', 'reviewer', 'chairman', 'trainer', 'operator', 'auditor')
@Reach('all')
@Controller('v1')
export class FiguresController {
  constructor(
    private readonly readFigures: ReadFiguresHandler,
    private readonly listUnitFigures: ListUnitFiguresHandler,
    private readonly readBatchEffect: ReadBatchEffectHandler,
    private readonly listClasses: ListClassesHandler,
    private readonly listPlans: ListPlansHandler,
  ) {}

  @Get('figures')
  @ApiOperation({ summary: 'Totals at this moment, and when a fact last changed' })
  figures(@Query() query: ReadFigures) {
    return this.readFigures.execute(query);
  }

  @Get('figures/units')
  @ApiOperation({ summary: 'The same figures for every present unit' })
  units(@Query() query: ListUnitFigures) {
    return this.listUnitFigures.execute(query);
  }

  @Get('batches/:batchId/effect')
  @ApiOperation({ summary: 'What one reassignment batch brought about so far' })
  batchEffect(@Param('batchId', ParseUUIDPipe) batchId: string) {
    return this.readBatchEffect.execute(batchId);
  }

  @Get('classes')
  @ApiOperation({ summary: 'Classes with the seats taken, attended and missed' })
  classes(@Query() query: ListClasses, @AtCursor() cursor: Cursor) {
    return this.listClasses.execute(query, cursor);
  }

  @Get('plans')
  @ApiOperation({ summary: 'Submitted plans and what became of them' })
  plans() {
    return this.listPlans.execute();
  }
}
