/** `<issue>--<purpose>`: a send's key, which is also a valid SES tag value and schedule name. */
export type SendId = string

/** EventBridge Scheduler API Reference, CreateSchedule: a name has at most 64 characters. */
export const longestSendId = 64

export const sendIdOf = (issue: string, purpose: string): SendId => `${issue}--${purpose}`
