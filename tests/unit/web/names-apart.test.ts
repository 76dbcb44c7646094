import { type DefaultTreeAdapterMap, parse } from 'parse5'
import { describe, expect, test } from 'vitest'
import { buildListings } from '../../../functions/edition/lists/build-listings.ts'
import { fill as fillDigest, prepare } from '../../../functions/edition/model/digest.ts'
import { issueGonePage } from '../../../functions/edition/pages/gone.page.ts'
import { withdrawnPage } from '../../../functions/edition/pages/withdrawn.page.ts'
import { buildEdition } from '../../../functions/edition/publish/build-edition.ts'
import { rowOf } from '../../../functions/edition/publish/issue-row.ts'
import { fill } from '../../../functions/mail/template.ts'
import type { Publication } from '../../../functions/publication/publication.ts'
import { confirmPage, subscribedPage } from '../../../functions/subscription/forms/confirm.page.ts'
import { preferencesPage } from '../../../functions/subscription/forms/preferences.page.ts'
import { subscribePage } from '../../../functions/subscription/forms/subscribe.page.ts'
import {
  notSubscribedPage,
  unsubscribedPage,
  unsubscribePage,
} from '../../../functions/subscription/forms/unsubscribe.page.ts'
import { compileMails } from '../../../functions/subscription/mails/compile-mails.ts'
import { anArticle, aPublication, aSubscriber, issueOf } from '../../builders.ts'

/** Names of the other direction, each with a sign at its end that jumps to the wrong side where nothing sets it apart. */
const foreign = {
  ar: {
    name: 'Tide 64!',
    publisher: 'Tide Press (Ltd.)',
    address: '5 Quay St.',
    author: 'Nora (ed.)',
    topic: 'Sea!',
  },
  en: {
    name: 'موج ٦٤!',
    publisher: 'دار موج (ش.م.م.)',
    address: '٥ شارع الميناء.',
    author: 'نورا (محررة)',
    topic: 'بحر!',
  },
}
type Tag = keyof typeof foreign

const publicationIn = (tag: Tag): Publication => {
  const { name, publisher, address, topic } = foreign[tag]
  const own = (text: string) => ({ [tag]: text })
  return aPublication({
    languages: [tag],
    names: own(name),
    taglines: own(name),
    publisher: own(publisher),
    sender: { name: own(name), address: 'tide@news.example.org' },
    postalAddress: own(address),
    topics: [
      { id: 'sea', names: own(topic) },
      { id: 'land', names: own(tag === 'ar' ? 'البر' : 'Land') },
    ],
  })
}

const issueIn = (tag: Tag, publication: Publication) => {
  const { name, author, topic } = foreign[tag]
  const title = JSON.stringify(name)
  const article = anArticle({
    title,
    author: JSON.stringify(author),
    page: undefined,
    kicker: JSON.stringify(topic),
    summary: title,
  })
  const files = {
    'issue.yaml': `number: 2\ntitle: ${title}\nperiod: ${JSON.stringify(topic)}\ncover: { lines: [${title}, ${JSON.stringify(topic)}] }\nsections: [{ topic: sea, articles: [01-one, 02-two] }]\n`,
    '01-one.md': article,
    '02-two.md': article,
  }
  return issueOf(
    Object.entries(files).map(([path, text]) => ({ path, bytes: Buffer.from(text) })),
    publication,
  )
}

