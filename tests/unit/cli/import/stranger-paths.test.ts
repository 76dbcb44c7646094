import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, symlink, truncate, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readDocument } from '../../../../cli/import/read-document.ts'
import { readFolder, readWholeFolder } from '../../../../cli/local-content/read-folder.ts'
import { aPng } from '../../../builders.ts'
import { anIssueFolder } from '../issue-folder.ts'

/** A stranger's folder, with a picture that is not in it beside it. */
const aStranger = async () => {
  const cwd = await mkdtemp(join(tmpdir(), 'stranger-'))
  await anIssueFolder(cwd)
  const folder = join(cwd, 'stranger')
  await mkdir(join(folder, 'images'), { recursive: true })
  await writeFile(join(cwd, 'secret.png'), aPng())
  await writeFile(join(folder, 'images/own.png'), aPng())
  const show = async (path: string) => {
    await writeFile(join(folder, 'news.md'), `# News\n\nWords that are enough.\n\n![A picture](<${path}>)\n`)
    const { files, report } = await readDocument({ cwd }, join(folder, 'news.md'), { language: 'en' })
    const shown = files.filter((one) => one.path.endsWith('.png')).map((one) => one.path)
    return { shown, doubts: report.doubts.map(({ line, what }) => `${line}: ${what}`) }
  }
  return { cwd, folder, show }
}

test('a picture of the folder is shown, also by a link that stays in the folder', async () => {
  const { folder, show } = await aStranger()
  await symlink('own.png', join(folder, 'images/again.png'))
  expect(await show('images/own.png')).toEqual({ shown: ['images/own.png'], doubts: [] })
  expect(await show('images/again.png')).toEqual({ shown: ['images/again.png'], doubts: [] })
})

test.each([
  ['a link to a file elsewhere', 'images/out.png', 'it leads out of the folder'],
  ['a folder that is a link elsewhere', 'above/secret.png', 'it leads out of the folder'],
  ['a FIFO', 'images/fifo.png', 'it is not a regular file'],
  ['a link to a FIFO', 'images/to-fifo.png', 'it is not a regular file'],
  ['a link to a device', 'images/device.png', 'it leads out of the folder'],
  ['a socket', 'images/socket.png', 'it is not a regular file'],
  ['a folder', 'images', 'it is not a regular file'],
  ['a link to itself', 'images/loop.png', 'there is no such file'],
  [
    'what is no picture',
    'images/text.png',
    'it is not a picture that can be shown: these are PNG, JPEG, GIF, WebP and SVG',
  ],
  ['a file of more bytes than an issue may have', 'images/huge.png', 'it has 6000 MB; the most is 5 MB'],
  ['what is not there', 'images/none.png', 'there is no such file'],
  ['a way up', '../secret.png', 'its path leads out of the folder'],
  ['a way up within a path', 'images/../../secret.png', 'its path leads out of the folder'],
  ['a way up in escapes', '%2e%2e/secret.png', 'its path leads out of the folder'],
  ['an absolute path', '/etc/passwd', 'its path is absolute, not one inside the folder'],
  ['an absolute path of Windows', 'C:\\secret.png', 'its path is absolute, not one inside the folder'],
  ['an address of a file', 'file:///etc/passwd', 'an address of a file is not followed'],
])('%s is not opened, and the report says so', async (_, path, reason) => {
  const { cwd, folder, show } = await aStranger()
  await symlink(join(cwd, 'secret.png'), join(folder, 'images/out.png'))
  await symlink(cwd, join(folder, 'above'))
  execFileSync('mkfifo', [join(folder, 'images/fifo.png')])
  await symlink('fifo.png', join(folder, 'images/to-fifo.png'))
  await symlink('/dev/zero', join(folder, 'images/device.png'))
  await symlink('loop.png', join(folder, 'images/loop.png'))
  await writeFile(join(folder, 'images/text.png'), 'text')
  await writeFile(join(folder, 'images/huge.png'), aPng())
  await truncate(join(folder, 'images/huge.png'), 6e9)
  const server = createServer()
  await new Promise<void>((listening) => server.listen(join(folder, 'images/socket.png'), listening))
  try {
    const { shown, doubts } = await show(path)
    expect(shown).toEqual([])
    expect(doubts).toEqual([expect.stringMatching(/^5: the image “.*” is left out: /)])
    expect(doubts[0]).toContain(`: ${reason}`)
  } finally {
    server.close()
  }
})

test('a document that is no file is refused before it is opened', async () => {
  const { cwd } = await aStranger()
  execFileSync('mkfifo', [join(cwd, 'news.md')])
  await expect(readDocument({ cwd }, 'news.md', {})).rejects.toThrow('news.md is not a regular file')
})

test('of an issue’s folder only regular files inside it are read', async () => {
  const { cwd, folder } = await aStranger()
  execFileSync('mkfifo', [join(folder, 'fifo.md')])
  await writeFile(join(cwd, 'secret.md'), 'secret')
  await symlink(join(cwd, 'secret.md'), join(folder, 'linked.md'))
  await symlink(cwd, join(folder, 'above'))
  await symlink('nowhere', join(folder, 'nowhere.md'))
  await symlink('images/own.png', join(folder, 'own.png'))
  expect((await readFolder(folder)).map(({ path }) => path)).toEqual(['images/own.png', 'own.png'])
  expect((await readWholeFolder(folder)).refused).toEqual([
    { path: 'above', reason: 'it leads out of the folder' },
    { path: 'fifo.md', reason: 'it is not a regular file' },
    { path: 'linked.md', reason: 'it leads out of the folder' },
    { path: 'nowhere.md', reason: 'it leads nowhere' },
  ])
})

test('what may not be read of a folder of documents is in the report', async () => {
  const { cwd, folder } = await aStranger()
  await writeFile(join(folder, '1.md'), '# One\n\nWords.\n')
  await writeFile(join(cwd, 'secret.md'), '# A secret\n')
  await symlink(join(cwd, 'secret.md'), join(folder, '2.md'))
  await writeFile(
    join(folder, 'SUMMARY.md'),
    '[One](1.md)\n[Two](2.md)\n[Three](../secret.md)\n[Four](%zz.md)\n',
  )
  const { files, report } = await readDocument({ cwd }, folder, { language: 'en' })
  expect(files.map(({ bytes }) => String(Buffer.from(bytes))).join()).not.toContain('A secret')
  expect(report.doubts.map(({ source, what }) => `${source}: ${what}`)).toEqual([
    '2.md: it is left out: it leads out of the folder',
    'SUMMARY.md: 2.md is not there',
    'SUMMARY.md: ../secret.md is not there',
    'SUMMARY.md: %zz.md is not there',
  ])
})

test('a Word document is refused, with the way to Markdown', async () => {
  const { cwd, folder } = await aStranger()
  await writeFile(join(folder, 'news.docx'), Buffer.from('PK\x03\x04\x14\0\x06\0', 'latin1'))
  await expect(readDocument({ cwd }, join(folder, 'news.docx'), { language: 'en' })).rejects.toThrow(
    /news\.docx is a zip, as are \.docx.*, not Markdown: export it as Markdown first/,
  )
})
