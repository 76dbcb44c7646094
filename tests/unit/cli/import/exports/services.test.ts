import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aDesk, writeFiles, writeZip } from './desk.ts'
import * as samples from './sample-exports.ts'

/** An export in a zip, imported. */
const importZip = async (files: samples.ExportFiles, ...args: string[]) => {
  const desk = await aDesk()
  await writeZip(join(desk.cwd, 'export.zip'), files)
  const report = await desk.imported('export.zip', ...args)
  const post = (issue: string) => report.issues.find((one) => one.issue === issue)!
  return { ...desk, report, post }
}

test('Ghost: texts of its three editors, with date, author, cover, topic and old address', async () => {
  const { report, post, article, read, issues, cwd } = await importZip(samples.ghostZip())
  expect(report).toMatchObject({ service: 'Ghost', posts: 4, audience: ['1 member in ghost-2031.json'] })
  expect(await issues()).toEqual(['lamps', 'mailed', 'the-boats'])
  expect(await read('content/issues/the-boats/issue.yaml')).toBe(`imported: Ghost
languages:
  - en
title:
  en: The boats came home
date: 2031-05-07
sections:
  - topic: news
    articles:
      - 01-the-boats-came-home
cover:
  image: images/pier.png
  alt:
    en: The pier, empty
`)
  expect(await article('the-boats')).toBe(`---
title: The boats came home
kind: full
author: Lin An, Ada Rope
summary: Twelve boats, and a rope.
aliases:
  - /the-boats/
---

The boats came home **at six** and [the lamps](https://tides.example.org/lamps/) were lit, said the \`harbour_log\`.

## What the keeper saw

- rope
- salt & tar

![A pier](images/pier.png)

The pier at *noon*

> 💡 Mind the **tide**.

[Tide tables](https://example.org/tides)

Every day of the year

\`\`\`js
const tide = high && low < 3
\`\`\`

### More

Hidden *harbour* words.

Only subscribers read this line.

A *starred* word, and a [link](https://example.org/a_b).

`)
  expect(await readdir(join(cwd, 'content/issues/the-boats/images'))).toEqual(['pier.png'])
  expect(post('the-boats').leftOut).toEqual([
    'the mark from where only members read on',
    'a sign-up form: “Never miss a tide No spam. Join us”',
    'a card of Ghost’s that is not known here (sea-chart): “Depths in fathoms”',
  ])
  expect(post('the-boats').words.lost).toBe(0)
  const lamps = await article('lamps')
  expect(lamps).toContain('title: Lamps & oil\n')
  expect(lamps).toContain('**Lamps** are lit\\\n[*every evening*](https://example.org/lamp?a=1\\&b=2)')
  expect(lamps).toContain('1. trim\n2. light')
  expect(lamps).toContain('[A film of lamps](https://www.youtube.com/watch?v=abc)')
  expect(lamps).toContain('[Buy rope](https://example.org/rope)')
  expect(post('lamps').doubts).toContain('was for paying members only: published here, everybody can read it')
  expect(post('lamps').doubts.join('\n')).toMatch(/a\.png” is left out: it /)
  expect(post('mailed').leftOut).toEqual([
    'the mark from where only members read on',
    'a sign-up form: “Subscribe”',
    'a player: “Sounds 1×”',
  ])
  expect(report.passedOver).toEqual([
    { source: 'not-yet', title: 'Not yet', reason: 'a draft: --drafts takes it' },
    { source: 'about', title: 'About', reason: 'a page, not a post' },
  ])
})

test('Ghost: one JSON file is enough, and its pictures are missed by name', async () => {
  const desk = await aDesk()
  await writeFile(join(desk.cwd, 'tides.ghost.json'), samples.ghostJson())
  const report = await desk.imported('tides.ghost.json', '--drafts')
  expect(report.issues.map(({ issue }) => issue)).toEqual(['not-yet', 'mailed', 'lamps', 'the-boats'])
  expect(report.issues[0]!.doubts).toEqual([
    'bears no date: write one into issue.yaml, such as date: 2031-05-06',
    'no reader had it: a draft',
  ])
  expect(report.issues.at(-1)!.doubts).toContain('its cover is not in the folder: it is not in the export')
})

