import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { readDocument } from '../../../../cli/import/read-document.ts'
import { readIssue } from '../../../../functions/issue/read-issue.ts'
import { publicationIn } from '../../../../functions/publication/publication.ts'
import { aPng, aPublication } from '../../../builders.ts'
import { anIssueFolder } from '../issue-folder.ts'
import { aFolder } from '../terminal-io.ts'

/** A folder on disk, imported as issue `harbour`, and read by the strict reader. */
const imported = async (files: Record<string, string | Uint8Array>) => {
  const cwd = await aFolder()
  await anIssueFolder(cwd)
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(cwd, 'book', path)), { recursive: true })
    await writeFile(join(cwd, 'book', path), text)
  }
  const {
    files: made,
    report,
    language,
  } = await readDocument({ cwd }, 'book', { id: 'harbour', language: 'en' })
  const text = (path: string) =>
    Buffer.from(made.find((one) => one.path === path)?.bytes ?? []).toString('utf8')
  const read = readIssue({ id: 'harbour', files: made, publication: publicationIn(aPublication(), language) })
  expect(read).toMatchObject({ outcome: 'read' })
  expect(report.coverage).toBe(1)
  return {
    report,
    text,
    yaml: parse(text('issue.yaml')),
    body: (path: string) =>
      text(path)
        .replace(/^---\n[\s\S]*?\n---\n/, '')
        .trim(),
    front: (path: string) => parse(text(path).split(/^---$/m)[1]!),
    pictures: made.flatMap(({ path }) => (/\.(md|yaml)$/.test(path) ? [] : [path])),
    doubts: report.doubts.map(({ source, line, what }) => `${source}:${line} ${what}`),
  }
}

const gif = Buffer.concat([
  Buffer.from('GIF89a'),
  Buffer.from([200, 0, 100, 0, 0, 0, 0, 0x2c, 0, 0, 0, 0, 200, 0, 100, 0, 0, 2, 1, 0, 0, 0x3b]),
])
const svg =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20"><circle cx="9" cy="9" r="9"/><script>x()</script></svg>'
const webp = () => {
  const bytes = Buffer.alloc(30)
  bytes.write('RIFF', 0)
  bytes.writeUInt32LE(22, 4)
  bytes.write('WEBPVP8X', 8)
  bytes.writeUInt32LE(10, 16)
  bytes.writeUIntLE(639, 24, 3)
  bytes.writeUIntLE(359, 27, 3)
  return bytes
}

test('marks of other programs, emoji and template code are read in each file of a folder', async () => {
  const { body, report } = await imported({
    'a.md': '# Tides\n\n!!! note "Mind"\n    Low water at six :tada:\n\n:fontawesome-solid-fish: Fish.\n',
    'b.md':
      '# Fog\n\n{% assign quay = "https://quay.example/" %}\n\nSee [the quay]({{quay}}7).\n\n{% include card.html\n   title="No"\n%}\n\nWords.\n',
  })
  expect(body('01-tides.md')).toBe('> **Mind**\\\n> Low water at six 🎉\n\nFish.')
  expect(body('02-fog.md')).toBe('See [the quay](https://quay.example/7).\n\nWords.')
  expect(report.dropped.map(({ source, line, reason }) => [source, line, reason.split(':')[0]])).toEqual([
    ['b.md', 3, 'a template’s command'],
    ['a.md', 6, 'an icon that is not known here'],
    ['b.md', 7, 'template code'],
  ])
})

test('who pays for a folder’s article is doubted, and what only leads to other pages is left out', async () => {
  const { body, report, doubts } = await imported({
    'a.md':
      '# Tides\n\n[« Previous](z.md) | [Next »](b.md)\n\nWater comes.\n\n---\n\nWater goes.\n\nThis issue is sponsored by Ropes & Co.\n',
    'b.md': '# Fog\n\nNobody saw it.\n\n[Unsubscribe](https://mail.example/u)\n',
  })
  expect(body('01-tides.md')).toBe(
    'Water comes.\n\n---\n\nWater goes.\n\nThis issue is sponsored by Ropes & Co.',
  )
  expect(body('02-fog.md')).toBe('Nobody saw it.')
  expect(report.dropped.map(({ source, line, reason }) => [source, line, reason])).toEqual([
    ['a.md', 3, 'links to other issues'],
    ['b.md', 5, 'a line of a mail tool'],
  ])
  expect(doubts).toEqual([expect.stringContaining('a.md:11 names a sponsor')])
})

