import { inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { packagedCardFiles } from '../../../cli/editions/card-files.ts'
import { createDrawSvg } from '../../../functions/edition/card/draw-card.ts'
import { digestProps } from '../../../functions/edition/digest/build-digest-props.ts'
import { withMailPictures } from '../../../functions/edition/digest/mail-pictures.ts'
import { fill, prepare } from '../../../functions/edition/model/digest.ts'
import { imagesOf } from '../../../functions/edition/model/images.ts'
import { buildEdition } from '../../../functions/edition/publish/build-edition.ts'
import { readImage } from '../../../functions/issue/image.ts'
import type { Issue } from '../../../functions/issue/issue.ts'
import {
  aFolder,
  aNewsletter,
  anArticle,
  anIssue,
  aPng,
  aPublication,
  issueOf,
  issueYamlWith,
  problemsOf,
} from '../../builders.ts'
import { aWorld, pageIn } from './publishing-world.ts'

const anSvg = (inside: string, attributes = 'viewBox="0 0 40 20"') =>
  `<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${inside}</svg>`
const blueBesideGreen = anSvg(
  '<style>.b{fill:#00f}</style><rect class="b" width="40" height="20"/><rect width="20" height="20" fill="#0f0"/>',
)
const withCover = (svg: string) => ({ 'images/cover.png': Buffer.from(svg) })
const draw = createDrawSvg(packagedCardFiles)
const { brand } = aPublication()

/** Pixels of a PNG that resvg wrote: RGBA, each row behind a byte that tells its filter. */
const pixelsOf = (png: Uint8Array): { width: number; height: number; first: number[] } => {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength)
  const data: Uint8Array[] = []
  for (let at = 8; at < png.byteLength; at += 12 + view.getUint32(at)) {
    const kind = Buffer.from(png.subarray(at + 4, at + 8)).toString()
    if (kind === 'IDAT') data.push(png.subarray(at + 8, at + 8 + view.getUint32(at)))
  }
  const rows = inflateSync(Buffer.concat(data))
  return { width: view.getUint32(16), height: view.getUint32(20), first: [...rows.subarray(1, 5)] }
}

test('mail shows a drawing as a picture of its size for two pixels to a dot; the site shows the drawing', async () => {
  const world = aWorld()
  world.upload(aFolder(withCover(blueBesideGreen)))
  expect(await world.publish()).toMatchObject({ outcome: 'published' })
  const [svg, png] = ['svg', 'png'].map((ending) =>
    [...world.site.keys()].find((key) =>
      new RegExp(`^assets/matrix-64/cover-[0-9a-f]{12}\\.${ending}$`).test(key),
    ),
  )
  const digest = [...world.editions.values()].join('\n')
  expect(digest).toContain(`/${png}`)
  expect(digest).not.toContain(`/${svg}`)
  expect(digest).toMatch(/width=\\?"640\\?" height=\\?"320\\?"/)
  const page = pageIn(world, 'zh/issues/matrix-64/index.html')
  expect(page).toContain(`src="/${svg}" alt="封面" width="40" height="20"`)
  expect(page).not.toContain(`/${png}`)
})

test('a drawing is drawn as it is', async () => {
  const { issue, problems } = await withMailPictures(anIssue(withCover(blueBesideGreen)), draw, brand)
  expect(problems).toEqual([])
  const { inMail } = issue.images.get('images/cover.png')!
  expect(inMail).toMatchObject({ type: 'image/png', width: 1280, height: 640 })
  expect(pixelsOf(inMail!.bytes)).toEqual({ width: 1280, height: 640, first: [0, 255, 0, 255] })
  expect(readImage(inMail!.bytes)).toMatchObject({ width: 1280, height: 640 })
  expect(imagesOf(issue).files.map(({ path }) => path.split('.')[1])).toEqual(['svg', 'png', 'png'])
})

test('a tall drawing has no more pixels than another', async () => {
  const tall = anSvg('<path d="M0 0h9v9z"/>', 'viewBox="0 0 100 1000"')
  const { issue } = await withMailPictures(anIssue(withCover(tall)), draw, brand)
  expect(issue.images.get('images/cover.png')!.inMail).toMatchObject({ width: 632, height: 6320 })
})

