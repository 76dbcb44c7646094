import fc from 'fast-check'
import { expect, test } from 'vitest'
import { buildListings } from '../../../functions/edition/lists/build-listings.ts'
import { buildEditions } from '../../../functions/edition/publish/build-edition.ts'
import { rowOf } from '../../../functions/edition/publish/issue-row.ts'
import { pathOf } from '../../../functions/publication/language.ts'
import { livePaths, reservedBy } from '../../../functions/web/reserved-paths.ts'
import { anArticle, anIssue, aSite, issueYamlWith, noon, problemsOf } from '../../builders.ts'
import { synthesise } from '../../infra/synthesised.ts'

const talk = (aliases: string) => ({ '01-talk.md': anArticle({ aliases }) })

test('an article’s aliases lead to its page in the language of their file, the issue’s to the issue’s page', () => {
  const issue = anIssue({
    ...talk('[/p/the-talk, /2019/05/talk.html, "/p/%E8%B0%88/"]'),
    '01-talk.en.md': anArticle({ title: 'A talk', aliases: '[/en/p/talk]' }, 'One.\n'),
    'issue.yaml': issueYamlWith('number: 64', 'number: 64\naliases: [/archive/64]'),
  })
  expect(issue.aliases).toEqual([
    { path: '/archive/64/', language: 'zh-CN' },
    { path: '/p/the-talk/', language: 'zh-CN', slug: 'talk' },
    { path: '/2019/05/talk.html', language: 'zh-CN', slug: 'talk' },
    { path: '/p/谈/', language: 'zh-CN', slug: 'talk' },
    { path: '/en/p/talk/', language: 'en', slug: 'talk' },
  ])
})

test.each([
  ['[p/talk]', 'is not the path of an old address such as /p/the-boats'],
  ['[https://old.example.org/p/talk]', 'is a whole address: write its path alone'],
  ['["/?p=12"]', 'has a query or a fragment'],
  ['[/a/../b]', 'is not the path'],
  ['[//evil.example/x]', 'is not the path'],
  ['[/]', 'is not the path'],
  ['[/%]', 'is not the path'],
  ['[/subscribe/now]', '/subscribe/now/ belongs to the site’s own forms'],
  ['[/assets/a.png]', '/assets/a.png belongs to the site’s own files'],
  ['[/zh/search/]', '/zh/search/ belongs to the site’s own pages'],
  ['[/zh/issues/matrix-64/graphs]', '/zh/issues/matrix-64/graphs/ is a page of this issue'],
  ['[/p/one, /p/one/]', '/p/one/ stands twice in this issue'],
])('%s is refused', (aliases, reason) => {
  const problems = problemsOf(talk(aliases))
  expect(problems).toHaveLength(1)
  expect(problems[0]).toContain(reason)
  expect(problems[0]).toMatch(/^01-talk\.md:6 /)
})

test('no alias stands where the site itself has something', async () => {
  const issue = anIssue()
  const editions = await buildEditions({ ...aSite, issue })
  const row = rowOf(issue, editions, undefined, noon)
  const lists = buildListings({ ...aSite, issues: [row], script: 'the search' })
  const folders = aSite.publication.languages.map(pathOf)
  const paths = [...editions.flatMap(({ files }) => files), ...lists].map(({ path }) =>
    `/${path}`.replace(/\/index\.html$/, '/'),
  )
  const free = paths.filter((path) => !reservedBy(path, folders) && !/^\/\w+\/issues\/./.test(path))
  expect(free).toEqual([])
  for (const path of ['/p/x/', '/en/p/x/', '/2019/05/x.html', '/fr/issues/'])
    expect(reservedBy(path, folders)).toBeUndefined()
})

test('what functions answer is no alias', () => {
  const { CacheBehaviors } = synthesise().resources.SiteDistribution!.Properties.DistributionConfig
  const live: string[] = CacheBehaviors.map(({ PathPattern }: { PathPattern: string }) => PathPattern)
  expect(live).toEqual(expect.arrayContaining(livePaths.map((path) => `${path}*`)))
  expect(live.filter((pattern) => !livePaths.some((path) => pattern.startsWith(path)))).toEqual([])
})

test('whatever an alias is, it is taken as a path of the site or refused', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string(), fc.constantFrom('/', '..', 'p', '%2f', '?', 'é'))),
      (parts) => {
        const issueYaml = issueYamlWith('number: 64', `aliases: [${JSON.stringify(parts.join(''))}]`)
        if (problemsOf({ 'issue.yaml': issueYaml }).length > 0) return
        const [{ path } = { path: '' }] = anIssue({ 'issue.yaml': issueYaml }).aliases
        expect(path).toMatch(/^(\/[^/]+)+\/?$/)
        expect(decodeURI(new URL(path, 'https://site.example').pathname)).toBe(path)
      },
    ),
  )
})
