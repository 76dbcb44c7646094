import { execFileSync } from 'node:child_process'
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openZip } from '../../../../../cli/import/exports/zip-archive.ts'
import { aDesk, writeFiles, writeZip } from './desk.ts'
import * as samples from './sample-exports.ts'

/** A desk with one file in it, imported; nothing but that file and the publication may be there afterwards. */
const refused = async (name: string, bytes: string | Uint8Array) => {
  const desk = await aDesk()
  await writeFile(join(desk.cwd, name), bytes)
  const { code, errors } = await desk.masthead('import', name)
  expect(code).toBe(1)
  expect(await readdir(desk.cwd)).toEqual([name, 'content'].sort())
  expect(await readdir(join(desk.cwd, 'content'))).toEqual(['publication.yaml'])
  expect(errors.split('\n')).toHaveLength(1)
  return errors
}

/** A sound export of Substack as a zip, whose bytes may be changed. */
const aZip = async (files: samples.ExportFiles = samples.substack()): Promise<Buffer> => {
  const { cwd } = await aDesk()
  await writeZip(join(cwd, 'x.zip'), files)
  return readFile(join(cwd, 'x.zip'))
}

/** Puts other bytes of the same length in the place of all that are found. */
const replaced = (bytes: Buffer, from: string, to: string): Buffer => {
  const out = Buffer.from(bytes)
  for (let at = out.indexOf(from); at >= 0; at = out.indexOf(from, at + 1)) out.write(to, at, 'latin1')
  return out
}

/** Changes each entry of the list at a zip's end (APPNOTE 6.3.10, §4.3.12). */
const entriesChanged = (bytes: Buffer, change: (out: Buffer, at: number) => void): Buffer => {
  const out = Buffer.from(bytes)
  for (let at = out.indexOf('PK\u0001\u0002'); at >= 0; at = out.indexOf('PK\u0001\u0002', at + 4))
    change(out, at)
  return out
}

test('a path out of the zip refuses it as a whole, above it or from the root', async () => {
  const zip = await aZip()
  expect(await refused('e.zip', replaced(zip, 'posts/102.lamps', '../../../.lamps'))).toMatch(
    /^e\.zip holds a file that would lie outside of it \(invalid relative path: \.\.\/\.\.\/\.\.\/\.lamps\.html\): nothing is read$/,
  )
  expect(await refused('e.zip', replaced(zip, 'posts/102.lamps', '/osts/102.lamps'))).toMatch(
    /outside of it \(absolute path/,
  )
  expect(await refused('e.zip', replaced(zip, 'posts/102.lamps', 'C:/ts/102.lamps'))).toMatch(
    /outside of it \(absolute path/,
  )
  expect(await refused('e.zip', replaced(zip, 'posts/102.lamps', '..\\..\\..\\.lamps'))).toMatch(
    /outside of it/,
  )
})

test('links in a zip are not followed, and said', async () => {
  const zip = entriesChanged(await aZip(), (out, at) => {
    const name = out.subarray(at + 46, at + 46 + out.readUInt16LE(at + 28)).toString()
    if (name.includes('102.lamps')) out.writeUInt32LE((0o120777 << 16) >>> 0, at + 38)
  })
  const desk = await aDesk()
  await writeFile(join(desk.cwd, 'e.zip'), zip)
  const report = await desk.imported('e.zip')
  expect(report.refused).toEqual([{ path: 'posts/102.lamps.html', reason: 'it is not a regular file' }])
  expect(report.passedOver).toContainEqual({
    source: '102.lamps',
    title: 'Lamps',
    reason: 'its text is not in the export',
  })
})

test('two files of one name, an encrypted file, a zip that is cut short: one line each', async () => {
  const zip = await aZip()
  const twice = await aZip({ 'posts.csv': 'post_id\n', 'posts/1.html': 'a', 'posts/2.html': 'b' })
  expect(await refused('e.zip', replaced(twice, 'posts/2.html', 'posts/1.html'))).toBe(
    'e.zip holds two files called posts/1.html: pack it again',
  )
  const encrypted = entriesChanged(zip, (out, at) => out.writeUInt16LE(out.readUInt16LE(at + 8) | 1, at + 8))
  expect(await refused('e.zip', encrypted)).toMatch(
    /^e\.zip is encrypted \(.+\): unpack it with its password, and import the folder$/,
  )
  expect(await refused('e.zip', zip.subarray(0, zip.length - 200))).toMatch(
    /^e\.zip is not a valid zip, or is cut short: download it again/,
  )
  expect(await refused('e.zip', zip.subarray(0, 10))).toMatch(/not a valid zip/)
  const broken = Buffer.from(zip)
  broken.fill(0xff, 60, 200)
  expect(await refused('e.zip', broken)).toMatch(/ in e\.zip is not a valid zip, or is cut short/)
})

test('a zip bomb is refused before it is unpacked, also one that lies about its size', async () => {
  const bomb = await aZip({ ...samples.substack(), 'posts/102.lamps.html': Buffer.alloc(60_000_000, 'a') })
  expect(bomb.length).toBeLessThan(100_000)
  expect(await refused('e.zip', bomb)).toMatch(
    /^e\.zip would be 61 MB when it is unpacked, from 1 MB: that is not an export$/,
  )
  const liar = entriesChanged(bomb, (out, at) => {
    if (out.readUInt32LE(at + 24) === 60_000_000) out.writeUInt32LE(90_000, at + 24)
  })
  expect(await refused('e.zip', liar)).toMatch(
    /102\.lamps\.html in e\.zip is not a valid zip, or is cut short: .*too many bytes/,
  )
})

test('more files than any export has, and a post that is too long, are refused', async () => {
  const { cwd } = await aDesk()
  await writeZip(
    join(cwd, 'many.zip'),
    Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`${at}.html`, 'x'])),
  )
  await expect(openZip(join(cwd, 'many.zip'), 'many.zip', { mostEntries: 20 })).rejects.toThrow(
    'many.zip holds more than 20 files: that is not an export',
  )
  await expect(openZip(join(cwd, 'many.zip'), 'many.zip', { mostBytes: 20 })).rejects.toThrow(
    /would be 1 MB when it is unpacked/,
  )
  const words = Array.from({ length: 900_000 }, (_, at) => (at * 7919).toString(36)).join(' ')
  expect(
    await refused('e.zip', await aZip({ ...samples.substack(), 'posts/101.the-boats.html': words })),
  ).toMatch(/^posts\/101\.the-boats\.html in e\.zip has \d+ MB; the most is 5 MB$/)
})

