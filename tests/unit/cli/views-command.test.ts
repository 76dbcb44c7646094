import { expect, test } from 'vitest'
import { anIssuePublished } from '../../builders.ts'
import { aService } from './service.ts'
import { aFolder, aMachine } from './terminal-io.ts'

const article = (slug: string, title: string) => ({ slug, title })
const aDesk = async () => {
  const service = await aService()
  service.stores.issues.set(
    'tides-1',
    anIssuePublished({
      id: 'tides-1',
      editions: { en: 'a', 'zh-CN': 'b' },
      articles: {
        en: [article('moon', 'The moon'), article('sand', 'Sand')],
        'zh-CN': [article('moon', '月')],
      },
    }),
  )
  return { ...service, ...aMachine({ cwd: await aFolder(), env: service.env }) }
}

test('views lists the articles in printed order, with their views of all days, by language', async () => {
  const { masthead, stores } = await aDesk()
  stores.views = [
    {
      issue: 'tides-1',
      day: '2026-12-01',
      pages: new Map([
        ['en/', 1_200],
        ['en/moon', 7],
        ['zh/moon', 2],
        ['en/old', 9],
      ]),
    },
    { issue: 'tides-1', day: '2026-12-03', pages: new Map([['en/moon', 1]]) },
  ]
  const { code, out } = await masthead('views', 'tides-1')
  expect(code).toBe(0)
  expect(out.split('\n')).toEqual([
    '                en  zh-CN  views',
    '(the issue)  1,200      0  1,200',
    'moon             8      2     10  The moon',
    'sand             0      0      0  Sand',
    '',
    '2026-12-01 to 2026-12-03 (UTC), programs that fetch pages among them',
  ])
  expect(JSON.parse((await masthead('views', 'tides-1', '--json')).out)).toEqual({
    issue: 'tides-1',
    counted: { from: '2026-12-01', to: '2026-12-03' },
    page: { en: 1_200, 'zh-CN': 0 },
    articles: [
      { slug: 'moon', title: { en: 'The moon', 'zh-CN': '月' }, views: { en: 8, 'zh-CN': 2 } },
      { slug: 'sand', title: { en: 'Sand' }, views: { en: 0, 'zh-CN': 0 } },
    ],
  })
})

test('an issue without a view says why there may be none; one that is not published is refused', async () => {
  const { masthead } = await aDesk()
  expect((await masthead('views', 'tides-1')).out).toMatch(/^No view of tides-1 is counted.*\n.*us-east-1$/)
  expect(JSON.parse((await masthead('views', 'tides-1', '--json')).out)).toEqual({
    issue: 'tides-1',
    page: {},
    articles: [
      { slug: 'moon', title: { en: 'The moon', 'zh-CN': '月' }, views: {} },
      { slug: 'sand', title: { en: 'Sand' }, views: {} },
    ],
  })
  const { code, errors } = await masthead('views', 'nowhere')
  expect([code, errors]).toEqual([1, expect.stringContaining('nowhere is not published')])
})

test.each(['..', '', 'tides-1/views', 'Tides 1'])(
  '“%s” is no id of an issue, and nothing is called',
  async (id) => {
    const { masthead } = await aDesk()
    const { code, errors } = await masthead('views', id)
    expect([code, errors]).toEqual([
      2,
      expect.stringContaining(`${id} is not the id of an issue; see masthead issues`),
    ])
  },
)

test('without an issue, views lists the newest with the views of all their pages', async () => {
  const { masthead, stores } = await aDesk()
  expect((await masthead('views')).out).toMatch(/^No view of any issue is counted/)
  stores.issues.set('tides-2', anIssuePublished({ id: 'tides-2', editions: { en: 'c' } }))
  const pages = new Map([
    ['en/', 1_200],
    ['en/moon', 7],
    ['zh/moon', 2],
  ])
  stores.views = [{ issue: 'tides-1', day: '2026-12-01', pages }]
  const { code, out } = await masthead('views')
  expect(code).toBe(0)
  expect(out).toMatch(/^tides-1 +1,209 +2026-12-01 to 2026-12-01 \(UTC\)/m)
  expect(out).toMatch(/^tides-2 +– +not counted/m)
  const { issues } = JSON.parse((await masthead('views', '--json')).out)
  expect(issues).toContainEqual(
    expect.objectContaining({
      issue: 'tides-1',
      counted: { from: '2026-12-01', to: '2026-12-01' },
      views: { en: 1_207, 'zh-CN': 2 },
    }),
  )
  expect(issues.find(({ issue }: { issue: string }) => issue === 'tides-2')).not.toHaveProperty('views')
})
