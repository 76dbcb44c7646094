import type { FormFields } from '../gateway/form-fields.ts'
import { formOf, members } from '../gateway/parse-request.ts'
import type { Request } from '../types.ts'
import { type Draft, draftOf } from './draft.ts'
import { rawMessageOf } from './identify-calls.ts'
import { simpleMessage } from './simple.ts'

const tagsOf = (form: FormFields) => {
  const values = members(form, 'Tags', '.Value')
  return members(form, 'Tags', '.Name').map((name, index) => ({ name, value: values[index] ?? '' }))
}

/** Parses a SendRawEmail or SendEmail request. */
export const draftFrom = (request: Request, action: string): Draft => {
  const form = formOf(request)
  const envelope = {
    source: form.get('Source') ?? undefined,
    tags: tagsOf(form),
    configurationSet: form.get('ConfigurationSetName') ?? undefined,
  }
  if (action === 'SendRawEmail')
    return draftOf(rawMessageOf(request), { ...envelope, destinations: members(form, 'Destinations') })
  const destinations = ['To', 'Cc', 'Bcc'].flatMap((kind) => members(form, `Destination.${kind}Addresses`))
  return draftOf(simpleMessage(form), { ...envelope, destinations })
}
