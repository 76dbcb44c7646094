import { expect, test, vi } from 'vitest'
import { createMailbox } from '../inbox/mailbox/mailbox.ts'
import { openMarks } from '../inbox/mailbox/read-and-deleted.ts'
import type { KeptMessage, MailSource } from '../ses/mail-folder.ts'
import { aMessage, anInbox, type Draft } from './an-inbox.ts'
import { temporaryFolder } from './temporary.ts'

const subjectsIn = (body: string) =>
  [...body.matchAll(/<span class="subject" dir="auto">(.*?)<\/span>/g)].map(([, subject]) => subject)
const numbered = (count: number): Draft[] =>
  Array.from({ length: count }, (_, at) => ({ subject: `No. ${at + 1}`, text: 'x', at: at + 1 }))

test('the newest mail comes first, fifty a page, and an address leads to the page of its mail', async () => {
  const { get, ids } = await anInbox(numbered(120))
  const first = (await get('/')).body
  expect(subjectsIn(first)).toHaveLength(50)
  expect(subjectsIn(first)[0]).toBe('No. 120')
  expect(first).toContain('<b>1–50 of 120</b> <span>120 unread</span>')
  expect(first).toContain('<a href="/?start=50" aria-label="Older mails"')
  const last = (await get('/?start=100')).body
  expect(subjectsIn(last).at(-1)).toBe('No. 1')
  expect(last).toContain('<a href="/?start=50" aria-label="Newer mails"')
  expect(subjectsIn((await get('/?start=1e9')).body)).toHaveLength(20)
  const deep = (await get(`/message/${ids[9]}`)).body
  expect(deep).toContain('<b>101–120 of 120</b>')
  expect(deep).toMatch(/aria-current="true">(?:.|\n)*?No. 10</)
  expect(deep).toContain(`<a href="/message/${ids[8]}?start=100" aria-label="Older mail"`)
  expect(deep).toContain(`<a href="/message/${ids[10]}?start=100" aria-label="Newer mail"`)
})

test('a page reads its own mails alone, however many there are, and a search each once', async () => {
  const messages = Array.from({ length: 20_000 }, (_, at) => {
    const { raw, ...rest } = aMessage({ subject: `No. ${at}`, text: `Reader ${at}\n\nOne text for all.`, at })
    return { ...rest, size: raw.length, read: vi.fn(() => raw) }
  })
  const source: MailSource = {
    follow: () => {
      const all: KeptMessage[] = [...messages]
      return () => all.splice(0)
    },
    onSaved: () => () => {},
  }
  const mailbox = createMailbox([source], openMarks(temporaryFolder('marks')))
  const reads = () => messages.reduce((sum, { read }) => sum + read.mock.calls.length, 0)
  expect(mailbox.counts()).toEqual({ total: 20_000, unread: 20_000 })
  const all = await mailbox.find('')
  for (const mail of all.slice(0, 50)) mail.summary()
  expect(reads()).toBe(50)
  expect(await mailbox.find('"reader 777"')).toHaveLength(11)
  expect(await mailbox.find('"one text"')).toHaveLength(20_000)
  expect(await mailbox.find('subject:19999')).toHaveLength(1)
  expect(reads()).toBe(20_000)
})

test('what was read and deleted is so after a restart', async () => {
  const { ids, get, post, restart } = await anInbox(numbered(4))
  const [one, two, three] = ids as [string, string, string]
  await post('/mark', [
    ['mark', 'read'],
    ['id', one],
    ['id', two],
  ])
  await post('/mark', [
    ['mark', 'deleted'],
    ['id', three],
  ])
  await post('/mark', [
    ['mark', 'unread'],
    ['id', two],
  ])
  const look = async () => {
    const { body } = await get('/')
    return [...body.matchAll(/<li data-id="([^"]+)"( class="unread")?/g)].map(([, id, isNew]) => [
      ids.indexOf(id!) + 1,
      isNew !== undefined,
    ])
  }
  const expected = [
    [4, true],
    [2, true],
    [1, false],
  ]
  expect(await look()).toEqual(expected)
  await restart()
  expect(await look()).toEqual(expected)
  expect((await get(`/message/${three}`)).status).toBe(404)
})

