import { expect, test } from 'vitest'
import { packagedCardFiles } from '../../../cli/editions/card-files.ts'
import { createDrawSvg } from '../../../functions/edition/card/draw-card.ts'
import { checkDigestSize } from '../../../functions/edition/digest/check-digest-size.ts'
import { withMailPictures } from '../../../functions/edition/digest/mail-pictures.ts'
import { fill, prepare } from '../../../functions/edition/model/digest.ts'
import { buildEdition } from '../../../functions/edition/publish/build-edition.ts'
import { readImage } from '../../../functions/issue/image.ts'
import type { Issue } from '../../../functions/issue/issue.ts'
import {
  aLongNewsletter,
  aNewsletter,
  anArticle,
  anIssue,
  aPublication,
  issueOf,
  problemsOf,
} from '../../builders.ts'
import { unbalanced } from './balance.ts'

const publication = aPublication()
const draw = createDrawSvg(packagedCardFiles)

const mailOf = async (issue: Issue, language = 'en') => {
  const drawn = await withMailPictures(issue, draw, publication.brand)
  expect(drawn.problems).toEqual([])
  const edition = await buildEdition({
    issue: drawn.issue,
    publication,
    language,
    siteUrl: 'https://m.example',
  })
  expect(checkDigestSize(edition)).toEqual([])
  const links = { unsubscribe: '#', preferences: '#', rating: '#' }
  return { ...fill(prepare(edition.digest, []), links), images: drawn.issue.images }
}

test('an issue of 400 briefs is a whole mail that says how many more there are, and where', async () => {
  const { html, text } = await mailOf(issueOf(aLongNewsletter(400, { sections: 4 })))
  expect(Buffer.byteLength(html)).toBeLessThanOrEqual(90_000)
  expect(unbalanced(html)).toEqual([])
  expect(html).toMatch(
    /href="https:\/\/m\.example\/en\/issues\/weekly\/#section-1"[^>]*>and \d+ more on the website/,
  )
  expect(text).toContain('Forward to a friend')
  expect(html).toContain('400 pieces')
})

test('a piece without a title or a summary in one language is a problem of that file', () => {
  expect(problemsOf({ '01-talk.en.md': anArticle({ title: undefined, summary: 'What was said.' }) })).toEqual(
    [expect.stringMatching(/^01-talk\.en\.md:\d+ title is missing$/)],
  )
  expect(problemsOf({ '01-talk.en.md': anArticle({ title: 'A talk', summary: undefined }) })).toEqual([
    expect.stringMatching(/^01-talk\.en\.md:\d+ summary is missing/),
  ])
  expect(problemsOf({ '01-talk.en.md': undefined })).toEqual([
    expect.stringContaining('the en translation 01-talk.en.md is missing'),
  ])
})

test('a brief that has nothing but a title and a link is a line of it', async () => {
  const brief = anArticle(
    {
      title: 'Terns, counted',
      page: undefined,
      kind: 'brief',
      summary: undefined,
      links: '[{ title: Count, url: "https://github.com/terns/count" }]',
    },
    '',
  )
  const { html } = await mailOf(issueOf(aNewsletter({ articles: { '001-first.md': brief } })))
  expect(html).toMatch(/Terns, counted<\/a>/)
  expect(html).toContain('github.com')
  expect(html).not.toContain('undefined')
})

test('a cover with a script is drawn without it, for the site and for mails', async () => {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" onload="alert(1)"><script>alert(1)</script><rect width="40" height="20" fill="#00f"/></svg>'
  const { html, images } = await mailOf(anIssue({ 'images/cover.png': Buffer.from(svg) }))
  const cover = images.get('images/cover.png')!
  expect(String(Buffer.from(cover.bytes))).not.toMatch(/script|onload|alert/)
  expect(cover.inMail).toMatchObject({ type: 'image/png', width: 1280, height: 640 })
  expect(html).not.toMatch(/<script|onload|\.svg"/)
})

test('a picture of 20 MB or of 144 million pixels is refused where it is named, with the most that it may be', () => {
  const gif = Buffer.concat([
    Buffer.from('GIF89a'),
    Buffer.from([1, 0, 1, 0, 0, 0, 0]),
    Buffer.alloc(20_000_000),
  ])
  expect(problemsOf({ 'images/cover.png': gif })).toEqual([
    'issue.yaml:5 the image images/cover.png has 21 MB; the most is 5 MB',
  ])
  const huge = Buffer.from([...Buffer.from('GIF89a'), 0xe0, 0x2e, 0xe0, 0x2e, 0, 0, 0, 0x3b])
  expect(readImage(huge)).toEqual({ reason: 'has 12000 × 12000 pixels; the most is 50 million' })
})
