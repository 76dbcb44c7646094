import { describe, expect, test } from 'vitest'
import { type Texts, textOf } from '../../../functions/edition/search/article-texts.ts'
import { excerptOf } from '../../../functions/edition/search/excerpt.ts'
import { createSearch } from '../../../functions/edition/search/search.ts'
import type { SearchFile } from '../../../functions/edition/search/search-files.ts'
import { mostOfSummaries } from '../../../functions/edition/search/search-limits.ts'
import { partsOf, questionsIn, tokensOf } from '../../../functions/edition/search/tokens.ts'
import { anIssuePublished } from '../../builders.ts'
import { unbalanced } from './balance.ts'
import { listingsOf, textIn } from './listings.ts'

const anArticle = (title: string, but: Partial<SearchFile['articles'][number]> = {}) => ({
  issue: 0,
  slug: 'slug',
  title,
  ...but,
})
const search = (query: string, ...articles: SearchFile['articles']) => {
  const issues = [{ name: '第 64 期', path: '/zh/issues/m-64/' }]
  const answer = createSearch({ issues, articles })(query)
  return { titles: answer.found.map(({ title }) => title), ...answer }
}
const shown = (text: string, ...tokens: string[]) =>
  partsOf(text, tokens)
    .map(({ text, hit }) => (hit ? `[${text}]` : text))
    .join('')

describe('texts are cut', () => {
  test('into words, and into every two characters where no spaces part them', () => {
    expect(tokensOf('GPT 与大模型')).toEqual(['gpt', '与大', '大模', '模型', '型'])
    expect(tokensOf('ソフト 연구소')).toEqual(['ソフ', 'フト', 'ト', '연구', '구소', '소'])
    expect(tokensOf('第64期')).toEqual(['第', '64', '期'])
    expect(tokensOf(' …，！')).toEqual([])
  })

  test('and names with a number also into the whole name, however it is written', () => {
    for (const written of ['GPT-4', 'gpt4', 'GPT 4', 'GPT‑4', 'ＧＰＴ－４'])
      expect(tokensOf(written)).toEqual(['gpt', 'gpt4', '4'])
    expect(tokensOf('Llama-3.1-70B')).toEqual(['llama', 'llama3.1', '3.1', '70b'])
    expect(tokensOf('83.44, 1,000 and 1,2')).toEqual(['83.44', '1,000', 'and', 'and1', '1', '2'])
  })

  test('without case, width and accents, whichever way these are written', () => {
    expect(tokensOf('ＧＰＴ Café Cafe\u0301')).toEqual(['gpt', 'cafe', 'cafe'])
    expect(tokensOf('が')).toEqual(['が'])
  })

  test('and questions into no more than what they ask', () => {
    expect(questionsIn('大模型')).toEqual(['大模', '模型'])
    expect(questionsIn('猫')).toEqual(['猫'])
    expect(questionsIn('Foundation models, models')).toEqual(['foundation', 'models'])
    expect(questionsIn('gpt 4 turbo')).toEqual(['gpt4', 'turbo'])
    expect(questionsIn('gpt 4 turbo', 'apart')).toEqual(['gpt', '4', 'turbo'])
  })
})

