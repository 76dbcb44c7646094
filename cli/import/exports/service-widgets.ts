import type { Element, ElementContent } from 'hast'
import { element, hasClass, isElement, textOf } from '../../../functions/issue/tree.ts'

/**
 * An element that a service adds to a text. Without `becomes`, or if that returns undefined, it is left out and
 * reported.
 */
export type Widget = {
  is: (node: Element) => boolean
  what: string
  /** Its replacement. Then `what`, unless empty, is reported, but no words count as left out. */
  becomes?: (node: Element) => ElementContent[] | undefined
}

/** Whether an element has one of the classes. */
const has =
  (...names: string[]) =>
  (node: Element): boolean =>
    names.some((name) => hasClass(node, name))
const isNamed =
  (pattern: RegExp) =>
  ({ properties }: Element): boolean =>
    pattern.test(
      `${properties.id ?? ''} ${[properties.className ?? []].flat().join(' ')} ${properties.dataComponentName ?? ''}`,
    )

/** The JSON attributes that Substack stores with an element. */
const attributesOf = ({ properties }: Element): Record<string, unknown> => {
  try {
    const value: unknown = JSON.parse(String(properties.dataAttrs ?? '{}'))
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
const said = (value: unknown): string => (typeof value === 'string' ? value : '')

const text = (value: string): ElementContent => ({ type: 'text', value })
const linkTo = (url: string, words: string): ElementContent[] | undefined =>
  /^https?:\/\//.test(url) ? [element('p', {}, element('a', { href: url }, text(words || url)))] : undefined

const firstLink = (node: Element): string => {
  if (isElement(node, 'a')) return String(node.properties.href ?? '')
  for (const child of node.children) {
    const found = isElement(child) ? firstLink(child) : ''
    if (found) return found
  }
  return ''
}
const find = (node: Element, is: (one: Element) => boolean): Element | undefined => {
  if (is(node)) return node
  for (const child of node.children) {
    const found = isElement(child) ? find(child, is) : undefined
    if (found) return found
  }
  return undefined
}
const wordsIn = (node: Element, ...classes: string[]): string =>
  classes.map((name) => textOf(find(node, has(name)) ?? text('')).trim()).find(Boolean) ?? ''

/** Links that the service fills in per reader, or that subscribe, share or comment. */
const isServiceLink = (url: string): boolean =>
  /%%|\*\||\{\{|[?&]action=share|\/subscribe(?:[?#/]|$)|\/comments(?:[?#]|$)|#\/portal|^https:\/\/substack\.com\/(?:refer|chat)/i.test(
    url,
  )

const picture = (src: string, alt: string): ElementContent => element('p', {}, element('img', { src, alt }))

const note = (name: string): ElementContent => element('note-reference', { name })

/** The first match counts. */
export const widgets: readonly Widget[] = [
  {
    what: 'a sign-up form',
    is: isNamed(
      /subscription-widget|subscribe-?widget|embedded-publication-wrap|install-substack-app|kg-signup-card|jetpack-subscriptions|jetpack_subscription|mc4wp-form|formkit-form|mc_embed_signup/i,
    ),
  },
  { what: 'a poll', is: isNamed(/poll-embed|PollToDOM|\bcrowdsignal|wp-block-crowdsignal/i) },
  { what: 'the mark from where only paying readers read on', is: isNamed(/\bpaywall|PaywallToDOM/i) },
  { what: 'an invitation to a chat', is: isNamed(/community-chat|directMessage|thread-embed/i) },
  { what: 'the line “view in your browser”', is: isNamed(/\btemplatePreheader\b|mceTextBlockPreview/) },
  {
    what: 'the footer, which your own mails have',
    is: isNamed(/\btemplateFooter\b|mceFooterSection|mcnFollowBlock/),
  },
  {
    what: 'a button of the service',
    is: (node) =>
      (has('button-wrapper', 'captioned-button-wrap')(node) ||
        (isElement(node, 'a') &&
          isServiceLink(String(node.properties.href ?? '')) &&
          (has('button')(node) || /%%|\*\||\{\{/.test(String(node.properties.href))))) &&
      isServiceLink(firstLink(node) || '%%'),
  },
  {
    what: '',
    is: (node) => isElement(node, 'a') && has('footnote-anchor')(node),
    becomes: (node) => [note(textOf(node).trim() || '1')],
  },
  {
    what: '',
    is: (node) => has('footnote')(node) && find(node, has('footnote-content')) !== undefined,
    becomes: (node) => [
      element(
        'note-entry',
        { name: wordsIn(node, 'footnote-number') || '1' },
        ...find(node, has('footnote-content'))!.children,
      ),
    ],
  },
  {
    what: '',
    is: has('latex-rendered'),
    becomes: (node) => [element('formula', {}, text(said(attributesOf(node).persistentExpression)))],
  },
  {
    what: '',
    is: has('image-gallery-embed'),
    becomes: (node) => {
      const gallery = attributesOf(node).gallery as
        | { images?: { src?: unknown; alt?: unknown }[]; caption?: unknown }
        | undefined
      const images = Array.isArray(gallery?.images) ? gallery.images : []
      if (images.length === 0) return undefined
      const caption = said(gallery?.caption)
      return [
        ...images.map((one) => picture(said(one.src), said(one.alt))),
        ...(caption ? [element('p', {}, text(caption))] : []),
      ]
    },
  },
  {
    what: 'a post of a social network',
    is: has('tweet', 'bluesky-wrap', 'instagram', 'threads-embed'),
    becomes: (node) => {
      const about = attributesOf(node)
      const words = said(about.full_text) || wordsIn(node, 'tweet-text')
      const [link] =
        linkTo(said(about.url) || firstLink(node), said(about.name) || said(about.username)) ?? []
      return words
        ? [element('blockquote', {}, element('p', {}, text(words)), ...(link ? [link] : []))]
        : link && [link]
    },
  },
  {
    what: 'another post, shown',
    is: has('digest-post-embed', 'embedded-post-wrap'),
    becomes: (node) => {
      const about = attributesOf(node)
      return linkTo(said(about.canonical_url) || said(about.url) || firstLink(node), said(about.title))
    },
  },
  {
    what: 'a film',
    is: has('youtube-wrap', 'vimeo-wrap'),
    becomes: (node) => {
      const id = said(attributesOf(node).videoId)
      if (!/^[\w-]{1,40}$/.test(id)) return undefined
      return linkTo(
        has('vimeo-wrap')(node) ? `https://vimeo.com/${id}` : `https://www.youtube.com/watch?v=${id}`,
        '',
      )
    },
  },
  { what: 'a film or sound that the service keeps', is: has('native-video-embed', 'native-audio-embed') },
  {
    what: 'a file',
    is: has('file-embed-wrapper', 'kg-file-card'),
    becomes: (node) => linkTo(firstLink(node), wordsIn(node, 'file-embed-details-h1', 'kg-file-card-title')),
  },
  {
    what: 'a player',
    is: has('kg-audio-card', 'kg-video-card', 'apple-podcast-container', 'spotify-wrap', 'soundcloud-wrap'),
    becomes: (node) => {
      const media = find(node, (one) => isElement(one, 'audio', 'video', 'iframe'))
      const url = String(media?.properties.src ?? '') || said(attributesOf(node).url)
      const link = linkTo(
        url.startsWith('/') ? '' : url,
        wordsIn(node, 'kg-audio-title') || said(attributesOf(node).title),
      )
      const caption = find(node, (one) => isElement(one, 'figcaption'))
      return link && [...link, ...(caption ? [element('p', {}, ...caption.children)] : [])]
    },
  },
  {
    what: '',
    is: has('kg-bookmark-card'),
    becomes: (node) => {
      const [link] = linkTo(firstLink(node), wordsIn(node, 'kg-bookmark-title')) ?? []
      const rest = [
        wordsIn(node, 'kg-bookmark-description'),
        wordsIn(node, 'kg-bookmark-author'),
        wordsIn(node, 'kg-bookmark-publisher'),
      ]
        .filter(Boolean)
        .join(' · ')
      const caption = find(node, (one) => isElement(one, 'figcaption'))
      return (
        link && [
          link,
          ...(rest ? [element('p', {}, text(rest))] : []),
          ...(caption ? [element('p', {}, ...caption.children)] : []),
        ]
      )
    },
  },
  { what: '', is: has('image-link-expand', 'mcnPreviewText'), becomes: () => [] },
  {
    what: '',
    is: (node) =>
      isElement(node, 'a') &&
      has('image-link')(node) &&
      /\.(?:png|jpe?g|gif|webp|heic)(?:[?#]|$)|substackcdn\.com|substack-post-media/i.test(firstLink(node)),
    becomes: (node) => node.children,
  },
]
