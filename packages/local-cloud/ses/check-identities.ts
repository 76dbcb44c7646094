import type { Draft } from './draft.ts'
import { SesError } from './errors.ts'
import { addressOf, headerValue, mailboxesOf } from './headers.ts'
import { identityOf } from './identities.ts'
import { isSimulated } from './mailbox-simulator.ts'

/** All senders in a message: Source, From, Sender and Return-Path must all be verified. */
const senders = ({ source, headers }: Draft): string[] => [
  source,
  ...['From', 'Sender', 'Return-Path'].flatMap((name) => mailboxesOf(headerValue(headers, name))),
]

/**
 * In the SES sandbox recipients must be verified too, except the mailbox simulator's
 * (https://docs.aws.amazon.com/ses/latest/dg/request-production-access.html).
 */
export const checkIdentities = (draft: Draft, { identities, sandbox, region }: Account): void => {
  const isUnknown = (mailbox: string, known: string[]) => !identityOf(addressOf(mailbox), known)
  const strangers = sandbox
    ? draft.destinations.filter(
        (one) => !isSimulated(one) && isUnknown(one, [...identities, ...sandbox.verified]),
      )
    : []
  const failed = [...senders(draft).filter((one) => isUnknown(one, identities)), ...strangers]
  if (failed.length === 0) return
  const which = `The following identities failed the check in region ${region.toUpperCase()}`
  throw new SesError(
    'MessageRejected',
    `Email address is not verified. ${which}: ${[...new Set(failed)].join(', ')}`,
  )
}

/** An account in the SES sandbox, which may send only to its verified addresses and domains. */
export type SesSandbox = { verified: string[] }

export type Account = {
  identities: string[]
  sets: string[]
  region: string
  sandbox?: SesSandbox | undefined
}