test('links between the articles of a folder lead to their pages, however they are written', async () => {
  const { body, doubts } = await imported({
    'water/low tide.md':
      '# Low tide\n\n[a](../fog.md), [b](/fog.md#deep), [c](<../land/piers.html>), [d][f], <a href="../fog">e</a>.\n\n[f]: ../land/piers.md "Piers"\n',
    'fog.md':
      '# Fog\n\n[a](water/low%20tide.md), [b]({{< ref "land/piers.md" >}}), [c]({% link land/piers.md %}), [[piers]], [[Low tide|the tide]], `[[piers]]`.\n',
    'land/piers.md':
      '# Piers\n\n[gone](gone.md), [a file](paper.pdf), [[nobody]], [web](https://e.example/fog.md).\n',
  })
  const page = (slug: string) => `https://matrix.example/en/issues/harbour/${slug}/`
  const site = /https:\/\/[^/)]+/.exec(body('01-fog.md'))![0]
  const at = (slug: string) => page(slug).replace('https://matrix.example', site)
  expect(body('03-low-tide.md')).toBe(
    `[a](${at('fog')}), [b](${at('fog')}), [c](${at('piers')}), [d](${at('piers')}), [e](${at('fog')}).`,
  )
  expect(body('01-fog.md')).toBe(
    `[a](${at('low-tide')}), [b](${at('piers')}), [c](${at('piers')}), [piers](${at('piers')}), [the tide](${at('low-tide')}), \`[[piers]]\`.`,
  )
  expect(body('02-piers.md')).toBe('gone, a file, \\[\\[nobody]], [web](https://e.example/fog.md).')
  expect(doubts).toEqual([
    expect.stringContaining('land/piers.md:3 links that are not web addresses are left out'),
  ])
})

test('pictures of any format lie beside their file or below the folder, whatever their names say', async () => {
  const { body, pictures, doubts } = await imported({
    'water/tides.md': [
      '# Tides',
      '![A boat](boat.gif)',
      '![A fish](../pictures/fish.svg)',
      '![A lamp](/pictures/lamp.png)',
      '![A pier][p]',
      '<img src="boat 2.gif" alt="Two boats">',
      '![[boat.gif|A boat again]]',
      '![A rope](pictures/rope.png)',
      '![Nothing](../../secret.png)',
      '[p]: ../pictures/pier.webp',
    ].join('\n\n'),
    'water/boat.gif': gif,
    'water/boat 2.gif': gif,
    'pictures/fish.svg': svg,
    'pictures/lamp.png': webp(),
    'pictures/pier.webp': webp(),
    'pictures/rope.png': aPng(),
  })
  expect(body('01-tides.md').split('\n\n')).toEqual([
    '![A boat](water/boat.gif)',
    '![A fish](pictures/fish.svg)',
    '![A lamp](pictures/lamp.png)',
    '![A pier](pictures/pier.webp)',
    '![Two boats](water/boat%202.gif)',
    '![A boat again](water/boat.gif)',
    '![A rope](pictures/rope.png)',
    'Nothing',
  ])
  expect(pictures.toSorted()).toEqual([
    'pictures/fish.svg',
    'pictures/lamp.png',
    'pictures/pier.webp',
    'pictures/rope.png',
    'water/boat 2.gif',
    'water/boat.gif',
  ])
  expect(doubts).toEqual([expect.stringContaining('its path leads out of the folder')])
})

test('the README of a folder says which issue it is, and has its cover; articles have pictures of their own', async () => {
  const { yaml, front, pictures, doubts } = await imported({
    'README.md':
      '---\ntitle: Harbour Book\nnumber: 7\ndate: 2031-05-06\ndescription: All about water\nimage: quay.png\nimage_alt: The quay at dawn\n---\n',
    'a.md': '---\ntitle: Tides\nimage: { path: tide.png, alt: Low water }\n---\n\nWater comes.\n',
    'water/b.md': '---\ntitle: Fog\nfeatured_image: fog.png\n---\n\nNobody saw it.\n',
    'water/c.md': '---\ntitle: Piers\ncover: pier.webp\n---\n\nLong ones.\n',
    'quay.png': aPng(),
    'tide.png': aPng(),
    'water/fog.png': aPng(),
    'water/pier.webp': webp(),
  })
  expect(yaml).toMatchObject({
    title: { en: 'Harbour Book' },
    number: 7,
    date: '2031-05-06',
    cover: { image: 'quay.png', alt: { en: 'The quay at dawn' }, lines: { en: ['All about water'] } },
  })
  expect(front('01-tides.md')).toMatchObject({ image: 'tide.png', alt: 'Low water' })
  expect(front('02-fog.md')).toMatchObject({ image: 'water/fog.png', alt: 'Fog' })
  expect(front('03-piers.md').image).toBeUndefined()
  expect(pictures.toSorted()).toEqual(['quay.png', 'tide.png', 'water/fog.png'])
  expect(doubts).toEqual([
    expect.stringContaining('water/b.md:1 the article’s picture has no alternative text'),
    expect.stringContaining(
      'water/c.md:1 the picture “pier.webp” is not taken for its article: it goes into mail',
    ),
  ])
})

test('a folder without a README is called by its name', async () => {
  const { yaml } = await imported({ 'a.md': 'Water comes.\n' })
  expect(yaml.title).toEqual({ en: 'book' })
})

test.each([
  ['backticks', '`'],
  ['brackets', '[['],
  ['beginnings of references', ']({{< ref '],
  ['links between articles', '[a](b.md) '],
  ['elements', '<div>a</div>'],
])(
  'two hundred kilobytes of %s in a file of a folder is read in time',
  async (_, one) => {
    const { report } = await imported({
      'a.md': `# A\n\n[[b]]\n\n${one.repeat(200_000 / one.length)}\n`,
      'b.md': '# B\n\nWords.\n',
    })
    expect(report.articles).toHaveLength(2)
  },
  60_000,
)
