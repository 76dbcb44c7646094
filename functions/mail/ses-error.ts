/** What an error of a call to SES says. Of all but `uncertain` it is known that nothing was sent. */
export type Refusal =
  /** Over the rate, or never connected; try again after a pause. */
  | { outcome: 'throttled' }
  /** Over the 24-hour quota; try again when it frees. */
  | { outcome: 'quota' }
  /** SES refuses this message for good. */
  | { outcome: 'rejected'; reason: string }
  /**
   * SES refuses the account or its settings and would refuse any message.
   * `elsewhere`: it may be this process alone (its credentials, its clock).
   */
  | { outcome: 'account'; reason: string; elsewhere: boolean }
  /** A refusal that no page of SES speaks of: about this message, or about the account. */
  | { outcome: 'unknown'; reason: string }
  /** The call was begun and its answer never seen, or says nothing. */
  | { outcome: 'uncertain'; reason: string }

type ServiceError = {
  name?: string
  message?: string
  code?: string
  syscall?: string
  $metadata?: { httpStatusCode?: number }
}

/**
 * The process's own credentials or clock (Amazon SES API Reference, "Common Errors"; AWS Signature Version 4,
 * "Troubleshooting").
 */
const ofThisProcess =
  /^(ExpiredToken|InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch|IncompleteSignature|InvalidSignature|RequestExpired|RequestTimeTooSkewed|MissingAuthenticationToken|MissingAuthenticationTokenException|CredentialsProviderError)/

/** The account, its permissions or its settings (Amazon SES API Reference, "SendRawEmail" and "Common Errors"). */
const ofTheAccount =
  /^(AccessDenied|NotAuthorized|OptInRequired|AccountSendingPaused|ConfigurationSetDoesNotExist|ConfigurationSetSendingPaused|MailFromDomainNotVerified|SubscriptionRequired|InvalidAction|UnknownOperation)/

/** This message or its address (the same pages): an allow-list, since what is on it is never tried again. */
const ofTheMessage = /^(MessageRejected|InvalidParameterValue|RequestEntityTooLarge|ValidationError)/

/** Refused before anything was sent (Node.js, "Common system errors"; smithy's words for a connection never made). */
const neverConnected =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|EADDRNOTAVAIL|EMFILE|ENFILE|CERT_.*|.*_CERT|ERR_TLS_.*)$/
const neverConnectedInTime = /did not establish a connection|without establishing a connection/

/**
 * Tells what an error of a call means, by its code and its text.
 * @param from the sender's address: SES names unverified identities, and only in its sandbox are those the reader's
 */
export const readSesError = (error: unknown, from: string): Refusal => {
  const { name = '', message = '', code = '', syscall, $metadata } = error as ServiceError
  const status = $metadata?.httpStatusCode ?? 0
  const reason = name || code || 'no answer'
  // Both kinds of throttling have this code; only the text tells the daily one ("SMTP and API errors", Developer Guide).
  if (/^(Throttling|TooManyRequests)/.test(name) || status === 429)
    return /daily/i.test(message) ? { outcome: 'quota' } : { outcome: 'throttled' }
  if (neverConnected.test(code) || syscall === 'connect' || neverConnectedInTime.test(message))
    return { outcome: 'throttled' }
  if (ofThisProcess.test(name)) return { outcome: 'account', reason: said(name, message), elsewhere: true }
  if (ofTheAccount.test(name)) return { outcome: 'account', reason: said(name, message), elsewhere: false }
  // 408 says that the request did not arrive in time, not that none of it did.
  if (status === 408 || status >= 500 || status < 400) return { outcome: 'uncertain', reason }
  if (!ofTheMessage.test(name)) return { outcome: 'unknown', reason: said(name, message) }
  return isAboutUs(message, from)
    ? { outcome: 'account', reason: said(name, message), elsewhere: false }
    : { outcome: 'rejected', reason }
}

/**
 * `MessageRejected` is also said of a paused account and of identities that are not verified ("Amazon SES email sending
 * errors", Developer Guide). In the sandbox a reader's address is one of those; anywhere else it is ours.
 */
const isAboutUs = (message: string, from: string): boolean => {
  if (/sending (is )?paused/i.test(message)) return true
  if (!/not verified/i.test(message)) return false
  const [, named] = /failed the check in region [^:]*:(.*)$/is.exec(message) ?? []
  if (named === undefined) return true
  const domain = from.slice(from.lastIndexOf('@') + 1).toLowerCase()
  return named
    .toLowerCase()
    .split(',')
    .map((identity) => identity.trim().replace(/^.*<|>$/g, ''))
    .some((identity) => identity.slice(identity.lastIndexOf('@') + 1) === domain)
}

/** SES's own words; addresses that they name are left out, since this is logged and kept. */
const said = (name: string, message: string): string =>
  `${name || 'no code'}: ${message.replace(/[^\s,:<>"']+@[^\s,:<>"']+/g, '(address)')}`.slice(0, 300)
