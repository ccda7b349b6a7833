import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Allow, Caller, IdempotencyKey, type Account, type RequestKey } from '#platform';
import { CSV } from '#sheets';
import { reportCsv } from './rules/report-content.js';
import { ListReportsHandler } from './use-cases/list-reports.js';
import { AskPublicationHandler } from './use-cases/ask-publication.js';
import { FreezeReport, FreezeReportHandler } from './use-cases/freeze-report.js';
import { ReadReportHandler } from './use-cases/read-report.js';

@ApiTags('reports')
@ApiBearerAuth()
@Controller('v1/reports')
export class ReportsController {
  constructor(
    private readonly freezeReport: FreezeReportHandler,
    private readonly askPublication: AskPublicationHandler,
    private readonly listReports: ListReportsHandler,
    private readonly readReport: ReadReportHandler,
  ) {}

  @Post()
  @Allow('scheduler')
  @ApiOperation({ summary: 'Freezes the figures of a report period' })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  freeze(@Body() body: FreezeReport, @Caller() by: Account, @IdempotencyKey() key: RequestKey) {
    return this.freezeReport.execute(body, by, key);
  }

  @Post(':id/publication')
  @HttpCode(202)
  @Allow('scheduler')
  @ApiOperation({ summary: 'Asks the approval chain whether it may be published' })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  ask(@Param('id', ParseUUIDPipe) id: string, @Caller() by: Account, @IdempotencyKey() key: RequestKey) {
    return this.askPublication.execute(id, by, key);
  }

  @Get()
  @Allow('scheduler', 'reviewer', 'chairman', 'auditor')
  @ApiOperation({ summary: 'Every report, the newest first' })
  list() {
    return this.listReports.execute();
  }

  @Get(':id')
  @Allow('scheduler', 'reviewer', 'chairman', 'auditor')
  @ApiOperation({ summary: 'One frozen report, as JSON or as CSV' })
  @ApiProduces('application/json', CSV)
  async read(
    @Param('id', ParseUUIDPipe) id: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    const report = await this.readReport.execute(id);
    response.vary('Accept');
    if (request.accepts(['application/json', CSV]) !== CSV) return report;
    response.attachment(`report-${report.period}-${report.year}.csv`).type(CSV);
    return reportCsv(report, report.contentHash);
  }
}
