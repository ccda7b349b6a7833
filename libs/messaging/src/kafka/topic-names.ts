/**
 * Names of topics on the broker. Environments that share one broker keep apart by a prefix; everything above the Kafka
 * client (outbox, inbox, dead letters, tables of consumers) knows only the names of the contracts.
 * @example new TopicNames('uat.').onBroker('staff.unit') // 'uat.staff.unit'
 */
export class TopicNames {
  constructor(private readonly prefix: string) {}

  onBroker(topic: string): string {
    return `${this.prefix}${topic}`;
  }

  inContracts(name: string): string {
    return name.startsWith(this.prefix) ? name.slice(this.prefix.length) : name;
  }
}
