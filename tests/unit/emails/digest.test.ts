import { expect, test } from 'vitest'
import { darkPalette } from '../../../emails/dark-palette.ts'
import { renderDigest } from '../../../emails/digest.ts'
import type { DigestProps } from '../../../emails/digest-props.ts'
import { mj } from '../../../emails/markup.ts'
import { lightPalette } from '../../../emails/palette.ts'
import { renderMjml } from '../../../emails/render.ts'
import { renderShortMail } from '../../../emails/short-mail.ts'
import { cutMail, slot, withoutMarks } from '../../../emails/slots.ts'

const brand = { ink: '#17202e', paper: '#ffffff', accent: '#0b5cad', accentDark: '#7ab8ff' }
const image = { src: 'https://m.example/a.png', width: 1200, height: 240, alt: 'A "cover" & more' }
const site = 'https://m.example/'

const props: DigestProps = {
  language: 'en',
  brand,
  subject: 'Matrix No. 64: <First> & "more"',
  preheader: 'Second line',
  name: 'Matrix',
  tagline: 'Four letters a year',
  number: '64',
  period: 'January–March 2023',
  edition: 'No. 64 · January–March 2023',
  issueUrl: `${site}en/issues/64/`,
  cover: image,
  coverLines: ['First <line>', 'Second line'],
  sections: [
    {
      topic: 'focus',
      name: 'In Focus',
      url: `${site}en/issues/64/#focus`,
      image: { ...image, alt: '' },
      groups: [
        {
          articles: [
            {
              kind: 'feature',
              kicker: 'Talk',
              title: 'A & B',
              url: `${site}a/`,
              summary: 'Of A.',
              meta: 'Page 2',
            },
          ],
        },
        {
          heading: 'Front Line',
          articles: [{ kind: 'brief', title: 'C', url: `${site}c/`, summary: 'Of C.', meta: 'Page 3' }],
        },
      ],
    },
  ],
  ending: { forward: 'mailto:?subject=S&body=B', languages: [] },
  links: { preferences: `${site}p?a=1&b=2`, unsubscribe: `${site}u` },
  publisher: 'The Institute',
  postalAddress: '5 Some Street, Beijing',
  words: {
    browser: 'View in browser',
    read: 'Read on',
    why: 'You signed up.',
    preferences: 'Preferences',
    unsubscribe: 'Unsubscribe',
    more: (count) => `and ${count} more`,
    forward: 'Forward to a friend',
    otherLanguage: 'In another language',
  },
}

const whole = async (but: Partial<DigestProps> = {}, all: DigestProps = props) => {
  const { html, text } = await renderDigest({ ...all, ...but })
  return { html: withoutMarks(html), text: withoutMarks(text) }
}

test('what an editor wrote is text, never markup', async () => {
  const { html } = await whole()
  expect(html).toContain('First &#60;line&#62;')
  expect(html).not.toContain('<line>')
  expect(html).toMatch(/href="https:\/\/m\.example\/p\?a=1&(amp;|#38;)b=2"/)
})

