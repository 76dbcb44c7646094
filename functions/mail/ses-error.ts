/** What an error of an SES call means. Except for `uncertain`, nothing was sent. */
export type Refusal =
  /** Over the rate, or never connected. Try again after a pause. */
  | { outcome: 'throttled' }
  /** Over the 24-hour quota. Try again when it frees up. */
  | { outcome: 'quota' }
  /** SES refuses this message permanently. */
  | { outcome: 'rejected'; reason: string }
  /**
   * SES refuses the account or its settings, and would refuse any message.
   * `elsewhere`: the cause may be this process alone (its credentials or its clock).
   */
  | { outcome: 'account'; reason: string; elsewhere: boolean }
  /** A refusal that SES does not document: about this message, or about the account. */
  | { outcome: 'unknown'; reason: string }
  /** The call was started, but its answer was never seen or is inconclusive. */
  | { outcome: 'uncertain'; reason: string }

type ServiceError = {
  name?: string
  message?: string
  code?: string
  syscall?: string
  $metadata?: { httpStatusCode?: number }
}

/**
 * Errors of this process's own credentials or clock (Amazon SES API Reference, "Common Errors"; AWS Signature Version
 * 4, "Troubleshooting").
 */
const ofThisProcess =
  /^(ExpiredToken|InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch|IncompleteSignature|InvalidSignature|RequestExpired|RequestTimeTooSkewed|MissingAuthenticationToken|MissingAuthenticationTokenException|CredentialsProviderError)/

/**
 * Errors of the account, its permissions or its settings (Amazon SES API Reference, "SendRawEmail" and "Common
 * Errors").
 */
const ofTheAccount =
  /^(AccessDenied|NotAuthorized|OptInRequired|AccountSendingPaused|ConfigurationSetDoesNotExist|ConfigurationSetSendingPaused|MailFromDomainNotVerified|SubscriptionRequired|InvalidAction|UnknownOperation)/

/** Errors of this message or its address (same pages). An allow-list, because these messages are never retried. */
const ofTheMessage = /^(MessageRejected|InvalidParameterValue|RequestEntityTooLarge|ValidationError)/

/** Failures before anything was sent (Node.js, "Common system errors"; smithy's texts for a connection never made). */
const neverConnected =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|EADDRNOTAVAIL|EMFILE|ENFILE|CERT_.*|.*_CERT|ERR_TLS_.*)$/
const neverConnectedInTime = /did not establish a connection|without establishing a connection/

/**
 * Classifies an error of an SES call by its code and text.
 * @param from the sender's address. SES names unverified identities, and they are a reader's only in the SES sandbox.
 */
export const readSesError = (error: unknown, from: string): Refusal => {
  const { name = '', message = '', code = '', syscall, $metadata } = error as ServiceError
  const status = $metadata?.httpStatusCode ?? 0
  const reason = name || code || 'no answer'
  // Both kinds of throttling share a code; only the text reveals the daily one ("SMTP and API errors", Developer
  // Guide).
  if (/^(Throttling|TooManyRequests)/.test(name) || status === 429)
    return /daily/i.test(message) ? { outcome: 'quota' } : { outcome: 'throttled' }
  if (neverConnected.test(code) || syscall === 'connect' || neverConnectedInTime.test(message))
    return { outcome: 'throttled' }
  if (ofThisProcess.test(name)) return { outcome: 'account', reason: said(name, message), elsewhere: true }
  if (ofTheAccount.test(name)) return { outcome: 'account', reason: said(name, message), elsewhere: false }
  // 408 means that the request did not arrive in time, not that none of it arrived.
  if (status === 408 || status >= 500 || status < 400) return { outcome: 'uncertain', reason }
  if (!ofTheMessage.test(name)) return { outcome: 'unknown', reason: said(name, message) }
  return isAboutUs(message, from)
    ? { outcome: 'account', reason: said(name, message), elsewhere: false }
    : { outcome: 'rejected', reason }
}

/**
 * SES also uses `MessageRejected` for a paused account and for unverified identities ("Amazon SES email sending
 * errors", Developer Guide). In the SES sandbox the unverified identity may be a reader's; elsewhere it is ours.
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

/** SES's own text, without any addresses in it, because it is logged and stored. */
const said = (name: string, message: string): string =>
  `${name || 'no code'}: ${message.replace(/[^\s,:<>"']+@[^\s,:<>"']+/g, '(address)')}`.slice(0, 300)
