import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, Caller, Reach, ROLES, type Account } from '#platform';
import { FILE_TYPES, type UploadedFile } from '#sheets';
import { File } from './uploaded-file.js';
import { ChangeUnits } from './unit-change.command.js';
import { ChangeUnitsHandler, DryRun } from './use-cases/change-units.js';
import { ImportUnits, ImportUnitsHandler } from './use-cases/import-units.js';
import { ListUnits, ListUnitsHandler } from './use-cases/list-units.js';
import { ShowCode, ShowCodeHandler } from './use-cases/show-code.js';
import { ShowUnitTree, ShowUnitTreeHandler } from './use-cases/show-unit-tree.js';
import { ShowUnit, ShowUnitHandler } from './use-cases/show-unit.js';

@ApiTags('units')
@ApiBearerAuth()
@Controller('v1')
export class UnitsController {
  constructor(
    private readonly importUnits: ImportUnitsHandler,
    private readonly changeUnits: ChangeUnitsHandler,
    private readonly listUnits: ListUnitsHandler,
    private readonly showUnit: ShowUnitHandler,
    private readonly showUnitTree: ShowUnitTreeHandler,
    private readonly showCode: ShowCodeHandler,
  ) {}

  @Post('unit-imports')
  @HttpCode(200)
  @Allow('scheduler', 'operator')
  @ApiOperation({ summary: 'Establish the units of a file; the same file again changes nothing' })
  @ApiConsumes(...Object.keys(FILE_TYPES))
  @ApiBody({ schema: { type: 'string' } })
  import(@Query() query: ImportUnits, @File() file: UploadedFile, @Caller() caller: Account) {
    return this.importUnits.execute(query, file, caller.subject);
  }

  @Post('unit-changes')
  @HttpCode(200)
  @Allow('scheduler', 'operator')
  @ApiOperation({
    summary: 'Carry out a decision that merges, establishes and dissolves units; once, however often sent',
  })
  change(@Body() body: ChangeUnits, @Query() { dryRun }: DryRun, @Caller() caller: Account) {
    return this.changeUnits.execute(body, caller.subject, dryRun === 'true');
  }

  @Get('units')
  @Allow(...ROLES)
  @Reach('all')
  @ApiOperation({ summary: 'The units valid on a day' })
  list(@Query() query: ListUnits) {
    return this.listUnits.execute(query);
  }

  @Get('units/tree')
  @Allow(...ROLES)
  @Reach('all')
  @ApiOperation({ summary: 'The units of a day from the top down' })
  tree(@Query() query: ShowUnitTree) {
    return this.showUnitTree.execute(query);
  }

  @Get('unit-codes/:code')
  @Allow(...ROLES)
  @Reach('all')
  @ApiOperation({ summary: 'Which units carried an official code, from when until when' })
  code(@Param('code') code: string, @Query() query: ShowCode) {
    return this.showCode.execute(code, query);
  }

  @Get('units/:id')
  @Allow(...ROLES)
  @Reach('all')
  @ApiOperation({ summary: 'One unit with its predecessors and successors' })
  show(@Param('id', ParseUUIDPipe) id: string, @Query() query: ShowUnit) {
    return this.showUnit.execute(id, query);
  }
}
