import { arn, type Identified, type Identify, type Scope } from '../gateway/call-permissions.ts'
import type { FormFields } from '../gateway/form-fields.ts'
import { formOf, members } from '../gateway/parse-request.ts'
import type { Request } from '../types.ts'
import { addressOf, headersOf, headerValue } from './headers.ts'
import { identityOf } from './identities.ts'

const rawMessages = new WeakMap<Request, Buffer>()

/** The bytes of a SendRawEmail, decoded once for each request. */
export const rawMessageOf = (request: Request): Buffer => {
  const known = rawMessages.get(request)
  if (known) return known
  const raw = Buffer.from(formOf(request).bytes('RawMessage.Data')?.toString('latin1') ?? '', 'base64')
  rawMessages.set(request, raw)
  return raw
}

const recipients = (form: FormFields): string[] => [
  ...members(form, 'Destinations'),
  ...['To', 'Cc', 'Bcc'].flatMap((kind) => members(form, `Destination.${kind}Addresses`)),
]

// A sending call's resources are the identity and the configuration set; both must be allowed
// (https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonses.html).
const sending = (action: string, request: Request, scope: Scope): Identified => {
  const form = formOf(request)
  const headers = action === 'SendRawEmail' ? headersOf(rawMessageOf(request)) : []
  const source = form.get('Source') ?? headerValue(headers, 'From') ?? ''
  const from = addressOf(headerValue(headers, 'From') ?? source)
  const identity = identityOf(addressOf(source), scope.known.identities()) ?? addressOf(source)
  const configurationSet = form.get('ConfigurationSetName') ?? headerValue(headers, 'X-SES-CONFIGURATION-SET')
  const resources = [arn('ses', scope, `identity/${identity}`)]
  if (configurationSet) resources.push(arn('ses', scope, `configuration-set/${configurationSet}`))
  const context: Record<string, string[]> = {
    'ses:fromaddress': [from],
    'ses:recipients': recipients(form).map(addressOf),
    'ses:feedbackaddress': [
      addressOf(form.get('ReturnPath') ?? headerValue(headers, 'Return-Path') ?? source),
    ],
  }
  return { action, needs: resources.map((resource) => ({ action: `ses:${action}`, resource })), context }
}

/**
 * SES's v1 query protocol. The resources of a sending call are the sender's identity and the configuration set; else
 * `*`.
 */
export const identifySes: Identify = (request, scope) => {
  const action = formOf(request).get('Action')
  if (!action) return undefined
  if (action === 'SendRawEmail' || action === 'SendEmail') return sending(action, request, scope)
  return { action, needs: [{ action: `ses:${action}`, resource: '*' }] }
}
