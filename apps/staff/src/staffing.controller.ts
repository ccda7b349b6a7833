import { Body, Controller, Get, HttpCode, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Allow, AtCursor, Cursor, IdempotencyKey, Reach, ROLES, type RequestKey } from '#platform';
import { CSV, XLSX } from '#sheets';
import { CloseAllowanceMonth, CloseAllowanceMonthHandler } from './use-cases/close-allowance-month.js';
import { ExportAllowanceListHandler } from './use-cases/export-allowance-list.js';
import { ListAllowances, ListAllowancesHandler } from './use-cases/list-allowances.js';
import { ListStaffing, ListStaffingHandler } from './use-cases/list-staffing.js';
import { ListVacancies, ListVacanciesHandler } from './use-cases/list-vacancies.js';

@ApiTags('staffing and allowance')
@ApiBearerAuth()
@Controller('v1')
export class StaffingController {
  constructor(
    private readonly listStaffing: ListStaffingHandler,
    private readonly listVacancies: ListVacanciesHandler,
    private readonly listAllowances: ListAllowancesHandler,
    private readonly closeMonth: CloseAllowanceMonthHandler,
    private readonly exportList: ExportAllowanceListHandler,
  ) {}

  @Get('staffing')
  @Allow(...ROLES)
  @Reach('all')
  @ApiOperation({
    summary: 'The desks of the units against the norm in force: how many hold each duty, and since when too few',
  })
  staffing(@Query() query: ListStaffing) {
    return this.listStaffing.execute(query);
  }

  @Get('vacancies')
  @Allow(...ROLES)
  @Reach('all')
  @ApiOperation({ summary: 'Posts of the units that nobody holds any more, and since when' })
  vacancies(@Query() query: ListVacancies) {
    return this.listVacancies.execute(query);
  }

  @Get('allowances')
  @Allow('scheduler', 'auditor')
  @ApiOperation({ summary: 'Who is entitled to how much for a month, as the registry stands now' })
  allowances(@Query() query: ListAllowances, @AtCursor() cursor: Cursor) {
    return this.listAllowances.execute(query, cursor);
  }

  @Post('allowance-lists')
  @HttpCode(201)
  @Allow('scheduler')
  @ApiOperation({ summary: 'Close a month for the paying office, with what turned out since about earlier months' })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  close(@Body() body: CloseAllowanceMonth, @IdempotencyKey() key: RequestKey) {
    return this.closeMonth.execute(body, key);
  }

  @Get('allowance-lists/:month.csv')
  @Allow('scheduler', 'auditor')
  @ApiOperation({ summary: 'The list of a closed month as CSV' })
  @ApiProduces(CSV)
  async csv(@Param('month') month: string) {
    return file(await this.exportList.csv(month), `${CSV}; charset=utf-8`, `allowances-${month}.csv`);
  }

  @Get('allowance-lists/:month.xlsx')
  @Allow('scheduler', 'auditor')
  @ApiOperation({ summary: 'The list of a closed month as an Excel workbook' })
  @ApiProduces(XLSX)
  async xlsx(@Param('month') month: string) {
    return file(await this.exportList.xlsx(month), XLSX, `allowances-${month}.xlsx`);
  }
}

const file = (content: Buffer, type: string, name: string): StreamableFile =>
  new StreamableFile(content, { type, disposition: `attachment; filename="${name}"` });
