import { expect, test } from 'vitest'
import type { PostBody } from '../../../../../cli/import/exports/post.ts'
import { postIssue } from '../../../../../cli/import/exports/post-issue.ts'
import { wordpressHtml } from '../../../../../cli/import/exports/services/wordpress-text.ts'
import { aPublication } from '../../../../builders.ts'

const publication = aPublication()
const find = async () => ({ failed: 'none is there' })

const read = (body: PostBody) =>
  postIssue({ source: 'a post', title: 'A post', aliases: [], body: () => body }, 'a-post', {
    service: 'Ghost',
    publication,
    find,
  })

/** The least CPU time of a few turns, in milliseconds: what else the machine does makes it longer, never shorter. */
const least = async (body: PostBody, turns: number): Promise<number> => {
  const times: number[] = []
  for (let turn = 0; turn < turns; turn++) {
    const before = process.cpuUsage()
    await read(
      body.format === 'html' ? { ...body, text: wordpressHtml(body.text, new Map(), () => {}) } : body,
    )
    const { user, system } = process.cpuUsage(before)
    times.push((user + system) / 1e3)
  }
  return Math.min(...times)
}

/** Far above what is linear, which is 4, and below what goes with the square, which is 16. */
const mostGrowth = 9
const small = 20_000
/** Whatever grows may take so long: warming up and collecting garbage weigh more than the text. */
const noticeable = 1_500

test.each([
  ...[
    '<b>',
    '<div>',
    '<p>',
    '<a ',
    '<a href="',
    '<!--',
    '<!',
    '<',
    '&',
    '&amp;',
    '<table><tr><td>',
    '<ul><li>',
    '</p>',
  ],
  ...[
    '<p>words</p>',
    '<br>',
    '<img src="x.png">',
    '<span style="display:none">x</span>',
    '<script>',
    '<i><b>',
  ],
  ...[
    '<blockquote>',
    '<sup>1</sup>',
    '<a href="https://a.b">c</a> ',
    '<td>',
    '{{',
    '*|',
    '%%a',
    '[caption ',
    '[gallery ',
  ],
  ...[
    '[x a="',
    '[x a=b]',
    '[/x]',
    '\n\n',
    'word ',
    '海',
    '<p class="poll-embed">',
    '<div class="footnote">',
    '<pre>',
  ],
])('many of %j in a page are read in time that grows as it does', async (one) => {
  const page = (size: number): PostBody => ({
    format: 'html',
    text: `<p>x</p>${one.repeat(size / one.length)}`,
  })
  const long = await least(page(4 * small), 1)
  if (long < noticeable) return
  expect((await least(page(4 * small), 2)) / (await least(page(small), 3))).toBeLessThan(mostGrowth)
})

test.each(['![a](', '![', '<img src="', '[a]: x.png ', '[a]: x.png\n', '<img ', '](', '[^1]', '```'])(
  'many of %j in Markdown are read in time that grows as it does',
  async (one) => {
    const text = (size: number): PostBody => ({ format: 'markdown', text: one.repeat(size / one.length) })
    const long = await least(text(4 * small), 1)
    if (long < noticeable) return
    expect((await least(text(4 * small), 2)) / (await least(text(small), 3))).toBeLessThan(mostGrowth)
  },
)