const siteUrl = 'https://tide.example.org'
const rendered = async (tag: Tag) => {
  const publication = publicationIn(tag)
  const issue = issueIn(tag, publication)
  const source = { issue, publication, language: tag, siteUrl }
  const edition = await buildEdition(source)
  const row = rowOf(issue, [edition], undefined, 0)
  const rows = [row, { ...row, id: 'older' }]
  const site = { publication, siteUrl }
  const listings = buildListings({ issues: rows, ...site })
  const email = 'a@example.org'
  const pause = { now: 0, zone: 'Asia/Qatar' }
  const chosen = { language: tag, topics: ['sea'] }
  const withdrawn = {
    slug: 'gone',
    date: '2026-01-01',
    titles: { [tag]: foreign[tag].name },
    reason: { [tag]: 'x' },
  }
  const links = { unsubscribe: siteUrl, preferences: siteUrl, rating: `${siteUrl}/r?t=x` }
  const mails = (await compileMails(publication))[tag]!
  const pages = {
    ...Object.fromEntries(
      [...edition.files, ...listings]
        .filter(({ path }) => path.endsWith('.html'))
        .map(({ path, body }) => [path, String(body)]),
    ),
    withdrawn: withdrawnPage(source, withdrawn).html,
    issueGone: issueGonePage(source).html,
    subscribe: subscribePage({
      site,
      language: tag,
      given: { email: '', ...chosen },
      problems: {},
      token: 't',
    }).html,
    confirm: confirmPage(site, tag, aSubscriber('pending', chosen), 't').html,
    subscribed: subscribedPage(site, tag, {
      email: 'a@example.org',
      preferences: { url: siteUrl, token: 't' },
    }).html,
    preferences: preferencesPage({
      site,
      language: tag,
      reader: aSubscriber('active'),
      fromIssue: false,
      chosen,
      pause,
      tokens: { preferences: 'p', unsubscribe: 'u' },
    }).html,
    unsubscribe: unsubscribePage(site, tag, {
      email,
      token: 't',
      stay: { site, language: tag, token: 't', email, topics: ['sea'], pause },
    }).html,
    unsubscribed: unsubscribedPage(site, tag, { email, why: { token: 't' } }).html,
    notSubscribed: notSubscribedPage(site, tag).html,
    digest: fillDigest(prepare(edition.digest, []), links).html,
    ...Object.fromEntries(Object.entries(mails).map(([kind, mail]) => [kind, fill(mail as never, {}).html])),
  }
  const texts = {
    subject: edition.digest.subject,
    digest: fillDigest(prepare(edition.digest, []), links).text,
    ...Object.fromEntries(Object.entries(mails).map(([kind, mail]) => [kind, fill(mail as never, {}).text])),
    ...Object.fromEntries(Object.entries(mails).map(([kind, mail]) => [`${kind} subject`, mail.subject])),
  }
  return { pages, texts }
}

type Node = DefaultTreeAdapterMap['node']
type Said = { text: string; dir: string | undefined; at: string }

/** Every text of a page, with the direction that holds where it stands; attributes are lines of their own. */
const saidIn = (node: Node, dir?: string, at = ''): Said[] => {
  if (node.nodeName === '#text' && 'value' in node) return [{ text: node.value, dir, at }]
  if (node.nodeName === 'script' || node.nodeName === 'style' || !('childNodes' in node)) return []
  const attrs = 'attrs' in node ? node.attrs : []
  const here = attrs.find(({ name }) => name === 'dir')?.value ?? dir
  const own = node.nodeName === 'title' || node.nodeName === 'option' ? undefined : here
  const readable = attrs.filter(({ name }) => ['content', 'aria-label', 'title', 'alt'].includes(name))
  return [
    ...readable.map(({ name, value }) => ({
      text: value,
      dir: undefined,
      at: `${at}/${node.nodeName}@${name}`,
    })),
    ...node.childNodes.flatMap((child) => saidIn(child, own, `${at}/${node.nodeName}`)),
  ]
}

/** Names in a text that nothing sets apart. A name alone in its line, or in an element of its direction, turns nothing. */
const notApart = ({ text, dir }: Said, tag: Tag): string[] => {
  const direction = tag === 'ar' ? 'ltr' : 'rtl'
  const bare = text.replace(/[\u2066-\u2068][^\u2069]*\u2069/g, '').trim()
  return Object.values(foreign[tag]).filter(
    (name) => bare.includes(name) && !(bare === name && (dir === direction || dir === undefined)),
  )
}

describe.each(['ar', 'en'] as const)('names of the other direction in a magazine in %s', async (tag) => {
  const { pages, texts } = await rendered(tag)

  test.each(Object.entries(pages))('stand apart in the page or mail %s', (_, page) => {
    const said = saidIn(parse(page))
    expect(said.map(({ text }) => text).join('\n')).toContain(foreign[tag].name)
    expect(said.filter((one) => notApart(one, tag).length > 0)).toEqual([])
  })

  test.each(Object.entries(texts))('stand apart in the lines of %s', (_, text) => {
    const lines = text.split('\n').map((line) => ({ text: line.replace(/^\* /, ''), dir: undefined, at: '' }))
    expect(text).toContain(foreign[tag].name)
    expect(lines.filter((line) => notApart(line, tag).length > 0)).toEqual([])
  })
})