describe('the search finds', () => {
  test('Chinese words within longer texts, and only where they stand together', () => {
    const articles = [
      anArticle('甲骨文校重'),
      anArticle('重新校对'),
      anArticle('大模型', { summary: '谈甲骨文' }),
    ]
    expect(search('甲骨文', ...articles).titles).toEqual(['甲骨文校重', '大模型'])
    expect(search('校重', ...articles).titles).toEqual(['甲骨文校重'])
  })

  test('a single character anywhere in a text', () => {
    const articles = [anArticle('黑猫'), anArticle('猫咪'), anArticle('狗')]
    expect(search('猫', ...articles).titles.sort()).toEqual(['猫咪', '黑猫'])
  })

  test('the beginning of a word, and one that has a slip in it', () => {
    const articles = [anArticle('Foundation models'), anArticle('Found objects')]
    expect(search('foundat', ...articles).titles).toEqual(['Foundation models'])
    expect(search('fuondation', ...articles).titles).toEqual(['Foundation models'])
  })

  test('a number as it is, never another one', () => {
    const articles = [anArticle('Born in 20221'), anArticle('Since 20231'), anArticle('GPT-4 与 128 张卡')]
    expect(search('20231', ...articles).titles).toEqual(['Since 20231'])
    expect(search('2023', ...articles)).toMatchObject({ titles: [], near: true })
    expect(search('20232', ...articles)).toMatchObject({ titles: [], near: true })
    expect(search('4', anArticle('48 张卡'), anArticle('83.44 分')).titles).toEqual([])
    expect(search('128', ...articles).titles).toEqual(['GPT-4 与 128 张卡'])
    expect(search('gpt45', anArticle('gpt43')).titles).toEqual([])
  })

  test('a name with a number however it is written, and nothing else', () => {
    const articles = [
      'GPT-4 来了',
      '用gpt4写作',
      'GPT 4 与 GPT',
      'GPT-40',
      'GPT-4.5',
      'GPT-4o',
      'ChatGPT 4',
      'GPT 与 4 张卡',
      '4 GPT',
    ].map((title) => anArticle(title))
    for (const query of ['gpt4', 'GPT-4', 'gpt 4', 'GPT‑4'])
      expect(search(query, ...articles).titles.sort(), query).toEqual(
        ['GPT-4 来了', 'GPT 4 与 GPT', '用gpt4写作'].sort(),
      )
    expect(search('gpt4o', ...articles).titles).toEqual(['GPT-4o'])
    expect(search('gpt-4.5', ...articles).titles).toEqual(['GPT-4.5'])
  })

  test('a word and a number apart where nothing has them as one name', () => {
    expect(search('report 2023', anArticle('2023: the report'))).toMatchObject({
      titles: ['2023: the report'],
      exact: false,
      near: false,
    })
    expect(search('report2023', anArticle('2023: the report'))).toMatchObject({ titles: [], near: true })
  })

  test('a word with one slip from five letters on, two from ten, and only where none has it as typed', () => {
    const articles = ['Model collapse', 'Modal logic', 'Transformers', 'Tree'].map((title) =>
      anArticle(title),
    )
    expect(search('model', ...articles).titles).toEqual(['Model collapse'])
    for (const typo of ['colapse', 'collapes', 'colllapse', 'collopse'])
      expect(search(typo, ...articles), typo).toMatchObject({ titles: ['Model collapse'], near: false })
    expect(search('trnasfomers', ...articles).titles).toEqual(['Transformers'])
    expect(search('logik model', anArticle('A logic model'), ...articles).titles).toEqual(['A logic model'])
    expect(search('tere', ...articles).titles).toEqual([])
    const [found] = search('colapse', ...articles).found
    expect(shown('Model collapse', ...found!.tokens)).toBe('Model [collapse]')
  })

  test('Chinese by its pinyin, begun anywhere and unfinished, where no word is spelled so', () => {
    const [oracle, women] = [
      anArticle('论甲骨文', { author: '王小明', pinyin: 'lun jia gu wen wang xiao ming' }),
      anArticle('女书 A', { pinyin: 'nu shu' }),
    ]
    for (const query of ['jiaguwen', 'jia gu wen', 'guw', 'wang xiaoming'])
      expect(search(query, oracle, women).titles, query).toEqual(['论甲骨文'])
    for (const query of ['nvshu', 'nüshu']) expect(search(query, oracle, women).titles).toEqual(['女书 A'])
    expect(search('iagu', oracle, women).titles).toEqual([])
    expect(search('wen', oracle, anArticle('Wen Yiduo')).titles).toEqual(['Wen Yiduo'])
    expect(shown('论甲骨文', ...search('jiaguwen', oracle).found[0]!.tokens)).toBe('论[甲骨文]')
  })

  test('titles before summaries, and names of authors and sections too', () => {
    const articles = [
      anArticle('甲', { summary: '关于剪枝的研究' }),
      anArticle('剪枝'),
      anArticle('乙', { author: '王小明', section: '焦点' }),
    ]
    expect(search('剪枝', ...articles).titles).toEqual(['剪枝', '甲'])
    expect(search('王小明', ...articles).titles).toEqual(['乙'])
    expect(search('焦点 王小明', ...articles).titles).toEqual(['乙'])
  })

  test('what has all words; what has some where nothing has all, and says so', () => {
    const articles = [anArticle('machine learning'), anArticle('machine translation')]
    expect(search('machine learning', ...articles)).toMatchObject({
      titles: ['machine learning'],
      near: false,
    })
    expect(search('learning translation', ...articles)).toMatchObject({ near: true })
    expect(search('learning translation', ...articles).titles).toHaveLength(2)
    expect(search('zzz', ...articles).titles).toEqual([])
    expect(search('  ', ...articles).titles).toEqual([])
  })

  test('an article with its page, its issue, and what in it is to be marked', () => {
    const { found } = search('大模型', anArticle('论大模型'))
    expect(found[0]).toMatchObject({ path: '/zh/issues/m-64/slug/', issueName: '第 64 期' })
    expect(shown('论大模型', ...found[0]!.tokens)).toBe('论[大模型]')
  })
})

