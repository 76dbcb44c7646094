import { SesError } from './errors.ts'

/** A call that SES can be made to refuse. `sandbox` is the Lambda sandbox that makes it. */
export type FaultyCall = {
  action: string
  source: string
  destinations: string[]
  sandbox?: string | undefined
}

type Where = FaultyCall & { region: string; configurationSet?: string | undefined }
type Answer = { code: string; status: number; message: (where: Where) => string }

const answer = (status: number, code: string, message: string | Answer['message']): Answer => ({
  status,
  code,
  message: typeof message === 'string' ? () => message : message,
})

/**
 * SES's errors about the account, the credentials and SES itself; none is about the message or its reader.
 * Codes and status: SES API Reference (2010-12-01), SendRawEmail "Errors" and "Common Errors"; texts:
 * https://docs.aws.amazon.com/ses/latest/dg/troubleshoot-error-messages.html and the IAM User Guide, "Signature Version
 * 4 troubleshooting".
 */
const answers = {
  'sending paused': answer(
    400,
    'MessageRejected',
    'Sending paused for this account. For more information, please check the inbox of the email address ' +
      'associated with your AWS account.',
  ),
  'account paused': answer(
    400,
    'AccountSendingPausedException',
    'Email sending is disabled for your entire Amazon SES account.',
  ),
  'unverified identity': answer(
    400,
    'MessageRejected',
    ({ source, region }) =>
      `Email address is not verified. The following identities failed the check in region ${region.toUpperCase()}: ${source}`,
  ),
  'no configuration set': answer(
    400,
    'ConfigurationSetDoesNotExist',
    ({ configurationSet }) => `Configuration set <${configurationSet}> does not exist.`,
  ),
  'configuration set paused': answer(
    400,
    'ConfigurationSetSendingPausedException',
    ({ configurationSet }) => `Sending is paused for configuration set <${configurationSet}>.`,
  ),
  'invalid token': answer(
    403,
    'InvalidClientTokenId',
    'The security token included in the request is invalid.',
  ),
  'expired token': answer(403, 'ExpiredToken', 'The security token included in the request is expired'),
  'wrong signature': answer(
    403,
    'SignatureDoesNotMatch',
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access ' +
      'Key and signing method. Consult the service documentation for details.',
  ),
  'wrong clock': answer(
    403,
    'SignatureDoesNotMatch',
    'Signature expired: 20260101T000000Z is now earlier than 20260101T000500Z (20260101T001000Z - 5 min.)',
  ),
  'request expired': answer(400, 'RequestExpired', 'Request has expired.'),
  'opt-in required': answer(
    403,
    'OptInRequired',
    'The AWS Access Key Id needs a subscription for the service',
  ),
  'request timeout': answer(408, 'RequestTimeout', 'The request took too long to arrive.'),
  'too many requests': answer(429, 'TooManyRequestsException', 'Too many requests.'),
  /** An error that is not documented. */
  unknown: answer(400, 'PolicyNotSatisfiedException', 'The request does not satisfy a policy.'),
} satisfies Record<string, Answer>

export type SesFault = keyof typeof answers

/** The names of all faults. */
export const sesFaults = Object.keys(answers) as SesFault[]

/** The error for a fault. */
export const faultError = (fault: SesFault, where: Where): SesError => {
  const { code, status, message } = answers[fault]
  return new SesError(code, message(where), status)
}
