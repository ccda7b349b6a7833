/** Hears what the messaging does, so that somebody can count it; the default does nothing. */
export class MessageWatch {
  /** So many messages were acknowledged by the broker. */
  sent(_messages: number): void {}

  /** Messages of a topic had their effect; `oldest` is when the first of them was published, in milliseconds since 1970. */
  processed(_topic: string, _messages: number, _seconds: number, _oldest: number): void {}

  /** Messages of a topic became dead letters. */
  buried(_topic: string, _messages: number): void {}
}
