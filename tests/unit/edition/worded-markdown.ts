import fc from 'fast-check'

/** A text, and each of its words but those of notes in order. No word is like another: none stands in for one that is lost. */
export type Worded = { markdown: string; words: string[]; noteWords: string[] }

type Source = { say(): string; note(write: (source: Source) => string): string }
/** Part of a text: writes itself with words of a source. */
type Part = (source: Source) => string

const stems = [
  'boat',
  'Ebbe',
  'été',
  '潮汐',
  '船',
  'лодка',
  'قایق',
  'סירה',
  '바다',
  'うみ',
  'ﬁn',
  'x',
  'naïve',
  '٣',
]
const marks = [
  '，',
  '。',
  '-',
  '’',
  '/',
  '&',
  '&amp;',
  '\\*',
  '\\_',
  ' < ',
  ' > ',
  '"',
  '(',
  ')',
  '…',
  '=',
  '%',
  '\\$',
]
const moreMarks = [
  '{{',
  '}}',
  '|',
  '#',
  '~',
  '`` ` ``',
  '&copy;',
  '\\\\',
  '+',
  ':',
  '@',

  ' \\[',
  '😀',
]

const all =
  (parts: readonly Part[], by = ' '): Part =>
  (source) =>
    parts.map((part) => part(source)).join(by)
const onOneLine = (text: string) => text.replace(/\s*\\?\n\s*/g, ' ')
const indented = (text: string, by: string) => text.replace(/\n(?=[^\n])/g, `\n${by}`)
/** Ends a list, whose text would go on. */
const comment = '<!-- nobody reads this -->'
const picture: Part = ({ say }) => `![${say()} ${say()}](https://a.example/p.png)`

