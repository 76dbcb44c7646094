import { PNG } from 'pngjs'
import { expect, test } from 'vitest'
import { packagedCardFiles } from '../../../cli/editions/card-files.ts'
import { breakLines, partsOf } from '../../../functions/edition/card/break-lines.ts'
import { createDrawCard, createDrawCover } from '../../../functions/edition/card/draw-card.ts'
import { drawCard } from '../../../functions/edition/card/drawing.ts'
import { createFonts } from '../../../functions/edition/card/fonts.ts'
import { setTitle } from '../../../functions/edition/card/set-title.ts'
import { type Card, cardPath } from '../../../functions/edition/model/card.ts'
import { aFolder, anArticle, aPublication } from '../../builders.ts'
import { aWorld, pageIn } from './publishing-world.ts'

const aCard = (but: Partial<Card> = {}): Card => ({
  issue: 'matrix-64',
  language: 'zh-CN',
  brand: aPublication().brand,
  name: '矩阵 Matrix',
  label: '焦点',
  title: '微软 CTO 对话比尔·盖茨：GPT-4 与人工智能的未来',
  foot: '第 64 期',
  ...but,
})
const fonts = createFonts(packagedCardFiles)
/** As if each Chinese sign were as wide as two Latin letters. */
const widthOf = (text: string) =>
  [...text.trimEnd()].reduce((sum, one) => sum + (/[ -~]/.test(one) ? 0.5 : 1), 0)
const linesOf = (text: string, room: number, language = 'zh-CN') =>
  breakLines(partsOf(text, language, widthOf), widthOf, room, 4)

test('a card is a picture of 1200 by 630 with the brand’s ground and light letters', async () => {
  const draw = createDrawCard(packagedCardFiles)
  const { png, missing } = await draw(aCard())
  const { width, height, data } = PNG.sync.read(Buffer.from(png))
  expect([width, height]).toEqual([1200, 630])
  expect(missing).toEqual([])
  expect(png.length).toBeLessThan(300_000)
  const colours = new Set<string>()
  for (let at = 0; at < data.length; at += 4) colours.add(data.subarray(at, at + 3).toString('hex'))
  expect(data.subarray(0, 3).toString('hex')).toBe('12375e')
  expect(colours).toContain('ffffff')
  expect(colours).toContain('7ab8ff')
})

test('the cover of a book is upright, and holds the longest name within its margins', async () => {
  const draw = createDrawCover(packagedCardFiles)
  const name = 'The Quarterly Review of Tides, Harbours and Lighthouses of the North'
  const { png } = await draw(aCard({ language: 'en', name, title: 'The boats came home' }))
  const { width, height, data } = PNG.sync.read(Buffer.from(png))
  expect([width, height]).toEqual([1400, 2100])
  expect(png.length).toBeLessThan(500_000)
  const isWhite = (x: number, y: number) =>
    data.subarray((y * width + x) * 4, (y * width + x) * 4 + 3).toString('hex') === 'ffffff'
  const whiteColumns = Array.from({ length: width }, (_, x) => x).filter((x) =>
    Array.from({ length: height }, (_, y) => y).some((y) => isWhite(x, y)),
  )
  expect(whiteColumns[0]).toBeGreaterThan(100)
  expect(whiteColumns.at(-1)).toBeLessThan(1300)
})

test('a sign that no font has is left out and named; a title with such letters is not shown by halves', async () => {
  const party = await drawCard(aCard({ title: '会议 🎉 记' }), fonts)
  expect(party.missing).toEqual(['🎉'])
  expect(party.svg).toBe((await drawCard(aCard({ title: '会议 记' }), fonts)).svg)
  const arabic = await drawCard(aCard({ title: 'Hello مرحبا' }), fonts)
  expect(arabic.missing).toContain('م')
  expect(arabic.svg).toBe((await drawCard(aCard({ title: '矩阵 Matrix' }), fonts)).svg)
  expect(`${party.svg}${arabic.svg}`).not.toMatch(/NaN|undefined/)
})