test('entities of its own refuse an XML, and nothing is fetched or expanded', async () => {
  const bomb = samples
    .wxr()
    .replace(
      '<rss ',
      '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>\n<rss ',
    )
    .replace('About', '&b;&x;')
  expect(await refused('e.xml', bomb)).toBe(
    'e.xml declares entities of its own (<!ENTITY …>): no export does, nothing is read',
  )
})

test.each([
  [
    'e.xml',
    samples.wxr().slice(0, 3000),
    /^e\.xml:\d+ is not valid XML, or is cut short: export it again \(/,
  ],
  [
    'e.xml',
    samples.wxr().replace('</item>', '</itm>'),
    /^e\.xml:\d+ is not valid XML, or is cut short: export it again \(/,
  ],
  ['e.json', samples.ghostJson().slice(0, 3000), /^e\.json is not JSON, or is cut short: export it again \(/],
  [
    'e.json',
    samples.ghostJson().replace('"slug":"the-boats"', '"slug":{}'),
    /^e\.json is not a valid export of Ghost: posts\.0\.slug /,
  ],
  [
    'e.json',
    '{}',
    /^e\.json is no export of Ghost, Substack, Buttondown, Mailchimp, WordPress or listmonk: /,
  ],
  ['e.csv', 'a,b\n1,2\n', /^e\.csv is no export of /],
  ['e.zip', '', /^e\.zip is not a valid zip/],
  ['e.zip', `PK\u0005\u0006${'\0'.repeat(18)}`, /^e\.zip is no export of /],
])('a broken %s is said to be so in one line', async (name, text, message) => {
  expect(await refused(name, text)).toMatch(message)
})

test('a table with a quotation that never ends is said to be broken, with its line', async () => {
  const files = { ...samples.substack(), 'posts.csv': 'post_id,title\n1.a,"never closed\n2.b,c\n' }
  expect(await refused('e.zip', await aZip(files))).toMatch(
    /^posts\.csv in e\.zip is not a valid table, or is cut short: export it again \(/,
  )
})

test('in a folder, links and pipes are never opened', async () => {
  const desk = await aDesk()
  const folder = join(desk.cwd, 'export')
  await writeFiles(folder, { ...samples.buttondown(), 'export/emails/extra.md': 'Words.' })
  await writeFile(join(desk.cwd, 'secret.md'), 'A secret.')
  await symlink('../../../secret.md', join(folder, 'export/emails/lost.md'))
  execFileSync('mkfifo', [join(folder, 'export/emails/pipe.md')])
  const report = await desk.imported('export')
  expect(report.refused).toEqual([
    { path: 'export/emails/lost.md', reason: 'it is not a regular file' },
    { path: 'export/emails/pipe.md', reason: 'it is not a regular file' },
  ])
  expect(await desk.article('lost')).not.toContain('secret')
})

test('what is there stays as it is, and whoever gives a file for a folder is told', async () => {
  const desk = await aDesk()
  await writeZip(join(desk.cwd, 'e.zip'), samples.substack())
  await mkdir(join(desk.cwd, 'content/issues/lamps'), { recursive: true })
  await writeFile(join(desk.cwd, 'content/issues/lamps/mine.txt'), 'mine')
  const report = await desk.imported('e.zip')
  expect(report.issues.map(({ issue }) => issue)).toEqual(['the-boats', 'sounds'])
  expect(await readdir(join(desk.cwd, 'content/issues/lamps'))).toEqual(['mine.txt'])
  expect(report.passedOver).toContainEqual({
    source: 'posts/102.lamps.html',
    title: 'Lamps',
    reason: 'content/issues/lamps is there already: it stays as it is',
  })
  expect(await desk.masthead('import', 'e.zip', '--out', 'e.zip')).toMatchObject({
    code: 1,
    errors: 'e.zip is a file: give a folder to write to',
  })
})

test('posts of one name become two issues, and names of any script are told apart', async () => {
  const desk = await aDesk()
  const files = {
    'posts.csv':
      'post_id,post_date,is_published,title\n1.a,2031-01-01,true,Same\n2.a,2031-01-02,true,Same\n3.%E6%B5%B7,2031-01-03,true,海\n',
    'posts/1.a.html': '<p>One.</p>',
    'posts/2.a.html': '<p>Two.</p>',
    'posts/3.%E6%B5%B7.html': '<p>海。</p>',
  }
  await writeZip(join(desk.cwd, 'e.zip'), files)
  const report = await desk.imported('e.zip')
  expect(report.issues.map(({ issue }) => issue)).toEqual(['a', 'a-2', 'hai'])
})