test('to delete all is to delete what was found and seen: later mails stay', async () => {
  const { get, post, mail } = await anInbox([...numbered(3), { subject: 'Other', text: 'x', at: 2 }])
  const { body } = await get('/?q=subject:no')
  const [, until = ''] = /name="until" value="(\d+)"/.exec(body) ?? []
  mail({ subject: 'No. later', text: 'x', at: Number(until) + 1 })
  await post('/mark-all', [
    ['mark', 'deleted'],
    ['q', 'subject:no'],
    ['until', until],
  ])
  expect(subjectsIn((await get('/')).body)).toEqual(['No. later', 'Other'])
  await post('/mark-all', [
    ['mark', 'deleted'],
    ['q', ''],
  ])
  expect(subjectsIn((await get('/')).body)).toHaveLength(2)
})

test('a GET changes nothing, and a page elsewhere or a mail in its frame can post nothing', async () => {
  const { ids, get, post } = await anInbox(numbered(1))
  const id = ids[0]!
  await get(`/message/${id}`)
  for (const headers of [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ] as Record<string, string>[]) {
    const { status } = await post(
      '/mark',
      [
        ['mark', 'deleted'],
        ['id', id],
      ],
      headers,
    )
    expect(status, JSON.stringify(headers)).toBe(403)
  }
  expect((await get('/')).body).toContain(`<li data-id="${id}" class="unread">`)
})

test.each(['//evil.example/', 'https://evil.example/', '/\\evil.example', 'javascript:alert(1)', ''])(
  'a form that says it came from %j leads back to the list',
  async (back) => {
    const { post } = await anInbox()
    expect(
      await post('/mark', [
        ['mark', 'read'],
        ['back', back],
      ]),
    ).toEqual({ status: 303, location: '/' })
  },
)

test('a page that is open hears of mail, and of what another one did', async () => {
  const { url, mail, post } = await anInbox()
  const end = new AbortController()
  const { body } = await fetch(new URL('/events', url()), { signal: end.signal })
  const lines = body!.pipeThrough(new TextDecoderStream()).getReader()
  const next = async () => /data: (\d+)/.exec((await lines.read()).value ?? '')?.[1]
  expect(await next()).toBe('0')
  const id = mail()
  expect(await next()).toBe('1')
  await post('/mark', [
    ['mark', 'read'],
    ['id', id],
  ])
  expect(await next()).toBe('2')
  end.abort()
})

test('names, subjects and tags of strangers are text', async () => {
  const evil = '"><script>alert(1)</script>'
  const { ids, get } = await anInbox([
    {
      subject: evil,
      from: `${evil} <e@evil.example>`,
      to: [`${evil} <r@evil.example>`],
      text: evil,
      html: `<a href="${evil}">`,
      tags: { [evil]: evil },
      headers: [`X-Evil: ${evil}`],
      attachment: { name: evil, type: 'text/html', content: evil },
    },
  ])
  for (const part of ['html', 'text', 'headers', 'source', 'links', 'checks'])
    for (const path of [`/message/${ids[0]}?part=${part}`, `/?q=${encodeURIComponent(evil)}`]) {
      const { body, headers } = await get(path)
      expect(body.match(/<script[^>]*>/g), path).toEqual(['<script type="module" src="/assets/inbox.js">'])
      expect(headers.get('content-security-policy')).toMatch(
        /default-src 'none'; script-src 'self'; style-src 'self'/,
      )
      expect(body).not.toMatch(/ style="| on\w+="/)
    }
})

const own = 'http://127.0.0.1:4000'
const pictures = [
  `${own}/cover.png`,
  'https://tracker.example.net/p.png',
  'https://rebound.example.net/p.png',
  'https://192.168.1.1/router.png',
  'https://printer.local/ink.png',
  'https://nas/share.png',
  'https://[::1]/x.png',
  'https://evil.example;script-src/x.png',
  'http://plain.example.net/x.png',
]
const aMailOfPictures = () =>
  anInbox(
    [
      {
        html: `${pictures.map((url) => `<img src="${url}" alt="">`).join('')}<p style="background: url('https://style.example.net/b.png')">Hi`,
      },
      { html: '<img src="https://tracker.example.net/q.png" alt="">' },
    ],
    {
      ownOrigins: [own],
      lookUp: async (host) => [{ address: host.startsWith('rebound') ? '10.0.0.1' : '93.184.215.14' }],
    },
  )
