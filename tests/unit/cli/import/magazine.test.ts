import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { countsOf } from '../../../../cli/import/magazine/count.ts'
import { outlineMagazine } from '../../../../cli/import/magazine/magazine.ts'
import { coverageOf } from '../../../../cli/import/report.ts'
import { sourceLines } from '../../../../cli/import/scan.ts'

const text = readFileSync(join(import.meta.dirname, 'tides.md'), 'utf8')
const outline = outlineMagazine(text)!
const lineOf = (words: string) => text.split('\n').findIndex((line) => line.includes(words)) + 1
const article = (title: string) => outline.articles.find((one) => one.title.startsWith(title))!
const bodyOf = (title: string) =>
  article(title)
    .body.map((line) => line.text)
    .join('\n')

test('a title page says the name, the number, the time and what the cover promises', () => {
  expect(outline.issue).toEqual({
    title: '潮汐 Tides',
    number: 7,
    period: '2031年 4-6 月',
    coverLines: ['海底光缆会听海：一条电缆变成一万个地震仪', '给港口画一张会呼吸的地图'],
  })
})

test('the table of contents alone decides what is an article, and in which section', () => {
  expect(outline.sections).toEqual([
    { number: '01', title: '深水', subsections: ['码头短讯'] },
    { number: '02', title: '人物', subsections: [] },
  ])
  expect(
    outline.articles.map(({ title, kicker, section, subsection, page, kind, author }) => [
      title,
      kicker,
      section,
      subsection,
      page,
      kind,
      author,
    ]),
  ).toEqual([
    ['海底光缆会听海：一条电缆变成一万个地震仪', undefined, '深水', undefined, 2, 'full', '测量组'],
    [
      '研究所获颁年度海洋仪器奖 (Ocean Instrument Prize)',
      undefined,
      '深水',
      undefined,
      6,
      'brief',
      undefined,
    ],
    ['给港口画一张会呼吸的地图', '工作坊 2031', '深水', '码头短讯', 7, 'brief', undefined],
    ['夏令营报名，来听过来人的话', undefined, '深水', '码头短讯', 7, 'brief', undefined],
    ['陈潮：在浪里调参数的人', '船坞夜谈', '人物', undefined, 8, 'full', undefined],
  ])
})

test('an article ends with its references and its box of related reading', () => {
  const { startLine, endLine } = article('海底光缆')
  expect([startLine, endLine]).toEqual([lineOf('# 海底光缆会听海：一条电缆变 成'), lineOf('去年有十一条')])
})

test('a title that is cut into two headings is one, and a section’s heading is none', () => {
  expect(article('给港口').startLine).toBe(lineOf('## 工作坊 2031 |'))
  expect(bodyOf('给港口')).toBe('三十位居民和五位绘图员用两天时间，把港口的声音、气味和潮位画在一张地图上。')
  const heading = text.split('\n').lastIndexOf('## 码头短讯') + 1
  expect(outline.headings).toEqual([{ startLine: heading, endLine: heading }])
})

test('the last pages are no part of the last article', () => {
  expect(outline.backMatter).toEqual([
    { title: '关于潮汐研究所', startLine: lineOf('## 关于潮汐'), endLine: lineOf('电话：') },
  ])
})

test('every line has a place', () => {
  expect(coverageOf([{ text }], outline)).toBe(1)
})

test('a paragraph that a page cut is one again; a caption, and prose that looks like one, stay apart', () => {
  const body = bodyOf('海底光缆')
  expect(body).toContain('就能每隔十米得到一个读数。去年冬天')
  expect(body).toContain('\n\n图 1: 岸上的仪器与海底的光缆\n\n图 1 里的仪器')
  expect(bodyOf('陈潮')).toContain('数据过去了就没有了，所以我每次都要看三遍。')
})

