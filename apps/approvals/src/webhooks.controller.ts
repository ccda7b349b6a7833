import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, AtCursor, Caller, Cursor, type Account } from '#platform';
import { EndWebhookHandler } from './use-cases/end-webhook.js';
import { ListDeliveries, ListWebhooksHandler } from './use-cases/list-webhooks.js';
import { RedeliverWebhookHandler } from './use-cases/redeliver-webhook.js';
import { RegisterWebhook, RegisterWebhookHandler } from './use-cases/register-webhook.js';
import { ReplaceWebhookSecretHandler } from './use-cases/replace-webhook-secret.js';

@ApiTags('webhooks')
@ApiBearerAuth()
@Allow('operator')
@Controller('v1/webhooks')
export class WebhooksController {
  constructor(
    private readonly registerWebhook: RegisterWebhookHandler,
    private readonly listWebhooks: ListWebhooksHandler,
    private readonly endWebhook: EndWebhookHandler,
    private readonly replaceSecret: ReplaceWebhookSecretHandler,
    private readonly redeliver: RedeliverWebhookHandler,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Addresses that are told of tasks' })
  list() {
    return this.listWebhooks.execute();
  }

  @Post()
  @ApiOperation({ summary: 'Tell an address of tasks; the answer shows its secret, once' })
  register(@Body() body: RegisterWebhook, @Caller() by: Account) {
    return this.registerWebhook.execute(body, by);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Tell an address nothing more' })
  end(@Param('id', ParseUUIDPipe) id: string) {
    return this.endWebhook.execute(id);
  }

  @Post(':id/secret')
  @ApiOperation({ summary: 'A new secret; for a day deliveries are signed with the old one as well' })
  renew(@Param('id', ParseUUIDPipe) id: string) {
    return this.replaceSecret.execute(id);
  }

  @Get(':id/deliveries')
  @ApiOperation({ summary: 'What an address was told, and what it answered' })
  deliveries(@Param('id', ParseUUIDPipe) id: string, @Query() query: ListDeliveries, @AtCursor() cursor: Cursor) {
    return this.listWebhooks.deliveries(id, query, cursor);
  }

  @Post(':id/deliveries/:deliveryId/redelivery')
  @HttpCode(202)
  @ApiOperation({ summary: 'Send one again' })
  again(@Param('id', ParseUUIDPipe) id: string, @Param('deliveryId', ParseUUIDPipe) deliveryId: string) {
    return this.redeliver.execute(id, deliveryId);
  }
}