test('every image has an absolute address, a size and a text', async () => {
  const { html } = await whole()
  const images = html.match(/<img[^>]*>/g) ?? []
  expect(images).toHaveLength(2)
  for (const one of images)
    expect(one).toMatch(/src="https:.*alt="[^"]*".*width="(640" height="128|150" height="30)"/)
})

test('nothing is loaded but the images', async () => {
  for (const language of ['zh-CN', 'en']) {
    const { html } = await whole({ language })
    expect(html).not.toMatch(/<link|@import|url\(|<script/)
  }
})

test('it has colours for the dark, for clients that ask by query and by attribute', async () => {
  const { html } = await whole()
  expect(html).toContain('<meta name="color-scheme" content="light dark">')
  expect(html).toMatch(/prefers-color-scheme: dark/)
  expect(html).toMatch(/\[data-ogsc\] \.ink/)
})

test('it says why it came, from where, and how to end it', async () => {
  const { html, text } = await whole()
  for (const part of [html, text]) {
    for (const said of [
      'You signed up.',
      '5 Some Street, Beijing',
      `${site}u`,
      'Preferences',
      'View in browser',
    ])
      expect(part).toContain(said)
  }
})

test('Chinese is set in Chinese faces, with air between lines', async () => {
  const { html } = await whole({ language: 'zh-CN' })
  expect(html).toContain('PingFang SC')
  expect(html).toContain('line-height:1.78')
  expect(html).not.toMatch(/font-style: ?italic/)
})

test('the text part reads as a letter', async () => {
  const { text } = await whole()
  expect(text).toContain(`In Focus
--------

Talk | A & B
Of A.
Page 2
${site}a/

Front Line
~~~~~~~~~~

C
Of C.
Page 3
${site}c/
`)
})

test('sections that every reader gets stand in one frame, a topic in its own', async () => {
  const own = (name: string) => ({ name, url: site, groups: [] })
  const sections = [own('A'), own('B'), ...props.sections, own('C')]
  const { html } = cutMail(await renderDigest({ ...props, sections }), {})
  const body = html.filter((piece) => 'text' in piece && piece.text.includes('<td'))
  expect(body.map(({ topic }) => topic)).toEqual([undefined, 'focus', undefined])
  const frames = (count: number) => ({ ...props, sections: [own('A'), own('B'), own('C')].slice(0, count) })
  const cells = async (count: number) => (await renderDigest(frames(count))).html.split('class="paper').length
  expect(await cells(3)).toBe(await cells(1))
})

test('without a cover, number and period a bar and the lines stand under the name', async () => {
  const { cover, number, period, edition, ...bare } = { ...props, sections: [] }
  const { html, text } = await whole({}, bare)
  expect(html).not.toMatch(/<img|undefined/)
  expect(html).toContain('border-top:4px solid')
  expect(html).toMatch(/<h2 class="ink cover-line"[^>]*>First/)
  expect(text).toMatch(/^Matrix\n======\n\n\* First/)
  expect((await whole({ coverLines: [] }, bare)).html).not.toContain('cover-line"')
})

test('a letter from right to left has its text and its button at the right', async () => {
  const letter = {
    subject: 'S',
    preheader: 'P',
    heading: 'عنوان',
    body: [{ kind: 'button', label: 'B', url: site }] as const,
  }
  const sender = { language: 'ar', brand, name: 'N', publisher: 'P', postalAddress: 'A' }
  const { html } = await renderShortMail({ ...letter, body: [...letter.body], ...sender })
  expect(html).toContain('dir="rtl"')
  expect(html).not.toMatch(/direction:ltr|align="left"/)
})

test('a greeting is set in the direction of its own words, whatever its slot is called', async () => {
  const { html } = await whole({ language: 'ar', greeting: `${slot('name')}، مرحبا` })
  expect(html).toMatch(/<p class="ink" dir="auto"[^>]*>، مرحبا<\/p>/)
})

test('muted text keeps its contrast in light and dark', () => {
  for (const palette of [lightPalette(brand), darkPalette(brand)]) {
    expect(contrast(palette.muted, palette.paper)).toBeGreaterThan(4.5)
    expect(contrast(palette.muted, palette.desk)).toBeGreaterThan(4.5)
    expect(contrast(palette.accent, palette.paper)).toBeGreaterThan(4.5)
    expect(contrast(palette.ink, palette.paper)).toBeGreaterThan(7)
  }
})

test('what mjml does not know is an error, not a gap', async () => {
  const wrong = mj`<mjml><mj-body><mj-section><mj-column><mj-text colour="red">x</mj-text></mj-column></mj-section></mj-body></mjml>`
  await expect(renderMjml(wrong)).rejects.toThrow('not valid MJML')
})

/** WCAG 2.2, "contrast ratio". */
const contrast = (a: string, b: string): number => {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}
const luminance = (colour: string): number => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

const rating = { title: 'Worth it?', yes: 'Yes', no: 'Not this time', url: `${site}rating?token=t` }

test('it ends with a question and two links, in both parts, where readers are asked', async () => {
  const { html, text } = await whole({ rating })
  for (const answer of ['yes', 'no']) {
    expect(html).toContain(`href="${rating.url}&amp;answer=${answer}"`)
    expect(text).toContain(`\n${rating.url}&answer=${answer}\n`)
  }
  for (const part of [html, text]) {
    expect(part.indexOf('Worth it?')).toBeGreaterThan(part.lastIndexOf('Of C.'))
    expect(part.indexOf('Worth it?')).toBeLessThan(part.indexOf('You signed up.'))
  }
  for (const part of Object.values(await whole())) expect(part).not.toContain('answer=')
})

test('where clicks are tracked, the links that are a reader’s own are left as they are', async () => {
  const untracked = await renderDigest({ ...props, rating })
  const tracked = await renderDigest({ ...props, rating, clicksAreTracked: true })
  const html = (digest: typeof tracked) => JSON.stringify(digest)
  expect(html(untracked)).not.toContain('ses:no-track')
  expect(html(tracked).match(/<a ses:no-track[^>]*>/g)).toHaveLength(4)
  expect(html(tracked).replaceAll(' ses:no-track', '')).toBe(html(untracked))
})

const lead = {
  topic: 'focus',
  section: 'In Focus',
  kicker: 'Talk',
  title: 'The lead',
  url: `${site}lead/`,
  summary: 'Of the lead.',
  opening: 'It began at sea.',
  meta: 'By Ada',
  image: { ...image, height: 600, alt: 'The sea' },
}

test('the lead opens the mail with its picture, its headline as a link, and its first words', async () => {
  const { html, text } = await whole({ lead, coverLines: ['Also this', 'And that'] })
  const order = [
    'A &#34;cover',
    'The sea',
    'The lead',
    'Of the lead.',
    'It began at sea.',
    'Also this',
    'A &#38; B',
  ]
  const places = order.map((said) => html.indexOf(said, html.indexOf('<body')))
  expect(places.every((at) => at > 0)).toBe(true)
  expect(places).toEqual(places.toSorted((a, b) => a - b))
  expect(html).toMatch(/<h2[^>]*><a class="ink" href="https:\/\/m\.example\/lead\/"[^>]*>The lead/)
  expect(html).toContain('width="640" height="320"')
  expect(text).toContain('Talk | The lead\nOf the lead.\nIt began at sea.\nBy Ada\nhttps://m.example/lead/\n')
})

test('a single cover line stands before the lead, not alone behind it', async () => {
  const { html } = await whole({ lead, coverLines: ['What is in it'] })
  expect(html.indexOf('What is in it', html.indexOf('<body'))).toBeLessThan(html.indexOf('The lead</a>'))
  expect(html).not.toContain('cover-line" style="margin:0;font-size:26px')
  expect(html.split('What is in it')).toHaveLength(2)
})

test('who did not choose the lead’s topic does not get it', async () => {
  const { html, text } = cutMail(await renderDigest({ ...props, lead }), {})
  for (const part of [html, text]) {
    const said = part.filter((piece) => 'text' in piece && piece.text.includes('The lead'))
    expect(said.map(({ topic }) => topic)).toEqual(['focus'])
  }
})

test('a feature shows a small picture beside its text, at the end of the line', async () => {
  const [section] = props.sections
  const feature = {
    kind: 'feature' as const,
    title: 'D',
    url: `${site}d/`,
    image: { ...image, height: 1200 },
  }
  const sections = [{ name: section!.name, url: site, groups: [{ articles: [feature] }] }]
  const shown = async (language: string) => (await whole({ language, sections })).html
  expect(await shown('en')).toMatch(
    /align="right"[^>]*><a href="https:\/\/m\.example\/d\/"><img[^>]*width="112" height="112"/,
  )
  expect(await shown('ar')).toMatch(/align="left"[^>]*><a href="https:\/\/m\.example\/d\/"/)
})
