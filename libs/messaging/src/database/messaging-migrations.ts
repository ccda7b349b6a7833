import { CreateMessagingTables1764000000000 } from './1764000000000-create-messaging-tables.js';
import { KeepSentMessages1764360000000 } from './1764360000000-keep-sent-messages.js';

/** For the list of a service's migrations; their names say the order. */
export const messagingMigrations = [CreateMessagingTables1764000000000, KeepSentMessages1764360000000];
