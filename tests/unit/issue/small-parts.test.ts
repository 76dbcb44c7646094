import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readFolder } from '../../../cli/local-content/read-folder.ts'
import { readImage } from '../../../functions/issue/image.ts'
import { Manifest, manifestHash, manifestJson, manifestOf } from '../../../functions/issue/manifest.ts'
import { readingMinutes } from '../../../functions/issue/reading-time.ts'
import { saysNothing } from '../../../functions/issue/says-nothing.ts'
import { aFolder, aPng } from '../../builders.ts'

test('Chinese is read by the character, other text by the word, and nothing in less than a minute', () => {
  expect(readingMinutes('')).toBe(1)
  expect(readingMinutes('字'.repeat(1200))).toBe(3)
  expect(readingMinutes('word '.repeat(660))).toBe(3)
  expect(readingMinutes('字'.repeat(400) + ' word'.repeat(220))).toBe(2)
})

test('the size of a PNG and of a JPEG is read from its head', () => {
  expect(readImage(aPng(640, 320))).toMatchObject({ type: 'image/png', width: 640, height: 320 })
  const jpeg = Buffer.from('ffd8ffe000040000ffc0000b080140028001011100ffd9', 'hex')
  expect(readImage(jpeg)).toMatchObject({ type: 'image/jpeg', width: 640, height: 320 })
  expect(readImage(Buffer.from('BM'))).toEqual({
    reason: 'is not a picture that can be shown: these are PNG, JPEG, GIF, WebP and SVG',
  })
  expect(readImage(aPng(0, 0))).toEqual({ reason: 'is not whole' })
  expect(readImage(aPng(60_000, 60_000))).toEqual({
    reason: 'has 60000 × 60000 pixels; the most is 50 million',
  })
  const gif = Buffer.from('R0lGODlhAQACAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAIAAAICRAoAOw==', 'base64')
  expect(readImage(gif)).toMatchObject({ type: 'image/gif', width: 1, height: 2 })
  const webp = Buffer.from('UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA', 'base64')
  expect(readImage(webp)).toMatchObject({ type: 'image/webp', width: 1, height: 1 })
  expect(readImage(webp.subarray(0, 35))).toEqual({ reason: 'is not whole' })
})

test('a manifest is the same text whatever the order of files, and another for other bytes', () => {
  const files = aFolder()
  const manifest = manifestOf('matrix-64', files)
  expect(manifestJson(manifestOf('matrix-64', files.toReversed()))).toBe(manifestJson(manifest))
  expect(Manifest.parse(JSON.parse(manifestJson(manifest)))).toEqual(manifest)
  expect(manifestHash(manifestOf('matrix-64', aFolder({ '01-talk.md': 'x' })))).not.toBe(
    manifestHash(manifest),
  )
})

test('a folder is read by paths with slashes, without hidden files', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'issue-'))
  mkdirSync(join(folder, 'images'))
  for (const path of ['issue.yaml', 'images/a.png', '.DS_Store']) writeFileSync(join(folder, path), path)
  const files = await readFolder(folder)
  expect(files.map(({ path, bytes }) => [path, Buffer.from(bytes).toString()])).toEqual([
    ['images/a.png', 'images/a.png'],
    ['issue.yaml', 'issue.yaml'],
  ])
})

test('names that cameras and systems give say nothing of a picture, and names of things do', () => {
  for (const text of [
    ...['image', 'Image 3', 'IMG_2041.jpeg', 'a chart.png', 'Photo', '图片', '3f2b8a90-c1d2-4e5f'],
    ...['Screenshot 2025 10 09', 'Screenshot 2025-10-09 at 11.20.33', 'Screenshot 2025-10-09 at 11.20.33 AM'],
    ...[
      '截屏2025-10-09 下午3.20.11',
      '微信图片_20251009112033',
      'WhatsApp Image 2025-10-09 at 11.20.33',
      'صورة',
    ],
  ])
    expect(saysNothing(text), text).toBe(true)
  for (const text of [
    ...[
      'A screenshot of the settings',
      'Image compression, compared',
      'Ada in 1843',
      'C',
      '',
      'Cover',
      'Bild von Ada',
    ],
    ...['Photo by Ada', '2024', 'Figure 2: tides', '图片压缩的比较', 'facade'],
  ])
    expect(saysNothing(text), text).toBe(false)
})