test('what an import leaves to do is told by check, line by line, until the lines are taken away', async () => {
  const desk = await aDesk()
  await writeFile(join(desk.cwd, 'tides.ghost.json'), samples.ghostJson())
  await desk.imported('tides.ghost.json', '--drafts')
  const { code, out, errors } = await desk.masthead('check')
  expect(code).toBe(0)
  const said = out.split('\n')
  for (const line of [
    'not-yet/issue.yaml:1 TODO: bears no date: write one into issue.yaml, such as date: 2031-05-06',
    'not-yet/01-not-yet.md:2 TODO: no reader had it: a draft',
    'the-boats/issue.yaml:1 TODO: its cover is not in the folder: it is not in the export',
    'lamps/01-lamps-oil.md:2 TODO: was for paying members only: published here, everybody can read it',
  ])
    expect(said).toContain(`content/issues/${line}`)
  expect(errors).toMatch(/^\d warnings$/m)
  const folder = join(desk.cwd, 'content/issues/not-yet')
  for (const name of ['issue.yaml', '01-not-yet.md']) {
    const text = await readFile(join(folder, name), 'utf8')
    await writeFile(join(folder, name), text.replace(/^# TODO.*\n/gm, ''))
  }
  expect(await desk.masthead('check', 'content/issues/not-yet', '--json')).toMatchObject({ code: 0 })
  expect(JSON.parse((await desk.masthead('check', 'content/issues/not-yet', '--json')).out)).toEqual({
    issue: 'not-yet',
    problems: [],
    warnings: [],
  })
})

test('Substack: notes, formulas, films and pictures; forms, polls and paywalls are left out and said', async () => {
  const { report, post, article } = await importZip(samples.substack())
  expect(report).toMatchObject({
    service: 'Substack',
    audience: ['posts/101.delivers.csv', 'posts/101.opens.csv', 'email_list.tides.csv'],
  })
  const boats = await article('the-boats')
  expect(boats).toContain(
    'title: The boats, home\nkind: full\nsummary: A rope, and "lamps"\naliases:\n  - /p/the-boats\n',
  )
  expect(boats.slice(boats.indexOf('\n\n') + 2)).toBe(`The boats came home[^1], all *twelve*.

![Boats](https://substack-post-media.s3.amazonaws.com/public/images/abc_800x600.png)

Twelve of them

[Order the book](https://example.org/book)

<https://www.youtube.com/watch?v=abc>

$$
h = \\frac{1}{2} g t^2
$$

> Low water at six
>
> [The Harbour](https://twitter.com/h/status/1)

[The quiet pier](https://tides.substack.com/p/quiet)

Behind the wall: **salt**.

[^1]: Thirteen, with the pilot.

`)
  expect(post('the-boats').leftOut).toEqual([
    'a sign-up form: “Thanks for reading Tides! Subscribe for free.”',
    'a button of the service: “Share”',
    'a poll',
    'a film, for which a link stands',
    'a post of a social network, for which its words stand',
    'another post, shown, for which a link stands',
    'the mark from where only paying readers read on',
  ])
  expect(await article('lamps')).toContain('## Oil\n\nLamps\u00a0& oil. H₂O, café, 海水。\n\n> “Lit.”')
  expect(post('lamps').doubts).toEqual(['was for paying readers only: published here, everybody can read it'])
  expect(report.issues.map(({ words }) => words.lost)).toEqual([0, 0, 0])
  expect(report.passedOver.map(({ source, reason }) => `${source}: ${reason}`)).toEqual([
    'posts/103.draft.html: a draft: --drafts takes it',
    '104.what-do-you-think: a discussion, not a post',
    '105.gone: its text is not in the export',
    'posts/107.stray.html: is not in posts.csv',
  ])
})

test('Buttondown: Markdown stays Markdown, the fancy editor’s HTML becomes it, pictures lie beside', async () => {
  const { report, post, article, read, cwd } = await importZip(samples.buttondown())
  expect(report).toMatchObject({ service: 'Buttondown', audience: ['export/subscribers.csv'] })
  const plain = await article('plain-words')
  expect(plain).toContain('aliases:\n  - /archive/plain-words/\n')
  expect(plain).toContain('Snake_case_words stay, and so do 2 \\* 3 \\* 4.[^1]')
  expect(plain).toContain('![A pier](images/pier.png)')
  expect(await readdir(join(cwd, 'content/issues/plain-words/images'))).toEqual(['pier.png'])
  expect(await read('content/issues/plain-words/issue.yaml')).toContain('date: 2031-05-03\n')
  expect(post('plain-words').doubts).toEqual([
    'template code “{{ subscriber.metadata.first_name }}” is left out: nothing fills it in here',
  ])
  const fancy = await article('fancy-words')
  expect(fancy).toContain(
    '## Lorem ipsum\n\nConsectetur **adipiscing** \\* not a list \\*.\n\nIndented, and no code.',
  )
  expect(post('lost').doubts).toContain('has no text')
  expect(report.issues.map(({ words }) => words.lost)).toEqual([0, 0, 0])
})

test('Buttondown: a folder of e-mails with front matter', async () => {
  const desk = await aDesk()
  await writeFiles(join(desk.cwd, 'kept'), samples.buttondownFolder())
  const report = await desk.imported('kept')
  expect(report).toMatchObject({ service: 'Buttondown', posts: 3 })
  expect(await desk.article('low-water')).toBe(
    '---\ntitle: "Low water: at six"\nkind: full\nsummary: When, and why.\naliases:\n  - /archive/low-water/\n---\n\nAt six.\n\n',
  )
  expect(report.passedOver).toEqual([
    { source: 'emails/later.md', title: 'Later', reason: 'a draft: --drafts takes it' },
  ])
})

test('Mailchimp: layout tables become text, data tables stay, merge tags, footer and pixel go', async () => {
  const { report, post, article } = await importZip(samples.mailchimp())
  expect(report).toMatchObject({
    service: 'Mailchimp',
    audience: ['lists/tides/subscribed_members_export.csv'],
  })
  expect(await article('tides-1-boats')).toBe(`---
# TODO: merge tag “*|FNAME|*” is left out: nothing fills it in here
title: The boats, home
kind: full
summary: Short & salty
---

## Hello

The boats **came** home.\\
All twelve.

[Read on](https://example.org/a?b=1\\&c=2)

| When | What |
| - | - |
| six | low water |

![The pier](images/pier-in-the-morning-light.png)

`)
  expect(post('tides-1-boats')).toMatchObject({
    date: '2031-05-06',
    aliases: [],
    words: { lost: 0 },
    pictures: { inExport: 1, onTheWeb: 0 },
  })
  expect(post('tides-1-boats').leftOut).toEqual([
    'the line “view in your browser”: “View this email in your browser”',
    expect.stringMatching(/^the footer, which your own mails have: “Copyright/),
    expect.stringMatching(/^a tracking pixel/),
  ])
  expect(report.passedOver).toEqual([
    {
      source: 'campaigns_content/1003_never.html',
      title: 'Never sent',
      reason: 'never sent: --drafts takes it',
    },
  ])
})

test('WordPress: blocks and the old editor, captions, galleries and embeds; unknown shortcodes are said', async () => {
  const desk = await aDesk()
  await writeFile(join(desk.cwd, 'tides.WordPress.2031-05-07.xml'), samples.wxr())
  const report = await desk.imported('tides.WordPress.2031-05-07.xml')
  expect(report).toMatchObject({ service: 'WordPress', posts: 3 })
  const boats = await desk.article('the-boats')
  expect(boats).toContain('title: The boats & the rope\nkind: full\nauthor: Lin An\n')
  expect(boats).toContain('aliases:\n  - /2031/05/06/the-boats/\n')
  expect(boats).toContain('```\na < b]]> c\n```')
  // By the clock of the site, not by Greenwich's.
  expect(await desk.read('content/issues/the-boats/issue.yaml')).toContain(
    'date: 2031-05-06\nsections:\n  - topic: news\n',
  )
  const lamps = await desk.article('hai')
  expect(lamps).toContain('First paragraph\\\nwith a line.\n\nSecond \\[not a shortcode] one.\n\n')
  expect(lamps).toContain('/2031/05/pier.png)](https://tides.example.org/x)\n\nThe old pier\n')
  expect(lamps).toContain('<https://example.org/film>\n\nAfter the fold.\n')
  expect(lamps).not.toContain('aliases')
  expect(report.issues[0]).toMatchObject({
    doubts: expect.arrayContaining([
      'its old address has no path of its own, so that nothing leads from there',
    ]),
    leftOut: ['a gallery, or pictures of it, that the export does not name', 'a shortcode (mc4wp_form): “3”'],
  })
  expect(report.issues.map(({ words }) => words.lost)).toEqual([0, 0])
  expect(report.passedOver.map(({ source, reason }) => `${source}: ${reason}`)).toEqual([
    'post 13: a draft: --drafts takes it',
    'about: a page, not a post',
    '1 × nav_menu_item: not posts',
  ])
})

test('listmonk: what its API answers, and its table', async () => {
  const desk = await aDesk()
  await writeFile(join(desk.cwd, 'campaigns.json'), samples.listmonkJson())
  const report = await desk.imported('campaigns.json')
  expect(report).toMatchObject({ service: 'listmonk', posts: 3 })
  const boats = await desk.article('tides-1')
  expect(boats).toContain('title: The boats\n')
  expect(boats).toContain('aliases:\n  - /archive/57702beb-6fae-4355-a324-c2fd5b59a549\n')
  expect(boats).toContain('The boats [came](https://example.org/boats) [home](https://example.org/home).')
  expect(report.issues.find(({ issue }) => issue === 'tides-1')).toMatchObject({
    words: { lost: 0 },
    leftOut: ['a button of the service: “Leave”'],
    doubts: [
      expect.stringContaining('{{ .Subscriber.FirstName }}'),
      expect.stringContaining('{{ TrackView }}'),
    ],
  })
  expect(await desk.article('lamps')).toContain('Lamps are *lit*.\n\n- oil\n- wick\n')
  await writeFile(join(desk.cwd, 'campaigns.csv'), samples.listmonkCsv())
  const table = await desk.imported('campaigns.csv', '--out', 'elsewhere')
  expect(table.issues).toMatchObject([{ issue: 'tides-1', title: 'The boats', date: '2031-05-06' }])
})

test('one page that somebody saved is an issue', async () => {
  const desk = await aDesk()
  await writeFile(
    join(desk.cwd, 'campaign.html'),
    '<html><head><title>Saved</title></head><body><p>Words.</p></body></html>',
  )
  expect((await desk.imported('campaign.html')).issues).toMatchObject([{ issue: 'campaign', title: 'Saved' }])
})

test('a folder of documents stays one issue, whatever else lies in it', async () => {
  const desk = await aDesk()
  await writeFiles(join(desk.cwd, 'book'), {
    'SUMMARY.md': '# Summary\n\n- [Tides](tides.md)\n',
    'tides.md': '# Tides\n\nWater comes.\n',
    'book.json': '{ "title": broken',
    'feed.xml': '<rss><channel><title>x</title></channel></rss>',
    'data.csv': 'a,b\n1,2\n',
  })
  const { code, out, errors } = await desk.masthead('import', 'book')
  expect([code, errors]).toEqual([0, ''])
  expect(out).toContain('Written to content/issues/book; ')
})

test('every issue of every service is sound', async () => {
  const desk = await aDesk()
  await mkdir(join(desk.cwd, 'in'))
  const zips = {
    ghost: samples.ghostZip(),
    substack: samples.substack(),
    buttondown: samples.buttondown(),
    mailchimp: samples.mailchimp(),
  }
  for (const [name, files] of Object.entries(zips)) {
    await writeZip(join(desk.cwd, 'in', `${name}.zip`), files)
    await desk.imported(`in/${name}.zip`, '--out', `content/${name}`, '--drafts')
  }
  await writeFile(join(desk.cwd, 'in/wordpress.xml'), samples.wxr())
  await desk.imported('in/wordpress.xml', '--out', 'content/wordpress', '--drafts')
  await writeFile(join(desk.cwd, 'in/listmonk.json'), samples.listmonkJson())
  await desk.imported('in/listmonk.json', '--out', 'content/listmonk', '--drafts')
  for (const name of [...Object.keys(zips), 'wordpress', 'listmonk'])
    for (const issue of await readdir(join(desk.cwd, 'content', name))) {
      const checked = await desk.masthead('check', `content/${name}/${issue}`)
      expect(`${name}/${issue} ${checked.code} ${checked.out}`).toMatch(/ 0 /)
    }
})

test('the report says how much, what was left out of which post, and what to do next', async () => {
  const desk = await aDesk()
  await writeZip(join(desk.cwd, 'export.zip'), samples.substack())
  const { code, out, errors } = await desk.masthead('import', 'export.zip')
  expect([code, errors]).toEqual([0, ''])
  expect(out).toMatch(
    /^Substack: 4 posts → 3 issues in content\/issues\n\d+ words before, \d+ after; none is lost but in what is left out\n/,
  )
  expect(out).toContain(
    '\n  the-boats\n    left out: a sign-up form: “Thanks for reading Tides! Subscribe for free.”\n',
  )
  expect(out).toContain('\n  “A draft of two lines” (posts/103.draft.html): a draft: --drafts takes it\n')
  expect(out).toMatch(/Readers were seen and not imported: .*email_list\.tides\.csv\n/)
  expect(out).toMatch(/\nNext: masthead check$/)
  const again = await desk.masthead('import', 'export.zip')
  expect(again.code).toBe(0)
  expect(again.out).toContain('Substack: 4 posts → 0 issues in content/issues')
  expect(again.out).toContain('content/issues/the-boats is there already: it stays as it is')
})
