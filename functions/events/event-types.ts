/** What a webhook may be told of. */
export const eventTypes = [
  'reader.subscribed',
  'reader.confirmed',
  'reader.changed',
  'reader.unsubscribed',
  'reader.bounced',
  'reader.complained',
  'reader.suppressed',
  'reader.erased',
  'issue.published',
  'send.started',
  'send.held',
  'send.finished',
] as const
/** Instead of a list of types: all there are, also those that a later version adds. */
export const anyType = '*'
export type EventType = (typeof eventTypes)[number]
