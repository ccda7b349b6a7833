import { Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, Caller, IdempotencyKey, type Account, type RequestKey } from '#platform';
import { ReconcileDutiesHandler } from './use-cases/reconcile-duties.js';
import { RepairDutiesHandler } from './use-cases/repair-duties.js';
import { ShowReconciliationHandler } from './use-cases/show-reconciliation.js';

@ApiTags('reconciliation')
@Controller('v1/duty-reconciliations')
export class ReconciliationController {
  constructor(
    private readonly reconcile: ReconcileDutiesHandler,
    private readonly repairDuties: RepairDutiesHandler,
    private readonly show: ShowReconciliationHandler,
  ) {}

  /** Recomputes who should have which duty and lists each difference; the night does the same once. */
  @Allow('scheduler', 'operator')
  @HttpCode(201)
  @Post()
  async run(@Caller() { subject }: Account, @IdempotencyKey() key: RequestKey) {
    const id = await this.reconcile.execute(`by ${subject}`, key);
    return this.show.one(id ?? '');
  }

  @Allow('scheduler', 'operator', 'auditor')
  @Get()
  list() {
    return this.show.list();
  }

  @Allow('scheduler', 'operator', 'auditor')
  @Get(':id')
  one(@Param('id', ParseUUIDPipe) id: string) {
    return this.show.one(id);
  }

  /** Puts right what the run found, up to 5,000 people at once. */
  @Allow('scheduler', 'operator')
  @HttpCode(200)
  @Post(':id/repair')
  repair(@Param('id', ParseUUIDPipe) id: string, @IdempotencyKey() key: RequestKey) {
    return this.repairDuties.execute(id, key);
  }
}
