import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openFolder } from '../../../../../cli/import/exports/folder-archive.ts'
import { importExport } from '../../../../../cli/import/exports/import-posts.ts'
import { createPictures } from '../../../../../cli/import/exports/pictures.ts'
import { aPng, aPublication } from '../../../../builders.ts'
import { aDesk, writeFiles } from './desk.ts'

const page = (...sources: string[]) => sources.map((src) => `<p><img src="${src}" alt="x"></p>`).join('')

/** One post with pictures at these addresses, in an export that holds these files; pictures of the web are what `web` says. */
const imported = async (
  sources: string[],
  files: Record<string, Uint8Array>,
  web?: Record<string, Uint8Array | string>,
) => {
  const { cwd } = await aDesk()
  await writeFiles(join(cwd, 'export'), { 'posts.json': '', ...files })
  const archive = await openFolder(join(cwd, 'export'), 'export')
  const asked: string[] = []
  const download = async (url: string) => {
    asked.push(url)
    const found = web?.[url] ?? 'nobody knows it'
    return typeof found === 'string' ? { failed: found } : { bytes: found }
  }
  const body = { format: 'html', text: `<p>Words.</p>${page(...sources)}` } as const
  const { issues } = await importExport(
    {
      service: 'X',
      posts: [{ source: 'a', title: 'A', aliases: [], body: () => body }],
      passedOver: [],
      audience: [],
    },
    {
      out: join(cwd, 'out'),
      shown: 'out',
      publication: aPublication(),
      drafts: false,
      pictures: createPictures(archive, web && download),
    },
  )
  const images = await readdir(join(cwd, 'out/a/images')).catch(() => [])
  return { report: issues[0]!, images, asked }
}

test('a picture of the export is found by the end of its address, of two the one that shares more', async () => {
  const files = { 'content/2030/pier.png': aPng(), 'content/2031/pier.png': aPng(), 'x/lamp.png': aPng() }
  const { report, images } = await imported(
    [
      '/content/2031/pier.png',
      'https://old.example/x/lamp.png?w=600',
      'https://old.example/pier.png',
      'https://old.example/y/lamp.png',
    ],
    files,
  )
  expect(images).toEqual(['lamp.png', 'pier.png'])
  expect(report.pictures).toEqual({ inExport: 2, fetched: 0, onTheWeb: 2, failed: 0 })
})

test('pictures of the web are fetched once each, over https, when that is asked for; failures are said', async () => {
  const { report, images, asked } = await imported(
    [
      'http://a.example/one.png',
      'https://a.example/one%20more.png',
      'https://a.example/gone.png',
      'https://a.example/gone.png',
      'https://a.example/text.png',
    ],
    {},
    {
      'https://a.example/one.png': aPng(),
      'https://a.example/one%20more.png': aPng(),
      'https://a.example/gone.png': 'the server answered with 404',
      'https://a.example/text.png': new TextEncoder().encode('no picture'),
    },
  )
  expect(images).toEqual(['one-more.png', 'one.png'])
  expect(asked).toHaveLength(4)
  expect(report.pictures).toEqual({ inExport: 0, fetched: 2, onTheWeb: 0, failed: 2 })
  expect(report.doubts).toEqual([
    'bears no date: write one into issue.yaml, such as date: 2031-05-06',
    'the picture https://a.example/gone.png is not fetched: the server answered with 404',
    expect.stringContaining('the picture https://a.example/text.png is not fetched: it '),
  ])
})

test('bytes in the text, and addresses that lead out of the export, are no pictures', async () => {
  const { report, images } = await imported(
    ['data:image/png;base64,AAAA', '../../../etc/passwd', 'file:///etc/passwd', 'javascript:alert(1)'],
    { 'passwd.png': aPng() },
  )
  expect(images).toEqual([])
  expect(report.pictures.inExport).toBe(0)
  expect(report.doubts.filter((one) => /left out/.test(one))).toHaveLength(3)
})
