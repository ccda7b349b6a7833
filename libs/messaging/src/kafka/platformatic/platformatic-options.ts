/** What both sides share: patience with a broker that is away for a while, and no topic by accident. */
export const options = (clientId: string, brokers: string[]) => ({
  clientId,
  bootstrapBrokers: brokers,
  connectTimeout: 3_000,
  timeout: 30_000,
  retries: 30,
  retryDelay: 500,
  autocreateTopics: false,
  metadataMaxAge: 60_000,
});
