import { randomBytes } from 'node:crypto'
import { PNG } from 'pngjs'
import { describe, expect, test } from 'vitest'
import {
  type MakeForMail,
  mailVersionsFor,
  mayNeedVersions,
} from '../../../cli/local-content/pictures-for-mail.ts'
import { makeForMail } from '../../../cli/local-content/shrink-picture.ts'
import { digestProps } from '../../../functions/edition/digest/build-digest-props.ts'
import { imagesOf } from '../../../functions/edition/model/images.ts'
import { readImage } from '../../../functions/issue/image.ts'
import type { IssueFile } from '../../../functions/issue/issue.ts'
import { readIssue } from '../../../functions/issue/read-issue.ts'
import { aNewsletter, anArticle, aPng, aPublication } from '../../builders.ts'

/** 1 × 1, lossless. */
const webp = Buffer.from('UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==', 'base64')
const publication = aPublication()

const folder = (...pictures: IssueFile[]): IssueFile[] => [
  ...aNewsletter({
    sections: '  - title: { en: News }\n    articles: [001-first, 002-second]',
    articles: {
      '001-first.md': anArticle({
        title: 'A',
        page: undefined,
        image: 'images/lead.webp',
        alt: 'The bay at dusk',
      }),
      '002-second.md': anArticle({
        title: 'B',
        page: undefined,
        image: 'images/second.png',
        alt: 'A lamp on a rock',
      }),
    },
  }),
  ...pictures,
]
const read = (files: IssueFile[], anyInMail = false) =>
  readIssue({ id: 'weekly', files, publication, anyInMail })
const issueIn = (files: IssueFile[], anyInMail = true) => {
  const found = read(files, anyInMail)
  if (found.outcome !== 'read') throw new Error(JSON.stringify(found.problems))
  return found.issue
}
const lead = { path: 'images/lead.webp', bytes: webp }
const second = (bytes: Uint8Array = aPng(400, 300)) => ({ path: 'images/second.png', bytes })

/** Random, so that no format makes it small. */
const heavyPng = (width: number, height: number) => {
  const picture = new PNG({ width, height })
  picture.data = randomBytes(width * height * 4)
  for (let at = 3; at < picture.data.length; at += 4) picture.data[at] = 255
  return PNG.sync.write(picture)
}

describe('a picture that mail programs do not show, or that is far too large for them', () => {
  const asked: { path?: string; width: number; height: number }[] = []
  const make: MakeForMail = async (_, within) => {
    asked.push(within)
    return { bytes: aPng(within.width, 10), ending: 'png' }
  }

  test('gets a version beside it, twice as large as the mail shows it', async () => {
    const files = folder(lead, second(heavyPng(800, 600)))
    const made = await mailVersionsFor(issueIn(files), make)
    expect(made.map(({ path }) => path)).toEqual(['images/lead.webp.mail.png', 'images/second.png.mail.png'])
    expect(asked).toEqual([expect.objectContaining({ width: 1280 }), { width: 224, height: 224 }])
  })

  test('which goes into the mail, while the site keeps the picture', async () => {
    const files = folder(lead, second())
    const all = [...files, ...(await mailVersionsFor(issueIn(files), make))]
    const issue = issueIn(all, false)
    const images = imagesOf(issue)
    const props = digestProps({ issue, publication, language: 'en', siteUrl: 'https://m.example' }, images)
    expect(props.lead?.image?.src).toMatch(/\/assets\/weekly\/lead-[0-9a-f]{12}\.png$/)
    expect(images.of('images/lead.webp').src).toMatch(/\.webp$/)
  })

  test('is named with its file and line where none can be made', async () => {
    const files = folder(lead, second())
    const made = await mailVersionsFor(issueIn(files), () => Promise.reject(new Error('no sharp')))
    expect(made).toEqual([])
    expect(read(files)).toMatchObject({
      problems: [
        {
          file: '001-first.md',
          line: expect.any(Number),
          reason: expect.stringContaining('where Outlook does not show WebP'),
        },
      ],
    })
  })

  test('is not made again where somebody laid one beside it', async () => {
    const own = { path: 'images/lead.webp.mail.png', bytes: aPng(640, 320) }
    expect(await mailVersionsFor(issueIn(folder(lead, second(), own)), make)).toEqual([])
  })

  test('is none where what was made is no smaller', async () => {
    const files = folder({ ...lead, bytes: aPng() }, second(heavyPng(500, 400)))
    const same: MakeForMail = async (bytes) => ({ bytes, ending: 'png' })
    expect(await mailVersionsFor(issueIn(files), same)).toEqual([])
  })
})

test('an issue of ordinary pictures is not read twice, and nothing is fetched for it', () => {
  expect(mayNeedVersions(folder(second()))).toBe(false)
  expect(mayNeedVersions(folder(lead))).toBe(true)
  expect(mayNeedVersions(folder(second(heavyPng(500, 400))))).toBe(true)
  expect(mayNeedVersions(folder(second(aPng(4000, 2000))))).toBe(true)
})

test('an animation of more than a megabyte stands still in mails, a lighter one moves', async () => {
  const gif = (bytes: number) =>
    Buffer.concat([
      Buffer.from([...Buffer.from('GIF89a'), 0x90, 1, 0x2c, 1, 0, 0, 0]),
      Buffer.alloc(bytes, 0x3b),
    ])
  const make: MakeForMail = async () => ({ bytes: aPng(224, 168), ending: 'png' })
  const made = (bytes: number) =>
    mailVersionsFor(issueIn(folder({ ...lead, bytes: aPng() }, second(gif(bytes)))), make)
  expect((await made(1_500_000)).map(({ path }) => path)).toEqual(['images/second.png.mail.png'])
  expect(await made(900_000)).toEqual([])
})

test('a version for mail that is itself no PNG or JPEG does not count', () => {
  const files = folder(lead, second(), { path: 'images/lead.webp.mail.png', bytes: webp })
  expect(read(files).outcome).toBe('refused')
})

const drawn = (width: number, height: number) => {
  const picture = new PNG({ width, height })
  picture.data.fill(255)
  return PNG.sync.write(picture)
}

const wide = { width: 1280, height: 4000 }
const why = await makeForMail(drawn(8, 8), wide).then(
  () => undefined,
  (error: Error) => error.message.split('\n')[0],
)

describe.skipIf(why)(`sharp${why ? `: ${why}` : ''}`, () => {
  test('makes a PNG or a JPEG of WebP', async () => {
    const { bytes, ending } = await makeForMail(webp, wide)
    expect(readImage(bytes)).toMatchObject({ type: ending === 'png' ? 'image/png' : 'image/jpeg' })
  })

  test('makes a picture of 6,000 pixels one of 1,280, in its shape', async () => {
    const { bytes } = await makeForMail(drawn(6000, 1500), wide)
    expect(readImage(bytes)).toMatchObject({ width: 1280, height: 320 })
  })

  test('enlarges none', async () => {
    const { bytes } = await makeForMail(drawn(320, 160), wide)
    expect(readImage(bytes)).toMatchObject({ width: 320, height: 160 })
  })

  test('keeps what is transparent so', async () => {
    const clear = new PNG({ width: 300, height: 200 })
    const { bytes, ending } = await makeForMail(PNG.sync.write(clear), wide)
    expect(ending).toBe('png')
    expect(PNG.sync.read(Buffer.from(bytes)).data[3]).toBe(0)
  })
})
