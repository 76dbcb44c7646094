import type { WebhookShown } from '../../api/answers/webhooks.ts'
import { anyType, eventTypes } from '../../events/event-types.ts'
import { type Html, html } from '../../web/html.ts'
import { textOf, type Visit } from '../visit.ts'

/** What a form says of a webhook. `which`: empty before anybody has chosen between all and some. */
export type WebhookTyped = Required<Pick<WebhookShown, 'url' | 'types' | 'withAddresses' | 'description'>> & {
  which: 'all' | 'some' | ''
}

/** What was typed and chosen. */
export const typedIn = (fields: Visit['fields']): WebhookTyped => {
  const types = [fields.types ?? []].flat().filter((one): one is string => typeof one === 'string')
  const which = textOf(fields, 'which')
  return {
    url: textOf(fields, 'url'),
    description: textOf(fields, 'description'),
    which: which === 'all' ? which : which === 'some' || types.length > 0 ? 'some' : '',
    types,
    withAddresses: textOf(fields, 'withAddresses') === 'yes',
  }
}

/** A webhook as its form shows it before anything is changed. */
export const typedOf = ({ url, description = '', types, withAddresses }: WebhookShown): WebhookTyped => ({
  ...{ url, description, types, withAddresses },
  which: types.includes(anyType) ? 'all' : 'some',
})

/** The body of the call: nothing chosen is refused, and never taken for all. */
export const wantedBy = ({ url, description, which, types, withAddresses }: WebhookTyped) => ({
  url,
  types: which === 'all' ? [anyType] : types,
  withAddresses,
  ...(description && { description }),
})

/** The fields of a webhook, for a form that makes one or changes one. */
export const webhookFields = (typed: WebhookTyped, { words }: Visit): Html => {
  const texts = words.webhooks
  const which = (value: 'all' | 'some', text: string) =>
    html`<label><input type="radio" name="which" value="${value}" required${typed.which === value && html` checked`}>${text}</label>`
  return html`<div class="field"><label for="url">${texts.url}</label><input type="url" id="url" name="url" value="${typed.url}" placeholder="https://crm.example.org/masthead" title="${texts.urlNote}" autocomplete="off" spellcheck="false" required></div>
<div class="field"><label for="description">${texts.description}</label><input type="text" id="description" name="description" value="${typed.description}" maxlength="200" autocomplete="off"></div>
<fieldset class="choices"><legend>${texts.told}</legend>${which('all', texts.all)}${which('some', texts.some)}</fieldset>
<fieldset class="choices"><legend>${texts.these}</legend>${eventTypes.map((type) => html`<label><input type="checkbox" name="types" value="${type}"${typed.which === 'some' && typed.types.includes(type) && html` checked`}>${texts.types[type]}</label>`)}</fieldset>
<p class="choices"><label><input type="checkbox" name="withAddresses" value="yes"${typed.withAddresses && html` checked`}>${texts.addressesChoice}</label></p>
<p class="note">${texts.addressesNote}</p>`
}
