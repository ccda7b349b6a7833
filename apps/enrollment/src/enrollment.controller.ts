import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, IdempotencyKey, Reach, type RequestKey } from '#platform';
import { AskClassChange, AskClassChangeHandler } from './use-cases/ask-class-change.js';
import { ListClasses, ListClassesHandler } from './use-cases/list-classes.js';
import { ListSeatsHandler } from './use-cases/list-seats.js';
import { ListSmallClasses, ListSmallClassesHandler } from './use-cases/list-small-classes.js';
import { OpenPeriod, OpenPeriodHandler } from './use-cases/open-period.js';
import { RecordAttendance, RecordAttendanceHandler } from './use-cases/record-attendance.js';
import { ShowDemandHandler } from './use-cases/show-demand.js';

@ApiTags('enrollment')
@ApiBearerAuth()
@Controller('v1')
export class EnrollmentController {
  constructor(
    private readonly openPeriod: OpenPeriodHandler,
    private readonly recordAttendance: RecordAttendanceHandler,
    private readonly listClasses: ListClassesHandler,
    private readonly listSeats: ListSeatsHandler,
    private readonly showDemand: ShowDemandHandler,
    private readonly listSmall: ListSmallClassesHandler,
    private readonly askChange: AskClassChangeHandler,
  ) {}

  @Post('periods')
  @Allow('scheduler')
  @ApiOperation({ summary: 'Open the yearly duties of everybody whom the programme names' })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  period(@Body() body: OpenPeriod, @IdempotencyKey() key: RequestKey) {
    return this.openPeriod.execute(body, key);
  }

  @Post('attendances')
  @HttpCode(200)
  @Allow('trainer', 'scheduler')
  @Reach('classes')
  @ApiOperation({ summary: 'Mark who attended a class; every mark is final' })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  attendance(@Body() body: RecordAttendance, @IdempotencyKey() key: RequestKey) {
    return this.recordAttendance.execute(body, key);
  }

  @Get('classes')
  @Allow('hr-officer', 'scheduler', 'reviewer', 'chairman', 'trainer', 'auditor', 'operator')
  @Reach('all', 'classes')
  @ApiOperation({ summary: 'Classes with the seats taken, in the order of their first day' })
  classes(@Query() query: ListClasses) {
    return this.listClasses.execute(query);
  }

  @Get('classes-below-minimum')
  @Allow('hr-officer', 'scheduler', 'reviewer', 'chairman', 'auditor', 'operator')
  @Reach('all')
  @ApiOperation({ summary: 'Classes near their date with too few people, and where theirs could go' })
  belowMinimum(@Query() query: ListSmallClasses) {
    return this.listSmall.execute(query);
  }

  @Post('classes/:id/changes')
  @Allow('scheduler')
  @ApiOperation({ summary: 'Ask for approval to merge, postpone, cancel, keep or enlarge a class' })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  change(@Param('id', ParseUUIDPipe) id: string, @Body() body: AskClassChange, @IdempotencyKey() key: RequestKey) {
    return this.askChange.execute(id, body, key);
  }

  @Get('classes/:id/seats')
  @Allow('hr-officer', 'scheduler', 'trainer', 'auditor', 'operator')
  @Reach('units', 'classes')
  @ApiOperation({ summary: 'All seats of a class; the released ones too, but for its trainer' })
  seats(@Param('id', ParseUUIDPipe) id: string) {
    return this.listSeats.execute(id);
  }

  @Get('demand')
  @Allow('hr-officer', 'scheduler', 'reviewer', 'chairman', 'auditor', 'operator')
  @Reach('all')
  @ApiOperation({ summary: 'Who waits, by unit; the total counts every person once' })
  demand() {
    return this.showDemand.execute();
  }
}