test.each([
  ['text', anSvg('<text>Low water</text>'), 'and its text needs a font that readers may lack'],
  [
    'a filter on each of its parts',
    anSvg(
      `<filter id="f"><feGaussianBlur stdDeviation="9"/></filter>${'<path filter="url(#f)" d="M0 0h9v9z"/>'.repeat(8)}`,
    ),
    'and has too many filters, masks, copies or translucent parts',
  ],
  [
    'translucent parts, copied',
    anSvg(`<g id="a">${'<path opacity=".5" d="M0 0h9v9z"/>'.repeat(30)}</g>${'<use href="#a"/>'.repeat(10)}`),
    'and has too many filters, masks, copies or translucent parts',
  ],
  [
    'parts that a style makes translucent',
    anSvg(`<style>path{opacity:.5}</style>${'<path d="M0 0h9v9z"/>'.repeat(301)}`),
    'and has too many filters, masks, copies or translucent parts',
  ],
  ['the shape of a mast', anSvg('', 'viewBox="0 0 10 1000"'), 'and is more than 10 times as high as wide'],
])('a drawing of %s is no picture for mail, and fine in an article', (_, svg, reason) => {
  expect(problemsOf(withCover(svg))).toEqual([
    expect.stringContaining(`issue.yaml:5 the image images/cover.png goes into mail, ${reason}`),
  ])
  expect(readImage(Buffer.from(svg))).toMatchObject({ type: 'image/svg+xml' })
})

test('a drawing that is in no mail stays one', async () => {
  const shown = anIssue({
    ...withCover(blueBesideGreen),
    'issue.yaml': issueYamlWith('image: images/cover.png\n', 'image: images/focus.png\n'),
    '03-graphs.md': '---\ntitle: 图\npage: 13\nsummary: 图。\n---\n\n![图](images/cover.png)\n',
  })
  const { issue } = await withMailPictures(shown, () => Promise.reject(new Error('nobody asked')), brand)
  expect(issue.images.get('images/cover.png')).toMatchObject({ type: 'image/svg+xml' })
})

test('a drawing of which nobody can make a picture is refused', async () => {
  const { problems } = await withMailPictures(
    anIssue(withCover(blueBesideGreen)),
    () => Promise.reject(new Error('no')),
    brand,
  )
  expect(problems).toEqual([
    {
      file: 'issue.yaml',
      reason: 'the image images/cover.png goes into mail, and cannot be drawn for it: save it as PNG',
    },
  ])
})

const bare = (but: Record<string, string> = {}) =>
  issueOf(
    aNewsletter({
      articles: {
        '001-first.md': anArticle({ title: 'The first', page: undefined, summary: 'New.' }),
        ...but,
      },
    }),
  )
const leadOfDigest = (issue: Issue) => {
  const { lead } = digestProps(
    { issue, publication: aPublication(), language: 'en', siteUrl: 'https://m.example' },
    imagesOf(issue),
  )
  return lead!
}

test('a lead without a picture gets the publication’s artwork, sharp, light, and published beside the issue’s pictures', async () => {
  const { issue } = await withMailPictures(bare(), draw, brand)
  const { image, isArtwork } = leadOfDigest(issue)
  expect(image).toMatchObject({ width: 1280, height: 360, alt: '' })
  expect(isArtwork).toBe(true)
  const [file] = imagesOf(issue).files.filter(({ path }) => image!.src.endsWith(`/${path}`))
  expect(file).toMatchObject({
    contentType: 'image/png',
    path: expect.stringMatching(/^assets\/weekly\/artwork-/),
  })
  expect(file!.body.length).toBeLessThan(100_000)
  expect(readImage(file!.body as Uint8Array)).toMatchObject({ type: 'image/png', width: 1280, height: 360 })
  const again = await withMailPictures(bare(), draw, brand)
  expect(imagesOf(again.issue).files.map(({ path }) => path)).toEqual([file!.path])
})

test('the artwork leads nowhere and is not read out', async () => {
  const { issue } = await withMailPictures(bare(), draw, brand)
  const { digest } = await buildEdition({
    issue,
    publication: aPublication(),
    language: 'en',
    siteUrl: 'https://m.example',
  })
  const { html } = fill(prepare(digest, []), { unsubscribe: '#', preferences: '#', rating: '#' })
  expect(html).toMatch(/<div[^>]*><img src="[^"]*\/artwork-[^"]*" alt="" width="640" height="180"/)
})

test.each([
  ['a cover', () => anIssue()],
  ['a picture of its lead’s own', () => issueWithPicture()],
  ['no lead', () => bare({ '001-first.md': anArticle({ title: 'A', page: undefined, kind: 'brief' }) })],
])('an issue with %s has no artwork', async (_, make) => {
  const asked: number[] = []
  const { issue } = await withMailPictures(
    make(),
    async (svg, width) => {
      asked.push(width)
      return draw(svg, width)
    },
    brand,
  )
  expect([...issue.images.keys()]).not.toContain('/artwork')
  expect(asked).toEqual([])
})

const issueWithPicture = () =>
  issueOf([
    ...aNewsletter({
      articles: {
        '001-first.md': anArticle({
          title: 'A',
          page: undefined,
          image: 'images/a.png',
          alt: 'Boats at low tide',
        }),
      },
    }),
    { path: 'images/a.png', bytes: aPng(1280, 640) },
  ])

test('an issue whose artwork cannot be drawn goes out without it', async () => {
  const { issue, problems } = await withMailPictures(bare(), () => Promise.reject(new Error('no')), brand)
  expect(problems).toEqual([])
  expect(leadOfDigest(issue).image).toBeUndefined()
})