const sourcesIn = (headers: Headers) =>
  /img-src ([^;]*)/.exec(headers.get('content-security-policy')!)![1]!.split(' ')

test('a mail’s HTML may ask the own site for pictures, and nobody for anything else', async () => {
  const { ids, get } = await aMailOfPictures()
  const { headers, body } = await get(`/message/${ids[0]}/html`)
  const policy = headers.get('content-security-policy')!
  expect(sourcesIn(headers)).toEqual(['data:', own])
  expect(policy).toMatch(
    /default-src 'none'.*font-src data:; style-src 'unsafe-inline'; form-action 'none'.*sandbox allow-popups allow-popups-to-escape-sandbox$/,
  )
  expect(policy).not.toMatch(/https:|script-src|allow-scripts|allow-same-origin|allow-forms|allow-top/)
  expect(body).toMatch(/^<base target="_blank">/)
})

test('pictures from elsewhere are shown when somebody asks who has read whom they ask', async () => {
  const { ids, get } = await aMailOfPictures()
  const before = (await get(`/message/${ids[0]}`)).body
  expect(before).toContain('Show those of tracker.example.net, rebound.example.net, style.example.net</a>')
  expect(before).toMatch(
    /Never shown: pictures of 192\.168\.1\.1, printer\.local, nas, \[::1\], evil\.example;script-src, plain\.example\.net\./,
  )
  const asked = (await get(`/message/${ids[0]}?pictures=shown`)).body
  // By now it is known that a public name resolves into this network.
  expect(asked).toContain('Pictures come from tracker.example.net, style.example.net, where')
  expect(asked).toContain('rebound.example.net')
  const frame = /src="([^"]*\/html\?[^"]*)"/.exec(asked)![1]!.replaceAll('&amp;', '&')
  expect(sourcesIn((await get(frame)).headers)).toEqual([
    'data:',
    own,
    'https://tracker.example.net',
    'https://style.example.net',
  ])
  // Permission for one mail does not extend to others.
  expect(asked).toContain(`href="/message/${ids[1]}"`)
  expect(asked.match(new RegExp(`href="/message/${ids[1]}[^"]*pictures`))).toBeNull()
})

test('what SES said of a mail is folded: its outcome is seen, its tags are there when they are wanted', async () => {
  const { ids, get } = await anInbox([{ html: '<p>Hi', tags: { kind: 'digest', send: 'tides-7' } }])
  const { body } = await get(`/message/${ids[0]}`)
  expect(body).toMatch(
    /<details><summary><span class="tag good">delivered<\/span> 2 tags, 5 bytes<\/summary>\s*<p><a class="tag" href="[^"]*kind/,
  )
})

test('a mail looks light or dark as it is asked for', async () => {
  const html = `<!doctype html><html><head><meta name="color-scheme" content="light dark"><style>
    :root { color-scheme: light dark } @media (prefers-color-scheme: dark) and (min-width: 9px) { p { color: red } }
    @media ( prefers-color-scheme:light ) { p { color: blue } }</style></head><p>Hi`
  const { ids, get } = await anInbox([{ html }])
  const [light, dark] = await Promise.all(
    ['light', 'dark'].map(async (scheme) => (await get(`/message/${ids[0]}/html?scheme=${scheme}`)).body),
  )
  expect(light).toMatch(
    /content="light"[\s\S]*color-scheme: light }[\s\S]*@media \(max-width: 0px\) and[\s\S]*@media \(min-width: 0px\) {/,
  )
  expect(dark).toMatch(
    /content="dark"[\s\S]*color-scheme: dark }[\s\S]*@media \(min-width: 0px\) and[\s\S]*@media \(max-width: 0px\) {/,
  )
  expect(dark).toMatch(/^<!doctype html><html><head><base target="_blank">/)
})