describe('in texts the search finds', () => {
  const articles = [
    anArticle('甲骨文校重', { slug: 'a' }),
    anArticle('一次谈话', { slug: 'b', author: '王小明' }),
    anArticle('长文', { slug: 'c' }),
  ]
  const texts: Texts = new Map(
    Object.entries({
      a: '甲骨文在这里。',
      b: '先说别的，说了很久，久得谁也不记得当初究竟是从什么地方说起的。后来谈到甲骨文，再说骨文甲。🎉 GPT-4 和 Foundation models.',
      c: `甲骨文，甲骨文。${'文'.repeat(500)}`,
    }).map(([slug, text]) => [`/zh/issues/m-64/${slug}/`, textOf(text)]),
  )
  const searchTexts = (query: string) =>
    createSearch({ issues: [{ name: '第 64 期', path: '/zh/issues/m-64/' }], articles })(query, texts)
  const slugs = (query: string) => searchTexts(query).found.map(({ slug }) => slug)

  test('what no title has, after what one has, the texts with most of it first', () => {
    expect(slugs('甲骨文')).toEqual(['a', 'c', 'b'])
    expect(searchTexts('甲骨文').near).toBe(false)
    expect(slugs('文甲')).toEqual(['b'])
  })

  test('characters only where they stand together, words from their beginning, numbers whole', () => {
    expect(searchTexts('谈骨文甲').near).toBe(true)
    expect(slugs('found')).toEqual(['b'])
    expect(slugs('dation')).not.toContain('b')
    for (const query of ['gpt 4', 'gpt4', 'GPT-4', '4']) expect(slugs(query)).toEqual(['b'])
    expect(slugs('gpt 44')).toEqual([])
  })

  test('a mistyped word of a text', () => {
    const { found, near } = searchTexts('fuondation')
    expect(near).toBe(false)
    expect(found.map(({ slug }) => slug)).toEqual(['b'])
    expect(shown(found[0]!.excerpt!, ...found[0]!.tokens)).toContain('[Foundation] models')
  })

  test('what is partly said beside the text', () => {
    expect(slugs('王小明 foundation')).toEqual(['b'])
    expect(searchTexts('王小明 nowhere').near).toBe(true)
  })

  test('the part that has it, which is what is shown', () => {
    const [found] = searchTexts('后来').found
    expect(found!.excerpt).toMatch(/^….*后来谈到甲骨文，再说/)
    expect(shown(found!.excerpt!, ...found!.tokens)).toContain('[后来]谈到')
    const [a, c] = searchTexts('甲骨文').found
    expect(a).not.toHaveProperty('excerpt')
    expect(c!.excerpt).toBe(`甲骨文，甲骨文。${'文'.repeat(112)}…`)
  })

  test('and cuts no character in two', () => {
    const text = textOf(`${'🎉'.repeat(100)}here${'🎉'.repeat(100)}`)
    for (const pad of ['', 'x']) {
      const excerpt = excerptOf({ ...text, text: `${pad}${text.text}${pad}` }, ['here'])
      expect(excerpt.isWellFormed()).toBe(true)
      expect(excerpt).toContain('here')
    }
  })
})

