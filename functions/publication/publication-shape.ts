import * as z from 'zod'
import { Language, Localized, perLanguage } from './language.ts'

const Id = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'may hold a–z, 0–9 and hyphens only')
const Colour = z.string().regex(/^#[0-9a-fA-F]{6}$/, 'is not a colour such as #0b5cad')
const Email = z.email('is not an e-mail address')
const oneLine = z.string().regex(/^[^\r\n]+$/, 'must be one line')

/** Scheme, host and port, as the URL parser writes them; in the clear only on this machine. */
const Origin = z.string().refine(isOrigin, 'is not an origin such as https://www.example.org')

/** One question of the forms. */
const Field = z.discriminatedUnion('kind', [
  /** One of some answers, by its id. */
  z.strictObject({
    id: Id,
    names: Localized,
    kind: z.literal('choice'),
    options: z.array(z.strictObject({ id: Id, names: Localized })).min(2),
  }),
  /** A box to tick: `yes`, or no answer. */
  z.strictObject({ id: Id, names: Localized, kind: z.literal('yes-no') }),
  /** One line, in the reader's words. */
  z.strictObject({ id: Id, names: Localized, kind: z.literal('text') }),
])
export type Field = z.infer<typeof Field>

/** `content/publication.yaml`: what the whole service says of itself. */
export const PublicationShape = z.strictObject({
  id: Id,
  /** The first is the one that issues are written in. */
  languages: z.array(Language).min(1),
  names: Localized,
  taglines: Localized,
  publisher: Localized,
  /** Origin of the site, without a slash at its end; links in mail begin with it. */
  site: Origin,
  /** The host name of `site`, where CloudFront is to serve it under a name of its own, and the certificate for it. */
  domain: z.string().optional(),
  certificateArn: z
    .string()
    .regex(
      // CloudFront takes no other (Amazon CloudFront Developer Guide, "Requirements for using SSL/TLS certificates").
      /^arn:aws[a-z-]*:acm:us-east-1:\d{12}:certificate\/[\w-]+$/,
      'is not the ARN of an ACM certificate in us-east-1',
    )
    .optional(),
  sender: z.strictObject({ name: perLanguage(oneLine), address: Email }),
  replyTo: Email,
  /** Who is told when something needs a person. */
  admin: Email,
  postalAddress: perLanguage(oneLine),
  /** IANA name. */
  timeZone: z.string().refine(isTimeZone, 'is not an IANA time zone such as Asia/Shanghai'),
  /** The recurring send: the fields of an EventBridge Scheduler cron expression, in `timeZone`. */
  cadence: z.strictObject({ cron: z.string().regex(/^\S+ \S+ \S+ \S+ \S+( \S+)?$/) }),
  brand: z.strictObject({ ink: Colour, paper: Colour, accent: Colour, accentDark: Colour }),
  /** Whether browsers must use https for every host under the site's name as well (HSTS `includeSubDomains`). */
  httpsForSubdomains: z.boolean().default(false),
  /** What only the owner of the AWS account knows of it. */
  aws: z
    .strictObject({
      /** The account's Lambda quota "Concurrent executions" (Service Quotas); with it functions get shares of their own. */
      lambdaConcurrency: z.number().int().positive().optional(),
    })
    .optional(),
  /** What readers may choose among; without any, everybody gets everything. */
  topics: z.array(z.strictObject({ id: Id, names: Localized })).default([]),
  /** What the forms ask a reader beside the address; sends may choose readers by the answers. */
  fields: z.array(Field).default([]),
  /** How digests address a reader: `{name}` is the answer to a text field, or the `fallback` where there is none. */
  greeting: z.strictObject({ field: Id, texts: Localized, fallback: Localized }).optional(),
  /** A mailbox that somebody reads, for `mailto:` in List-Unsubscribe. Without one, only the https link stands there. */
  unsubscribeMailbox: Email.optional(),
  /** Sites of others that may carry the sign-up form: visitors can come back to them, their scripts can post to it. */
  embeds: z.array(Origin).default([]),
  /**
   * What a new reader gets: so many days after they confirm, an issue's digest. `latest` is the issue that went out
   * last before they came. Issues named here go to nobody else.
   */
  welcome: z.array(z.strictObject({ days: z.number().int().min(0).max(366), issue: Id })).default([]),
})
export type PublicationShape = z.infer<typeof PublicationShape>

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, origin } = new URL(text)
  return origin === text && (protocol === 'https:' || ['localhost', '127.0.0.1'].includes(hostname))
}
