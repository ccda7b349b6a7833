import { Body, Controller, Get, Header, HttpCode, Param, ParseUUIDPipe, Post, Put, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, AtCursor, Caller, Cursor, Guessable, Reach, type Account } from '#platform';
import { FILE_TYPES, UploadedSheet, type UploadedFile } from '#sheets';
import { DiscloseNationalId, DiscloseNationalIdHandler } from './use-cases/disclose-national-id.js';
import { FindByNationalId, FindByNationalIdHandler } from './use-cases/find-by-national-id.js';
import { ImportNationalIdsHandler } from './use-cases/import-national-ids.js';
import { ListDisclosures, ListDisclosuresHandler } from './use-cases/list-disclosures.js';
import { RecordNationalId, RecordNationalIdHandler } from './use-cases/record-national-id.js';

/** National ids, for those whom the province put in charge of personal data; everybody else sees the last three digits. */
@ApiTags('national ids')
@ApiBearerAuth()
@Controller('v1')
export class NationalIdsController {
  constructor(
    private readonly record: RecordNationalIdHandler,
    private readonly importFile: ImportNationalIdsHandler,
    private readonly disclose: DiscloseNationalIdHandler,
    private readonly find: FindByNationalIdHandler,
    private readonly list: ListDisclosuresHandler,
  ) {}

  @Put('people/:id/national-id')
  @Guessable('nationalId')
  @Allow('data-officer')
  @Reach('units')
  @ApiOperation({ summary: 'Keep the national id of a person, sealed; answered with its mask' })
  put(@Param('id', ParseUUIDPipe) id: string, @Body() body: RecordNationalId) {
    return this.record.execute(id, body);
  }

  @Post('national-id-imports')
  @HttpCode(200)
  @Allow('data-officer')
  @Reach('units')
  @ApiOperation({ summary: 'Keep the national ids of a file (staffCode, nationalId): every row, or none (422)' })
  @ApiConsumes(...Object.keys(FILE_TYPES))
  @ApiBody({ schema: { type: 'string' } })
  import(@UploadedSheet({ service: 'STAFF' }) file: UploadedFile) {
    return this.importFile.execute(file);
  }

  @Post('people/:id/national-id-disclosures')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @Allow('data-officer')
  @Reach('units')
  @ApiOperation({ summary: 'Show the national id of a person in full; who asked and what for is kept' })
  show(@Param('id', ParseUUIDPipe) id: string, @Body() body: DiscloseNationalId, @Caller() { subject }: Account) {
    return this.disclose.execute(id, body, subject);
  }

  @Post('national-id-searches')
  @Guessable('nationalId')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @Allow('data-officer')
  @Reach('units')
  @ApiOperation({ summary: 'Who has this national id; asked in a body, because addresses are logged' })
  search(@Body() body: FindByNationalId) {
    return this.find.execute(body);
  }

  @Get('national-id-disclosures')
  @Allow('auditor')
  @ApiOperation({ summary: 'Who was shown whose national id, and what for' })
  disclosures(@Query() query: ListDisclosures, @AtCursor() cursor: Cursor) {
    return this.list.execute(query, cursor);
  }
}
