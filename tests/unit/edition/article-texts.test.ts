import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { readFolder } from '../../../cli/local-content/read-folder.ts'
import { buildEdition } from '../../../functions/edition/publish/build-edition.ts'
import type { IssueTexts } from '../../../functions/edition/search/search-files.ts'
import type { Issue } from '../../../functions/issue/issue.ts'
import { readIssue } from '../../../functions/issue/read-issue.ts'
import { readPublication } from '../../../infra/publication.ts'
import { aFolder, anArticle, anIssue, aSite, issueYamlWith } from '../../builders.ts'
import { aWorld, pageIn } from './publishing-world.ts'

const key = 'zh/issues/matrix-64/texts.json'
const fileOf = async (issue: Issue, site = aSite) => {
  const { files } = await buildEdition({ issue, ...site, language: 'zh-CN' })
  return files.find(({ path }) => path === key)
}
const links = '[{ title: 别处, url: "https://example.org/" }]'
const brief = (title: string, page: string) => anArticle({ title, page, kind: 'brief', links }, '')
const textsOf = async (issue: Issue) => JSON.parse(String((await fileOf(issue))?.body)) as IssueTexts

test('an edition has the texts that its stubs show, without markup and references', async () => {
  const texts = new Map(await textsOf(anIssue()))
  expect([...texts.keys()]).toEqual(['talk', 'notice', 'graphs'])
  expect(texts.get('talk')).toBe('正文一段。')
  expect(texts.get('graphs')).toMatch(/^第一段，见。 .*HousE 1303/)
  expect(texts.get('graphs')).not.toMatch(/PMLR|<|\n/)
})

test('what is only summed up on its stub, or withdrawn, has no text', async () => {
  const withdrawn = '{ date: 2023-05-01, reason: { zh-CN: 有误。, en: Wrong. } }'
  const texts = await textsOf(
    anIssue({ '01-talk.md': anArticle({ withdrawn }), '02-notice.md': brief('短讯', '4') }),
  )
  expect(texts.map(([slug]) => slug)).toEqual(['graphs'])
})

test('an issue without any text has no such file', async () => {
  const issue = anIssue({
    '01-talk.md': brief('甲', '2'),
    '01-talk.en.md': brief('A', '2'),
    '02-notice.md': brief('乙', '4'),
    '03-graphs.md': brief('丙', '13'),
    '03-graphs.en.md': brief('C', '13'),
  })
  expect(await fileOf(issue)).toBeUndefined()
})

test('a very long text is searched where it begins, and an issue without end as far as there is room', async () => {
  const long = anArticle({}, '长文，长文。\n\n'.repeat(4_000))
  const texts = new Map(await textsOf(anIssue({ '01-talk.md': long })))
  expect(texts.get('talk')).toHaveLength(20_000)
  expect(texts.get('graphs')).toContain('HousE')
})

test('the texts of the sample issue have less than 40 KB, compressed', async () => {
  const publication = readPublication('content/publication.yaml')
  const files = await readFolder('content/issues/matrix-64')
  const read = readIssue({ id: 'matrix-64', files, publication })
  if (read.outcome !== 'read') throw new Error(JSON.stringify(read.problems))
  const file = await fileOf(read.issue, { ...aSite, publication })
  expect(gzipSync(file!.body).length).toBeLessThan(40_000)
})

test('the list of articles knows of the texts once they are there, and a language that is left takes them along', async () => {
  const world = aWorld()
  world.upload()
  await world.publish()
  expect(JSON.parse(pageIn(world, 'en/search.json')).issues[0].texts).toBeGreaterThan(10)
  world.upload(aFolder({ 'issue.yaml': issueYamlWith('number: 64', 'languages: [zh-CN]\nnumber: 64') }))
  await world.publish()
  expect(world.gone).toContain('en/issues/matrix-64/texts.json')
  expect(world.gone).not.toContain(key)
})
