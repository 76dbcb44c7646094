import { mostInLine, pace } from './pace.ts'

/** What no local run can measure. Each is printed with every estimate that depends on it. */
export const assumed = {
  /** From a call to SES until its answer, ms. */
  sesLatencyMs: 60,
  /** From any other AWS call until its answer, ms; made one after the other. */
  callMs: 5,
  /** The memory that comes with one whole processor, MB (AWS Lambda Developer Guide, "Configure Lambda function memory"). */
  processorMB: 1_769,
  /** New readers a year for each subscriber, and how many of them leave again. */
  joining: 0.2,
  leaving: 0.5,
  /** Messages that are opened with their images, and visits to a page of the site, for each message. */
  opened: 0.5,
  visits: 0.2,
  /** Long polls that Lambda keeps open on an idle queue, and how long each waits (AWS Lambda Developer Guide, "Using Lambda with Amazon SQS"). */
  polls: 5,
  pollSeconds: 20,
  /** People who sign in to the admin API each month. */
  editors: 3,
}

export type Basis = { messages: number; rate: number; reportsABatch: number }

const percent = (share: number) => `${share * 100} %`

/** The assumptions in words, for whoever reads the figures. */
export const assumptionsInWords = ({ messages, rate, reportsABatch }: Basis): string[] => [
  `What a message, an issue, a sign-up and a sweep use is counted in a real local run with ${messages.toLocaleString('en')} messages; what a send uses once is spread over them.`,
  `Seconds of Lambda are not this machine's. Workers that send reserve the account's ${rate} messages a second from one item, ${percent(pace.share)} of them, and wait in line for it, ${mostInLine(rate * pace.share)} at most, the others ending at once: a message takes the workers in line ÷ that rate, or longer where its processor time and ${assumed.callMs} ms for each call but SES's are longer. Calls to SES are made each at its time, whatever others are under way; a run waits for the last, ${assumed.sesLatencyMs} ms to SES. All other functions: their processor time here, starts and all, at the share of a processor that their memory brings, and ${assumed.callMs} ms a call.`,
  `Feedback hears of ${Math.round(reportsABatch)} events of SES at once, as here; on AWS it depends on the pace how many come together.`,
  `SES is billed for messages; digests have no attachments. SNS hands on to SQS for nothing, and SQS bills the request.`,
  `${percent(assumed.joining)} of the subscribers are new in a year, by the form; ${percent(assumed.leaving)} of those leave again.`,
  `${percent(assumed.opened)} of the messages are opened with their images, and ${percent(assumed.visits)} lead to a page of the site; CloudFront has both in its cache.`,
  `Lambda keeps ${assumed.polls} polls of ${assumed.pollSeconds} s open on each queue. ${assumed.editors} people sign in to the admin API. Tables and files of the whole year are stored for all of it; logs for their month are not priced, nor CloudFront’s, of which a few come in an hour, and counting page views in them.`,
  'Free tiers are not subtracted. Bounces, answers to readers, taxes, support and a domain are not in it.',
]