const { block } = fc.letrec<{ inline: Part; block: Part }>((tie) => {
  const inlines = fc.array(tie('inline'), { minLength: 1, maxLength: 4 }).map((parts) => all(parts))
  const blocks = fc.array(tie('block'), { minLength: 1, maxLength: 3 }).map((parts) => all(parts, '\n\n'))
  const within = (before: string, after: string) =>
    inlines.map(
      (part): Part =>
        (source) =>
          `${before}${part(source)}${after}`,
    )
  const marked = fc
    .tuple(fc.constantFrom(...marks, ...moreMarks), fc.constantFrom('between', 'before', 'after'))
    .map(
      ([mark, where]): Part =>
        ({ say }) => {
          if (where === 'between') return `${say()}${mark}${say()}`
          return where === 'before' ? `${mark}${say()}` : `${say()}${mark}`
        },
    )
  /** @param begin of an item in which a block of another kind may not stand first */
  const listOf = (mark: string, indent: number, begin?: Part) =>
    fc.array(blocks, { minLength: 1, maxLength: 3 }).map(
      (items): Part =>
        (source) =>
          items
            .map((item) => all(begin ? [begin, item] : [item], '\n\n')(source))
            .map((item) => `${mark}${indented(item, ' '.repeat(indent))}`)
            .join('\n'),
    )
  const cell = inlines.map(
    (part): Part =>
      (source) =>
        onOneLine(part(source)).replaceAll('|', '\\|'),
  )
  const table = fc
    .tuple(
      fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 3 }),
      fc.constantFrom('| - | -: |', '|:-:|---|'),
    )
    .map(
      ([rows, rule]): Part =>
        (source) => {
          const [head, ...rest] = rows.map((row) => `| ${all(row, ' | ')(source)} |`)
          return [head, rule, ...rest].join('\n')
        },
    )
  const code = fc.constantFrom('```', '```js', '~~~', '').map(
    (fence): Part =>
      ({ say }) => {
        const lines = [`${say()}  <i>${say()}</i>`, '', `# ${say()}`, `${say()} \\* &amp; **${say()}** [^1]`]
        const shown = lines.join('\n')
        return fence
          ? `${fence}\n${shown}\n${fence.slice(0, 3)}`
          : `${comment}\n\n    ${indented(shown, '    ')}`
      },
  )
  const captioned = (name: string, shown: fc.Arbitrary<Part>) =>
    fc.tuple(shown, inlines, fc.boolean()).map(([part, words, isFirst]): Part => {
      const caption: Part = (source) => `${name}: ${onOneLine(words(source))}`
      return all(isFirst ? [caption, part] : [part, caption], '\n\n')
    })
  const lines: fc.Arbitrary<Part> = fc.constantFrom<Part[]>(
    ({ say }) => `${say()}\\\n${say()}  \n${say()}\n${say()}`,
    ({ say }) => `\`${say()} <b> ${say()}\``,
    ({ say }) => `$x^2$ ${say()}`,
    ({ say }) => `${say()}: https://a.example/b_c_(d)?e=f&g=h.`,
    picture,
  )
  return {
    inline: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constant<Part>(({ say }) => say()),
      marked,
      lines,
      within('**', '**'),
      within('*', '*'),
      inlines.map(
        (part): Part =>
          (source) =>
            `~~${source.say()} ${part(source)}~~`,
      ),
      within('[', '](https://a.example/b_c_(d)?e=f&g=h)'),
      within('[', '](<https://a.example/b c> "t")'),
      inlines.map(
        (part): Part =>
          ({ say, note }) =>
            `${say()}${note((source) => part(source))}`,
      ),
    ),
    block: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      { weight: 3, arbitrary: inlines },
      fc.tuple(fc.constantFrom('## ', '### ', '#### '), inlines).map(
        ([mark, part]): Part =>
          (source) =>
            `${mark}${onOneLine(part(source))}`,
      ),
      listOf('- ', 2),
      listOf('1. ', 3),
      listOf('- [x] ', 2, ({ say }) => say()),
      blocks.map(
        (part): Part =>
          (source) =>
            `> ${part(source).replaceAll('\n', '\n> ')}`,
      ),
      table,
      code,
      captioned('Table 1', table),
      captioned('图 2', fc.constant(picture)),
      captioned('Figure 3', code),
      fc.constantFrom<Part[]>(
        () => '***',
        () => comment,
        () => '$$\nx^2 + y\n$$',
        ({ say }) => `${say()} ${say()}\n---`,
        ({ say }) => `1986\\. ${say()}`,
      ),
    ),
  }
})

/** An article's text: blocks of every kind, then the notes that they cite. */
export const wordedMarkdown: fc.Arbitrary<Worded> = fc
  .tuple(
    fc.array(block, { minLength: 1, maxLength: 8 }),
    fc.constantFrom(...stems),
    fc.constantFrom(...stems),
  )
  .map(([blocks, one, other]) => {
    const [words, noteWords, notes]: string[][] = [[], [], []]
    const sourceOf = (into: string[]): Source => ({
      say: () => {
        const count = words!.length + noteWords!.length
        const word = `${count % 3 ? one : other}${10_000 + count}`
        into.push(word)
        return word
      },
      note: (write) => {
        const at = notes!.push('')
        notes![at - 1] = `[^${at}]: ${indented(write(sourceOf(noteWords!)), '    ')}`
        return `[^${at}]`
      },
    })
    const text = all(blocks, '\n\n')(sourceOf(words!))
    return { markdown: [text, ...notes!].join('\n\n'), words: words!, noteWords: noteWords! }
  })

const oddities = [
  '&',
  '<b>',
  '“x”',
  '"y"',
  "'",
  '{{name}}',
  '*',
  '_a_',
  '$5',
  '%',
  '·',
  '—',
  '🌊',
  '<!--',
  '\\',
  '&amp;',
  '[z](u)',
]
/** A line that an editor may write as a title or a summary. */
export const oddLine: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...stems, ...oddities), { minLength: 1, maxLength: 8 })
  .map((parts) => parts.join(' '))