test('ten thousand recipients are counted in the list, and named behind a fold', async () => {
  const to = Array.from({ length: 10_000 }, (_, at) => `Reader ${at} <reader-${at}@readers.example>`)
  const { ids, get } = await anInbox([{ to, subject: 'To all', text: 'Hello' }])
  const list = (await get('/')).body
  expect(list).toContain('<bdi class="who">Reader 0</bdi> <span class="tag">10,000 recipients</span>')
  expect(subjectsIn(list)).toEqual(['To all'])
  const { body } = await get(`/message/${ids[0]}`)
  expect(body).toMatch(/<summary>.*Reader 0.* and 9,999 more<\/summary>/)
  expect(body).toContain('and 9,500 more, whom the source names')
})

test('headers are decoded, and those of leaving explained', async () => {
  const { ids, get } = await anInbox([
    {
      subject: '潮汐',
      text: 'x',
      headers: [
        'List-Unsubscribe: <https://a.example/u>',
        'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
      ],
    },
  ])
  const { body } = await get(`/message/${ids[0]}?part=headers`)
  expect(body).toContain('<th scope="row">Subject</th><td><bdi>潮汐</bdi></td>')
  expect(body).toMatch(/List-Unsubscribe-Post<\/th><td><bdi>[^<]*<\/bdi><p>[^<]*RFC 8058/)
})

test('an attachment is saved under its name, whatever it is', async () => {
  const attachment = { name: '报告 "1".html', type: 'text/html', content: '<script>alert(1)</script>' }
  const { ids, get } = await anInbox([{ text: 'x', attachment }])
  const { status, headers, body } = await get(`/message/${ids[0]}/attachment/0`)
  expect([status, body]).toEqual([200, attachment.content])
  expect(headers.get('content-type')).toBe('application/octet-stream')
  expect(headers.get('content-disposition')).toBe(
    `attachment; filename="____1_.html"; filename*=UTF-8''${encodeURIComponent(attachment.name)}`,
  )
  expect((await get(`/message/${ids[0]}/attachment/1`)).status).toBe(404)
})

test.each<[string, Draft, RegExp]>([
  [
    'a mail that Gmail clips',
    { html: `<p>${'x'.repeat(110_000)}` },
    /warning"><b>.*Gmail clips it: 107 KB of HTML/,
  ],
  ['no text part', { html: '<p>Hi' }, /warning"><b>.*No text part/],
  ['markup in the text part', { text: '<p>Hi</p>' }, /warning"><b>.*Markup in the text part/],
  [
    'a text part without the links',
    { text: 'Hi', html: '<a href="https://a.example">Hi</a>' },
    /warning"><b>.*No links in the text part/,
  ],
  ['no subject', { subject: '', text: 'x' }, /warning"><b>.*No subject/],
  [
    'no one-click',
    { text: 'x', headers: ['List-Unsubscribe: <mailto:x@a.example>'] },
    /warning"><b>.*No one-click unsubscribe/,
  ],
  ['what was not filled in', { text: 'Dear {{name}}' }, /warning"><b>.*Not filled in: \{\{name\}\}/],
  [
    'pictures without alt',
    { text: 'x', html: '<img src="https://a.example/a.png">' },
    /warning"><b>.*Pictures without alt: 1/,
  ],
  [
    'what clients drop',
    { text: 'x', html: '<form></form><script></script>' },
    /warning"><b>.*Clients drop &lt;form&gt;, &lt;script&gt;/,
  ],
])('the checks tell of %s', async (_, draft, told) => {
  const { ids, get } = await anInbox([draft])
  expect((await get(`/message/${ids[0]}?part=checks`)).body).toMatch(told)
})

test('a mail without fault has no warning', async () => {
  const { ids, get } = await anInbox([
    {
      subject: 'The boats came home',
      text: 'Read on: https://a.example/',
      html: '<html lang="en"><a href="https://a.example/">Read on</a>',
    },
  ])
  expect((await get(`/message/${ids[0]}?part=checks`)).body).not.toContain('class="warning"')
})

test('unknown paths and methods are told so', async () => {
  const { get, post, url } = await anInbox()
  for (const path of [
    '/nowhere',
    '/message/x/raw',
    '/assets/inbox.ts',
    '/assets/..%2finbox.ts',
    '/message/%',
  ])
    expect((await get(path)).status, path).toBe(404)
  expect((await post('/nowhere', [])).status).toBe(404)
  expect((await fetch(url(), { method: 'PUT' })).status).toBe(405)
})
