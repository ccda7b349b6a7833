/** A message that passed its contract. */
export interface Received<E extends object = object> {
  id: string;
  type: string;
  key: string;
  /** The aggregate's revision after the change: ignore an older one than what is stored. */
  revision: number;
  time: string;
  correlationId: string;
  causationId: string | undefined;
  traceparent: string | undefined;
  data: E;
}