describe('a find is marked', () => {
  test('in the reader’s own letters', () => {
    expect(shown('ＧＰＴ‑4 and Café', 'gpt', 'cafe')).toBe('[ＧＰＴ]‑4 and [Café]')
    expect(shown('\u{1f600}Cafe\u0301!', 'cafe')).toBe('\u{1f600}[Cafe\u0301]!')
    expect(shown('ﬁne', 'fine')).toBe('[ﬁne]')
  })

  test('a number only where it is the whole number, a name with one however it is written', () => {
    expect(shown('4, 48, 83.44, 4.5, 44 and GPT-4.', '4')).toBe('[4], 48, 83.44, 4.5, 44 and GPT-[4].')
    expect(shown('GPT-4, gpt 4, GPT4 和 GPT-40', 'gpt4')).toBe('[GPT-4], [gpt 4], [GPT4] 和 GPT-40')
    expect(shown('3D, 3-D', '3d')).toBe('[3D], [3-D]')
  })

  test('at the beginning of words only, but anywhere among characters', () => {
    expect(shown('learning, unlearning', 'learning')).toBe('[learning], unlearning')
    expect(shown('大模型模型', '模型')).toBe('大[模型模型]')
    expect(shown('第64期用GPT写', '64', 'gpt')).toBe('第[64]期用[GPT]写')
  })
})

describe('the list of articles', () => {
  test('has each of a language once, with what can be found and shown', () => {
    const file = JSON.parse(textIn(listingsOf(), 'zh/search.json')) as SearchFile
    expect(file.issues[0]).toEqual({ name: '第 66 期 · 2023 年 1–3 月', path: '/zh/issues/m-66/' })
    expect(file.articles).toHaveLength(6)
    expect(file.articles[0]).toEqual({
      issue: 0,
      slug: 'talk',
      title: '甲 & 乙',
      kicker: '访谈',
      summary: '<丙>',
      author: '王 <小> & 明',
      section: '焦点',
      pinyin: 'jia yi wang xiao ming',
    })
    expect(textIn(listingsOf(), 'en/search.json')).not.toContain('pinyin')
    expect(JSON.parse(textIn(listingsOf(), 'en/search.json')).articles).toHaveLength(3)
  })

  test('says of which issues there are texts, and how much', () => {
    const text = textIn(listingsOf({ issues: [anIssuePublished({ texts: { en: 12 } })] }), 'en/search.json')
    expect((JSON.parse(text) as SearchFile).issues[0]).toMatchObject({ texts: 12 })
    const other = textIn(listingsOf({ issues: [anIssuePublished({ texts: { en: 12 } })] }), 'zh/search.json')
    expect((JSON.parse(other) as SearchFile).issues[0]).not.toHaveProperty('texts')
  })

  test('of very many has the summaries of the newest', () => {
    const articles = {
      'zh-CN': [...Array(3000)].map((_, at) => ({ slug: `${at}`, title: '题', summary: '文'.repeat(400) })),
    }
    const text = textIn(listingsOf({ issues: [anIssuePublished({ articles })] }), 'zh/search.json')
    const file = JSON.parse(text) as SearchFile
    expect(file.articles).toHaveLength(3000)
    expect(file.articles[0]!.summary).toHaveLength(240)
    expect(file.articles.at(-1)).not.toHaveProperty('summary')
    expect(Buffer.byteLength(text)).toBeLessThan(mostOfSummaries * 1.2)
  })
})

describe('the search page', () => {
  test('asks by a plain form, and leads on where there is no script', () => {
    const page = textIn(listingsOf(), 'zh/search/index.html')
    expect(page).toContain('method="get" action="/zh/search/"')
    expect(page).toContain('需要启用 JavaScript')
    expect(page).toContain('<li><a href="/zh/sections/focus/">焦点</a></li>')
    expect(page).not.toContain('<script')
    expect(unbalanced(page)).toEqual([])
  })

  test('names its script by its content, and nothing in it runs inline', () => {
    const [one, other] = ['alert(1)', 'alert(2)'].map((script) => listingsOf({ script }))
    const scripts = [one!, other!].map((files) =>
      [...files.keys()].filter((path) => /search-\w+\.js$/.test(path)),
    )
    expect(scripts.flat()).toHaveLength(2)
    expect(scripts[0]).not.toEqual(scripts[1])
    const page = textIn(one!, 'en/search/index.html')
    expect(page.match(/<script[^>]*>[^<]*<\/script>/g)).toEqual([
      `<script type="module" src="/${scripts[0]![0]}"></script>`,
    ])
    expect(one!.get(scripts[0]![0]!)).toMatchObject({
      contentType: 'text/javascript; charset=utf-8',
      cacheControl: 'public, max-age=31536000, immutable',
    })
  })
})