test('rows parted by tabs become a table, a head of two rows becomes one, and a raised sign joins its word', () => {
  const body = bodyOf('海底光缆')
  expect(body).toContain(
    [
      '| 站点 | 白天 读数 | 白天 误差 | 夜里 读数 | 夜里 误差 |',
      '| --- | ---: | ---: | ---: | ---: |',
      '| 东礁 | 12.5 | 0.3 | 11.9 | 0.2 |',
      '| 西礁 [KLM+29] | 9.1 | **0.1** | 8.8 | 0.4 |',
    ].join('\n'),
  )
  expect(body).toContain('|  | 功耗 | 价钱 |\n| --- | ---: | ---: |\n| 旧式地震仪 | 40 | 120 |')
})

test('a caption below its table comes to stand above it, also one that calls the table a figure', () => {
  const body = bodyOf('海底光缆')
  expect(body).toContain('图 2: 两个站点一昼夜的读数\n\n| 站点')
  expect(body).toContain('表 1: 两种办法的功耗与价钱\n\n|  | 功耗')
  expect(outline.doubts).toContainEqual({
    line: lineOf('图 2: 两个站点'),
    what: '"图 2" is taken for the caption of the table above it',
  })
})

test('citations become footnotes; an entry that was cut is one again, and one that nothing cites stays', () => {
  const body = bodyOf('海底光缆')
  expect(body).toContain('比想象中更细[^1]。')
  expect(body).toContain('活动的部分[^2]。')
  expect(body).toContain(
    '[^1]: Lin C, Zhou H. Listening to scattered light in submarine cables. Journal of Sea Instruments, 2030, 12(3): 41-55.',
  )
  expect(body).toContain('\\[3] Anon. A report that nothing cites. 2020.')
  expect(body).toContain('## 参考文献')
})

test('prompts to scan a code go, alone on a line or inside one, but not from code', () => {
  const reasons = outline.dropped.filter(({ reason }) => reason.includes('scan')).map(({ line }) => line)
  expect(reasons).toEqual([
    lineOf('[扫描二维码查看文章](#)'),
    lineOf('扫描二维码了解更多信息'),
    text.split('\n').indexOf('扫描二维码查看文章') + 1,
  ])
  const body = bodyOf('海底光缆')
  expect(body).toContain('刚刚被海底推了一下？答案是可以')
  expect(body).toContain('扫描二维码只是一段注释')
  expect(bodyOf('夏令营')).toBe('')
})

test('what an article holds is counted as it was printed', () => {
  const { startLine, endLine } = article('海底光缆')
  expect(countsOf(sourceLines(text).slice(startLine - 1, endLine))).toEqual({
    links: 2,
    figures: 2,
    tables: 2,
    code: 1,
    math: 2,
    references: 3,
  })
})

test('a document whose lists end in numbers is no magazine', () => {
  expect(outlineMagazine('# News\n\n- Version 3\n- Version 4\n- Version 5\n\nText.\n')).toBeUndefined()
  expect(outlineMagazine('')).toBeUndefined()
})

const seed = join(import.meta.dirname, '../../../../../shared/seeds/000_e01898c04501e65b.txt')
const printed = (() => {
  try {
    return readFileSync(seed, 'utf8')
  } catch {
    return undefined
  }
})()

test.skipIf(!printed)('the printed No. 64 goes in whole: twenty articles in their sections', () => {
  const found = outlineMagazine(printed!)!
  expect(found.articles).toHaveLength(20)
  expect(coverageOf([{ text: printed! }], found)).toBe(1)
  expect(found.articles.map(({ startLine, endLine, page }) => [startLine, endLine, page])).toEqual([
    [55, 143, 2],
    [147, 153, 4],
    [155, 259, 5],
    [261, 374, 7],
    [376, 511, 10],
    [513, 825, 13],
    [834, 840, 19],
    [844, 850, 19],
    [852, 935, 20],
    [939, 996, 23],
    [998, 1148, 25],
    [1152, 1227, 28],
    [1229, 1233, 30],
    [1235, 1239, 30],
    [1241, 1312, 31],
    [1314, 1453, 34],
    [1455, 1661, 37],
    [1663, 1667, 40],
    [1673, 1679, 41],
    [1683, 1696, 41],
  ])
  expect(found.backMatter.map(({ startLine, endLine }) => [startLine, endLine])).toEqual([
    [1700, 1706],
    [1708, 1719],
    [1721, 1739],
  ])
})
