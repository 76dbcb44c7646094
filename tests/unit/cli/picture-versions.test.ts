import { expect, test } from 'vitest'
import { NoPictureMaker, pictureVersions } from '../../../cli/local-content/picture-versions.ts'
import { aNewsletter, anArticle, aPng, issueOf } from '../../builders.ts'

/** Above all limits, as photographs are. */
const heavy = (width: number, height: number): Uint8Array =>
  Buffer.concat([aPng(width, height), Buffer.alloc(500_000)])

const anIssueWith = (pictures: Record<string, Uint8Array>) => {
  const shown = Object.keys(pictures).map((path) => `![Boats at low tide](${path})`)
  const article = anArticle({ title: 'The boats', page: undefined }, `${shown.join('\n\n')}\n`)
  return issueOf(aNewsletter({ articles: { '001-first.md': article, ...pictures } }))
}
const absent = () => Promise.reject(new NoPictureMaker('npm could not fetch sharp 0.35.5:\nENOTFOUND'))
const nothing = { forMail: absent, forScreen: absent }

test('where what makes smaller pictures is not here, one line says which go out whole, why, and what to do', async () => {
  const issue = anIssueWith({ 'images/a.png': heavy(3000, 2000), 'images/b.png': heavy(3000, 1000) })
  const { files, unmade } = await pictureVersions(issue, 10, nothing)
  expect(files).toEqual([])
  expect(unmade!.file).toBe('images/a.png')
  expect(unmade!.reason).not.toContain('\n')
  for (const said of [
    'and so does another picture',
    'npm could not fetch sharp 0.35.5: ENOTFOUND',
    'another digest',
    'Let npm reach its registry',
  ])
    expect(unmade!.reason).toContain(said)
})

test('nothing is said where no picture needs a smaller one, or one that cannot be read has none', async () => {
  const light = anIssueWith({ 'images/a.png': aPng(400, 300) })
  expect(await pictureVersions(light, 10, nothing)).toEqual({ files: [] })
  const broken = () => Promise.reject(new Error('unsupported image format'))
  const issue = anIssueWith({ 'images/a.png': heavy(3000, 2000) })
  expect(await pictureVersions(issue, 10, { forMail: broken, forScreen: broken })).toEqual({ files: [] })
})

test('what is made lies beside the pictures', async () => {
  const issue = anIssueWith({ 'images/a.png': heavy(3000, 2000) })
  const { files, unmade } = await pictureVersions(issue, 10, {
    forMail: async () => ({ bytes: aPng(1280, 853), ending: 'png' }),
    forScreen: async (_, width) => aPng(width, 100),
  })
  expect(unmade).toBeUndefined()
  expect(files.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['images/a.png.mail.png', 'images/a.png.480.webp']),
  )
})