test('letters are drawn the same whatever was drawn before', async () => {
  const first = await drawCard(aCard(), createFonts(packagedCardFiles))
  await drawCard(aCard({ title: '2023 年 1–3 月' }), fonts)
  expect(await drawCard(aCard(), fonts)).toEqual(first)
})

test('a line begins with no mark that ends something, and tears no word', () => {
  expect(linesOf('微软 CTO 对话比尔·盖茨：GPT-4 与人工智能的未来', 14)).toEqual([
    '微软 CTO 对话比尔·盖茨：',
    'GPT-4 与人工智能的未来',
  ])
  for (let room = 6; room < 20; room++)
    for (const line of linesOf('“看见”（是）什么？GPT-4 说：3.5 倍，“很好”……', room) ?? []) {
      expect(line).not.toMatch(/^[”）？，：…\-–]/)
      expect(line).not.toMatch(/[“（]$/)
      expect(line).not.toMatch(/(GPT|GPT-|3|3\.)$/)
    }
})

test('a title shrinks before it overflows, and is shortened only where nothing else helps', () => {
  const room = { width: 1032, height: 300, lines: 4 }
  const set = (title: string) => setTitle(title, 'zh-CN', widthOf, room)
  expect(set('罗丹')).toEqual({ lines: ['罗丹'], size: 92 })
  let before = 92
  for (const length of [10, 20, 30, 45, 60, 80, 300]) {
    const { lines, size } = set('难训练的大模型'.repeat(50).slice(0, length))
    expect(size).toBeLessThanOrEqual(before)
    expect(lines.length).toBeLessThanOrEqual(4)
    for (const line of lines) expect(widthOf(line) * size).toBeLessThanOrEqual(room.width)
    expect(lines.join('').endsWith('…')).toBe(length > 88)
    before = size
  }
  expect(set('W'.repeat(300)).lines.join('')).toMatch(/^W+…$/)
})

test('pages name their card, which is on the site once publishing has ended', async () => {
  const world = aWorld()
  world.upload()
  await world.publish()
  for (const page of ['zh/issues/matrix-64/talk/index.html', 'en/issues/matrix-64/index.html']) {
    const html = pageIn(world, page)
    const [, key] =
      /property="og:image" content="https:\/\/matrix\.example\.org\/(cards\/[0-9a-f]{16}\.png)"/.exec(html)!
    expect(world.site.has(key!)).toBe(true)
    expect(html).toContain('<meta name="twitter:card" content="summary_large_image">')
    expect(html).toMatch(/og:image:alt" content="[^"]*(一次谈话|First line)"/)
  }
})

test('a card is drawn once: again only for what changed', async () => {
  const world = aWorld()
  world.upload()
  await world.publish()
  const drawn = () => world.log.filter((name) => name.startsWith('site cards/')).length
  expect(drawn()).toBe(8)
  await world.publish()
  expect(drawn()).toBe(8)
  world.upload(aFolder({ '01-talk.md': anArticle({ title: '另一次谈话 🎉', kicker: '对话' }) }))
  await world.publish()
  expect(drawn()).toBe(9)
  expect(world.missing).toEqual(['另一次谈话 🎉: 🎉'])
})

test('publishing that was killed among the cards draws the rest when it runs again', async () => {
  const world = aWorld()
  world.upload()
  await world.publish()
  const calls = world.calls
  const killed = aWorld()
  killed.upload()
  killed.killedAt = calls - 3
  await expect(killed.publish()).rejects.toThrow('killed')
  killed.revive()
  await killed.publish()
  expect([...killed.site.keys()].sort()).toEqual([...world.site.keys()].sort())
  expect(killed.cards).toEqual(world.cards)
})

test('whatever a card shows, and whose it is, changes its name', () => {
  const names = [
    aCard(),
    aCard({ title: '别的' }),
    aCard({ foot: '第 65 期' }),
    aCard({ language: 'en' }),
    aCard({ issue: 'matrix-65' }),
  ].map(cardPath)
  expect(new Set(names).size).toBe(5)
})
