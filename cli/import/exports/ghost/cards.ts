import { toHtml } from 'hast-util-to-html'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'
import { parseMarkdown } from '../../../../functions/issue/parse-markdown.ts'
import { escapeHtml } from '../../../../functions/web/escape-html.ts'
import type { Tell } from '../post.ts'

/** The fields of a card, whichever editor it was made in. */
export type CardFields = Record<string, unknown>

/**
 * Turns a card of Ghost's editor (Koenig, kg-default-nodes) into plain HTML without losing words.
 * @param name `image`, `callout`, …: the same in Mobiledoc and Lexical
 */
export const cardHtml = (name: string, fields: CardFields, tell: Tell): string => {
  const card = cards[name]
  if (card) return card(createReader(fields), tell)
  tell(`a card of Ghost’s that is not known here (${name})`, wordsOn(fields))
  return ''
}

const createReader = (fields: CardFields) => {
  const text = (key: string): string => (typeof fields[key] === 'string' ? (fields[key] as string) : '')
  return {
    html: text,
    text: (key: string) => escapeHtml(text(key)),
    is: (key: string) => fields[key] !== false,
    list: (key: string): CardFields[] =>
      Array.isArray(fields[key]) ? fields[key].filter((one) => typeof one === 'object' && one !== null) : [],
    inner: (key: string) =>
      createReader(
        typeof fields[key] === 'object' && fields[key] !== null ? (fields[key] as CardFields) : {},
      ),
  }
}
type Reader = {
  html(key: string): string
  text(key: string): string
  is(key: string): boolean
  list(key: string): CardFields[]
  inner(key: string): Reader
}

const paragraph = (inner: string) => (inner ? `<p>${inner}</p>` : '')
const link = (url: string, words: string) => (url ? `<a href="${url}">${words || url}</a>` : words)
const picture = (src: string, alt: string) => (src ? `<img src="${src}" alt="${alt}">` : '')
const caption = (card: Reader, key = 'caption') => paragraph(card.html(key))

const media = (card: Reader): string =>
  paragraph(link(card.text('src'), card.text('fileTitle') || card.text('title') || card.text('fileName'))) +
  paragraph(card.text('fileCaption')) +
  caption(card)

const markdown = (card: Reader): string => {
  const tree = unified()
    .use(remarkRehype, { allowDangerousHtml: true })
    .runSync(parseMarkdown(card.html('markdown')))
  return toHtml(tree as never, { allowDangerousHtml: true })
}

const code = (card: Reader): string =>
  `<pre><code class="language-${card.text('language')}">${card.text('code')}</code></pre>${caption(card)}`

const image = (card: Reader): string => {
  const shown = picture(card.text('src'), card.text('alt') || card.text('title'))
  return paragraph(card.text('href') ? link(card.text('href'), shown) : shown) + caption(card)
}

const embed = (card: Reader): string => {
  const title = card.inner('metadata').text('title')
  return (card.text('url') ? paragraph(link(card.text('url'), title)) : card.html('html')) + caption(card)
}

const bookmark = (card: Reader): string => {
  const about = card.inner('metadata')
  return (
    paragraph(link(card.text('url') || about.text('url'), about.text('title') || card.text('title'))) +
    paragraph(about.text('description') || card.text('description')) +
    caption(card)
  )
}

const button = (card: Reader, url: string, words: string) => paragraph(link(card.text(url), card.text(words)))

const cards: Record<string, (card: Reader, tell: Tell) => string> = {
  image,
  gallery: (card) =>
    card
      .list('images')
      .map(createReader)
      .map((one) => paragraph(picture(one.text('src'), one.text('alt') || one.text('title'))))
      .join('') + caption(card),
  markdown,
  'card-markdown': markdown,
  html: (card) => card.html('html'),
  code,
  codeblock: code,
  hr: () => '<hr>',
  horizontalrule: () => '<hr>',
  bookmark,
  embed,
  button: (card) => button(card, 'buttonUrl', 'buttonText'),
  callout: (card) =>
    `<blockquote>${paragraph(`${card.text('calloutEmoji')} ${card.html('calloutText').replace(/^<p\b[^>]*>/, '')}`)}</blockquote>`,
  toggle: (card) => `<h4>${card.html('heading')}</h4><div>${card.html('content')}</div>`,
  video: media,
  audio: media,
  file: media,
  header: (card) =>
    `${card.html('header') && `<h2>${card.html('header')}</h2>`}${paragraph(card.html('subheader'))}` +
    (card.is('buttonEnabled') ? button(card, 'buttonUrl', 'buttonText') : ''),
  email: (card) => `<div>${card.html('html')}</div>`,
  'email-cta': (card) =>
    `<div>${card.html('html')}</div>` +
    (card.is('showButton') ? button(card, 'buttonUrl', 'buttonText') : ''),
  product: (card) =>
    paragraph(picture(card.text('productImageSrc'), '')) +
    (card.html('productTitle') && `<h4>${card.html('productTitle')}</h4>`) +
    `<div>${card.html('productDescription')}</div>` +
    (card.is('productButtonEnabled') ? button(card, 'productUrl', 'productButton') : ''),
  'call-to-action': (card) =>
    (card.is('hasSponsorLabel') ? `<div>${card.html('sponsorLabel')}</div>` : '') +
    paragraph(picture(card.text('imageUrl'), '')) +
    `<div>${card.html('textValue')}</div>` +
    (card.is('showButton') ? button(card, 'buttonUrl', 'buttonText') : ''),
  paywall: (_, tell) => {
    tell('the mark from where only members read on', '')
    return ''
  },
  signup: (card, tell) => {
    const words = ['header', 'subheader', 'disclaimer', 'buttonText'].map((key) => card.html(key)).join(' ')
    tell('a sign-up form', words)
    return ''
  },
  transistor: (_, tell) => {
    tell('a player of a podcast (Transistor)', '')
    return ''
  },
}

const wordsOn = (fields: CardFields): string =>
  Object.entries(fields)
    .filter(([key, value]) => typeof value === 'string' && key !== 'type' && !/url|src|color/i.test(key))
    .map(([, value]) => value as string)
    .join(' ')
