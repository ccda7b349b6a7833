import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Allow, Caller, IdempotencyKey, type Account, type RequestKey } from '#platform';
import { reportCsv } from './rules/report-content.js';
import { ListReportsHandler } from './use-cases/list-reports.js';
import { PublishReport, PublishReportHandler } from './use-cases/publish-report.js';
import { ReadReportHandler } from './use-cases/read-report.js';

@ApiTags('reports')
@ApiBearerAuth()
@Controller('v1/reports')
export class ReportsController {
  constructor(
    private readonly publishReport: PublishReportHandler,
    private readonly listReports: ListReportsHandler,
    private readonly readReport: ReadReportHandler,
  ) {}

  @Post()
  @Allow('scheduler')
  @ApiOperation({ summary: 'Freezes the figures of a report period' })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  publish(@Body() body: PublishReport, @Caller() by: Account, @IdempotencyKey() key: RequestKey) {
    return this.publishReport.execute(body, by, key);
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
  @ApiProduces('application/json', 'text/csv')
  async read(@Param('id', ParseUUIDPipe) id: string, @Req() request: Request, @Res() response: Response) {
    const report = await this.readReport.execute(id);
    response.vary('Accept');
    if (request.accepts(['application/json', 'text/csv']) !== 'text/csv') {
      response.json(report);
      return;
    }
    response.attachment(`report-${report.period}-${report.year}.csv`).type('text/csv');
    response.send(reportCsv(report, report.contentHash));
  }
}
