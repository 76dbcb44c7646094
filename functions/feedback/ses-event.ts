import * as z from 'zod'

/**
 * The parts of an SES event that tell whether a reader may be mailed again (Amazon SES Developer Guide, "Contents of
 * event data that Amazon SES publishes to Amazon SNS"). Other fields are ignored.
 */
const Mail = z.object({
  destination: z.array(z.string()).default([]),
  tags: z.record(z.string(), z.array(z.string())).default({}),
})

const Recipients = z.array(z.object({ emailAddress: z.string() })).default([])

const Bounce = z.object({
  mail: Mail,
  bounce: z.object({
    bounceType: z.string(),
    bounceSubType: z.string(),
    bouncedRecipients: Recipients,
  }),
})

/** Mailbox providers often hide who complained, so recipients may not be addresses. Some omit the feedback type. */
const Complaint = z.object({
  mail: Mail,
  complaint: z.object({
    complainedRecipients: Recipients,
    complaintFeedbackType: z.string().nullish(),
  }),
})

const Other = z.object({ mail: Mail.optional() })

/** Event publishing uses `eventType`; an identity's own feedback uses `notificationType` and has no tags. */
const Kind = z.object({ eventType: z.string().optional(), notificationType: z.string().optional() })

export type SesEvent =
  | ({ type: 'Bounce' } & z.infer<typeof Bounce>)
  | ({ type: 'Complaint' } & z.infer<typeof Complaint>)
  /** An event that does not affect whether the reader may be mailed again. */
  | ({ type: 'other'; kind: string } & z.infer<typeof Other>)

/**
 * Whether a complaint is in fact the opposite: `not-spam` means that a reader took the mail out of the spam folder
 * (Amazon SES Developer Guide, "Complaint object"; IANA, "Messaging Abuse Reporting Format (MARF) Parameters").
 * Feedback types are case-insensitive (RFC 5965 §3.1).
 */
export const isPraise = (event: SesEvent): boolean =>
  event.type === 'Complaint' && event.complaint.complaintFeedbackType?.toLowerCase() === 'not-spam'

/** SES sends this text, which is not JSON, when event publishing is set up. */
const greeting = 'Successfully validated SNS topic for Amazon SES event publishing.'

const readEvent = (text: string): SesEvent => {
  if (text.trim() === greeting) return { type: 'other', kind: 'greeting' }
  const event = parseJson(text)
  const { eventType, notificationType } = Kind.parse(event)
  const kind = eventType ?? notificationType ?? 'unknown'
  if (kind === 'Bounce') return { type: kind, ...Bounce.parse(event) }
  if (kind === 'Complaint') return { type: kind, ...Complaint.parse(event) }
  return { type: 'other', kind, ...Other.parse(event) }
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    // Drop the parser's error: it quotes the text, which may hold an address, and logs must not.
    throw new Error('The message that SNS delivered is not JSON')
  }
}

/**
 * The body of an SQS message that SNS delivered: the envelope's `Message` is the SES event.
 * @throws when parsing fails, so that the message ends in the dead-letter queue
 */
export const SesEventMessage = z
  .object({ Message: z.string() })
  .transform(({ Message }): SesEvent => readEvent(Message))
