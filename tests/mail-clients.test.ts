import { caniemail } from 'caniemail'
import { expect, test } from 'vitest'
import { fill, prepare } from '../functions/edition/model/digest.ts'
import { compileMails } from '../functions/subscription/mails/compile-mails.ts'
import { lackingInChina } from './mail-clients-in-china.ts'
import { publication, realDigests } from './unit/sending/real-digests.ts'

/** Can I Email knows nothing of mail programs in China; `mail-clients-in-china.ts` has what is said of those. */
const clients = ['gmail.*', 'outlook.*', 'apple-mail.*', 'yahoo.*'] as const

/** What some of the clients lack (Can I Email, by its titles) and our mails use all the same: what a reader has then. */
const fallbacks: Record<string, string> = {
  '<body> element': 'its colours stand on the first div, too',
  '<style> element': 'all that a light phone needs stands inline; dark colours and wider gutters are lost',
  '@media': 'the layout is fluid without it; dark colours are the client’s own',
  'Attribute selector': 'only Outlook’s own dark mode is meant by [data-ogsc], and it knows them',
  'Chaining selectors': 'only mjml’s resets for other clients have them',
  'Child combinator': 'gutters on a phone stay as wide as on a desk',
  'Class selector': 'classes paint only in the dark, where the client has colours of its own then',
  'Descendant combinator': 'as class selectors',
  'ID selector': 'only mjml’s reset for old Outlooks has one',
  'Type selector': 'links have their colour inline, too',
  'aria-label attribute': 'the mail’s title says the same',
  'role attribute': 'tables for layout are read as tables, in the same order',
  'border-radius': 'a button has square corners',
  'color-scheme CSS property': 'the client darkens by its own rule',
  'color-scheme meta tag': 'the client darkens by its own rule',
  cursor: 'nothing is lost: links have a hand by themselves',
  'display:none':
    'the preheader is also without height, and hidden from old Outlooks by a property of their own',
  'height property': 'pictures have their height as an attribute',
  'max-height property': 'only the preheader has one; it is not displayed',
  outline: 'only pictures have one, which is none',
  overflow: 'only the preheader has one; it is not displayed',
  'target attribute': 'the client chooses where a link opens',
  'text-wrap': 'titles break wherever a line ends',
  'white-space': 'a call to read may break between its words',
  'word-break': 'a word longer than its column sticks out of it',
  'word-spacing': 'nothing is lost: it says what is so anyway',
}

const readersLinks = {
  unsubscribe: 'https://matrix.example/u',
  preferences: 'https://matrix.example/p',
  rating: 'https://matrix.example/r?t=x',
}

/** Every mail that readers get, by what it is. */
const allMails = async (): Promise<[string, string][]> => {
  const digests = [...(await realDigests()).values()]
  const letters = Object.entries(await compileMails(publication))
  return [
    ...digests.map((digest): [string, string] => [
      `digest ${digest.language}`,
      fill(prepare(digest, []), readersLinks).html,
    ]),
    ...letters.flatMap(([language, kinds]) =>
      Object.entries(kinds).map(([kind, { html }]): [string, string] => [
        `${kind} ${language}`,
        html.map((piece) => (typeof piece === 'string' ? piece : 'https://matrix.example/')).join(''),
      ]),
    ),
  ]
}

test('what Gmail, Outlook, Apple Mail or Yahoo do not support has a fallback, and no fallback is left over', async () => {
  const found = new Map<string, string>()
  for (const [name, html] of await allMails())
    for (const [client, issues] of caniemail({ clients: [...clients], html }).issues.errors)
      for (const { title } of issues) found.set(title, `${name}: ${client} has no ${title}`)

  expect([...found].filter(([title]) => !Object.hasOwn(fallbacks, title))).toEqual([])
  expect(Object.keys(fallbacks).filter((title) => !found.has(title))).toEqual([])
})

test.each(lackingInChina)('$client: $what has a fallback, or is not asked for', async ({ uses, instead }) => {
  const asking = (await allMails()).flatMap(([name, html]) => (uses.test(html) ? [name] : []))
  if (instead === undefined) expect(asking).toEqual([])
  else expect(asking, 'a fallback is left over').not.toEqual([])
})

test('each row names where it was observed', () => {
  for (const { source } of lackingInChina) expect(source).toMatch(/^https:\/\/\S+ \(20\d\d\b/)
})
