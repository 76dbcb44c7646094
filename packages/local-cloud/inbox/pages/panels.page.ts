import { type Html, html } from '../../http/html.ts'
import { linksIn } from '../links/links-in.ts'
import { checksOf } from '../message/checks.ts'
import { explanations } from '../message/explain-headers.ts'
import type { Pictures } from '../message/pictures.ts'
import type { Opened } from '../message/read-message.ts'
import { sizeText } from '../message/size.ts'
import { choiceNav } from './choices.ts'
import { framesPart } from './frames.page.ts'
import { linksPanel } from './links.page.ts'
import type { OpenMail } from './open-mail.ts'
import { addressOf, messagePath, type Place, schemeChoices, widthChoices } from './view-address.ts'

/** The chosen part of a mail. */
export const panelOf = (open: OpenMail): Html => {
  const { opened, pictures, place, tried } = open
  switch (place.part) {
    case 'html':
      return htmlPanel(opened, pictures, place)
    case 'text':
      return textPanel(opened)
    case 'headers':
      return headersPanel(opened)
    case 'source':
      return sourcePanel(opened)
    case 'links':
      return linksPanel(linksIn(opened), tried, place)
    case 'checks':
      return checksPanel(opened)
  }
}

const htmlPanel = (opened: Opened, pictures: Pictures, place: Place): Html => {
  const { html: markup, message } = opened
  if (markup === undefined)
    return html`<p class="hint">This mail has no HTML part: this is its text.</p>${textPanel(opened)}`
  const more = place.pictures ? '&pictures=shown' : ''
  const addressIn = (scheme: string) => `${messagePath(message.id)}/html?scheme=${scheme}${more}`
  return html`${picturesNote(pictures, place)}<div class="tabs small">
${choiceNav('Width', linksTo(place, 'width', widthChoices))}${choiceNav('Scheme', linksTo(place, 'scheme', schemeChoices))}
</div>
<div class="parts">${framesPart({ width: place.width, scheme: place.scheme, of: 'The mail', addressIn })}</div>`
}

/** Says which hosts the mail's pictures come from, with a link that shows or hides them. */
const picturesNote = ({ offered, refused }: Pictures, place: Place): Html => {
  const hosts = offered.map((origin) => new URL(origin).host).join(', ')
  const other = addressOf({ ...place, pictures: !place.pictures })
  return html`${
    offered.length > 0 &&
    html`<p class="pictures">${
      place.pictures
        ? html`<span>Pictures come from ${hosts}, where it is seen that this mail was opened.</span> <a class="button" href="${other}">Hide them</a>`
        : html`<span>Pictures from elsewhere are not shown.</span> <a class="button" href="${other}">Show those of ${hosts}</a>`
    }</p>`
  }${refused.length > 0 && html`<p class="pictures"><span>Never shown: pictures of ${refused.join(', ')}. They are fetched by https alone, and never from this machine or its network.</span></p>`}`
}

const linksTo = (place: Place, key: 'width' | 'scheme', choices: Record<string, string>) =>
  Object.entries(choices).map(([value, label]) => ({
    label,
    href: addressOf({ ...place, [key]: value }),
    isChosen: place[key] === value,
  }))

const address = /(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]])/i

const textPanel = ({ text }: Opened): Html => {
  if (text === undefined)
    return html`<p class="empty">This mail has no text part: who reads without HTML gets nothing.</p>`
  const pieces = text
    .split(new RegExp(address, 'gi'))
    .map((piece, at) =>
      at % 2 === 1 ? html`<a href="${piece}" target="_blank" rel="noreferrer">${piece}</a>` : html`${piece}`,
    )
  return html`<pre tabindex="0" role="region" aria-label="Text part">${pieces}</pre>`
}

const headersPanel = ({
  headers,
}: Opened): Html => html`<div class="scroll" tabindex="0" role="region" aria-label="Headers"><table>
<thead class="unseen"><tr><th scope="col">Header</th><th scope="col">Value</th></tr></thead>
<tbody>${headers.map(({ name, value }) => {
  const what = explanations[name.toLowerCase()]
  return html`<tr><th scope="row">${name}</th><td><bdi>${value}</bdi>${what && html`<p>${what}</p>`}</td></tr>`
})}</tbody></table></div>`

const mostSource = 256 * 1024

const sourcePanel = ({
  raw,
  message,
}: Opened): Html => html`<p class="hint">${sizeText(raw.length)}, as a mailbox provider gets it. <a href="${messagePath(message.id)}/raw" download>Download .eml</a></p>
<pre tabindex="0" role="region" aria-label="Source" dir="ltr">${raw.toString('utf8', 0, mostSource)}</pre>
${raw.length > mostSource && html`<p class="hint">These are the first ${sizeText(mostSource)}; the download has all.</p>`}`

const levels = { warning: 'Warning', note: 'Note', good: 'Good' } as const

const checksPanel = (opened: Opened): Html =>
  html`<ul class="checks">${checksOf(opened).map(
    ({ level, title, detail }) =>
      html`<li class="${level}"><b><span class="unseen">${levels[level]}: </span>${title}</b><p>${detail}</p></li>`,
  )}</ul>`
