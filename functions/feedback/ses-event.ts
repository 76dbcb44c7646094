import * as z from 'zod'

/**
 * The parts of an SES event that tell what became of a mail, and whether its reader may be mailed again (Amazon SES
 * Developer Guide, "Contents of event data that Amazon SES publishes to Amazon SNS"). Other fields are ignored.
 */
const Mail = z.object({
  /** When SES took the message, ISO 8601. */
  timestamp: z.string().optional(),
  destination: z.array(z.string()).default([]),
  tags: z.record(z.string(), z.array(z.string())).default({}),
})
export type Mail = z.infer<typeof Mail>

/** `status` and `diagnosticCode` come with a delivery status notification only, which an autoresponder does not send. */
const Recipients = z
  .array(
    z.object({
      emailAddress: z.string(),
      status: z.string().optional(),
      diagnosticCode: z.string().optional(),
    }),
  )
  .default([])

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

/** `isBotEvent`: SES's own judgement, `Likely` or `Unlikely`, since August 2026. */
const Seen = z.object({
  timestamp: z.string().optional(),
  userAgent: z.string().nullish(),
  isBotEvent: z.string().nullish(),
})
export type Seen = z.infer<typeof Seen> & { link?: string | null | undefined }
const Open = z.object({ mail: Mail, open: Seen })
/** Which link, as it stood in the mail. */
const Click = z.object({ mail: Mail, click: Seen.extend({ link: z.string().nullish() }) })

/** A press on SES's own unsubscribe link, which only mail through SES's contact lists has. */
const Subscription = z.object({
  mail: Mail,
  subscription: z.object({
    newTopicPreferences: z.object({ unsubscribeAll: z.boolean().optional() }).nullish(),
  }),
})

/** `timestamp`: when the reader's mail server took it. */
const Delivery = z.object({ timestamp: z.string().optional() })

const Other = z.object({ mail: Mail.optional(), delivery: Delivery.nullish() })

/** Event publishing uses `eventType`; an identity's own feedback uses `notificationType` and has no tags. */
const Kind = z.object({ eventType: z.string().optional(), notificationType: z.string().optional() })

export type SesEvent =
  | ({ type: 'Bounce' } & z.infer<typeof Bounce>)
  | ({ type: 'Complaint' } & z.infer<typeof Complaint>)
  | { type: 'Open' | 'Click'; mail: Mail; seen: Seen }
  | ({ type: 'Subscription' } & z.infer<typeof Subscription>)
  /** Any other event; `kind` is SES's name for it. */
  | ({ type: 'other'; kind: string } & z.infer<typeof Other>)

/**
 * Whether a complaint is in fact the opposite: `not-spam` means that a reader took the mail out of the spam folder
 * (Amazon SES Developer Guide, "Complaint object"; IANA, "Messaging Abuse Reporting Format (MARF) Parameters").
 * Feedback types are case-insensitive (RFC 5965 §3.1).
 */
export const isPraise = (event: SesEvent): boolean => feedbackTypeOf(event) === 'not-spam'

/**
 * Whether somebody complained. Besides praise, `auth-failure` is no reader's word: a server reports that DKIM, SPF or
 * DMARC failed (RFC 6591).
 */
export const isReadersComplaint = (event: SesEvent): boolean =>
  event.type === 'Complaint' && !isPraise(event) && feedbackTypeOf(event) !== 'auth-failure'

const feedbackTypeOf = (event: SesEvent): string | undefined =>
  event.type === 'Complaint' ? event.complaint.complaintFeedbackType?.toLowerCase() : undefined

/** SES sends this text, which is not JSON, when event publishing is set up. */
const greeting = 'Successfully validated SNS topic for Amazon SES event publishing.'

const readEvent = (text: string): SesEvent => {
  if (text.trim() === greeting) return { type: 'other', kind: 'greeting' }
  const event = parseJson(text)
  const { eventType, notificationType } = Kind.parse(event)
  const kind = eventType ?? notificationType ?? 'unknown'
  if (kind === 'Bounce') return { type: kind, ...Bounce.parse(event) }
  if (kind === 'Complaint') return { type: kind, ...Complaint.parse(event) }
  if (kind === 'Subscription') return { type: kind, ...Subscription.parse(event) }
  if (kind === 'Open' || kind === 'Click') {
    const { mail, seen } = kind === 'Open' ? seenIn(Open.parse(event)) : seenIn(Click.parse(event))
    return { type: kind, mail, seen }
  }
  return { type: 'other', kind, ...Other.parse(event) }
}

const seenIn = (event: { mail: Mail } & ({ open: Seen } | { click: Seen })) => ({
  mail: event.mail,
  seen: 'open' in event ? event.open : event.click,
})

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
