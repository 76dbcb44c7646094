import type { PhrasingContent, Root } from 'mdast'
import { isTex } from '../../../functions/issue/math.ts'
import { linked } from './links.ts'
import { type Notes, quoted } from './remarks.ts'
import { dropTemplates } from './templates.ts'
import { changeNodes, textNode } from './tree.ts'

/** Repairs the texts themselves: stray `**`, template code that survived so far, formulas that are not valid TeX. */
export const mendProse = (tree: Root, notes: Notes): void =>
  changeNodes(tree, (node, parent) => {
    const line = node.position?.start.line ?? 1
    if (node.type === 'text') {
      const prose = proseOf(node.value, line, notes)
      return parent.type === 'link'
        ? prose
        : prose.flatMap((one) => (one.type === 'text' ? linked(one.value) : [one]))
    }
    if (node.type !== 'inlineMath' && node.type !== 'math') return [node]
    if (isTex(node.value)) return [node]
    notes.doubt(line, `the formula ${quoted(node.value)} cannot be read: it stands as code`)
    return node.type === 'math'
      ? [{ type: 'code', lang: 'tex', value: node.value, position: node.position }]
      : [{ type: 'inlineCode', value: node.value, position: node.position }]
  })

const stray = /\*\*(?=\S)([^*\n]{1,200}?)\s*\*\*|\*\*\s+([^*\n]{1,200}?)\s*\*\*/

const proseOf = (text: string, line: number, notes: Notes): PhrasingContent[] => {
  const bare = dropTemplates(text, (kind, mark) => {
    const reason = `${kind} ${quoted(mark)}`
    notes.doubtKind(reason, line, `${reason} is left out: nothing fills it in here`)
  }).replace(/\[\^([^\]\s]+)\]/g, (_, name: string) => {
    notes.doubtKind('no entry', line, `the note [${name}] has no entry: its mark stays as text`)
    return `[${name}]`
  })
  if (!bare.includes('**')) return [textNode(bare)]
  const out: PhrasingContent[] = []
  let rest = bare
  for (let found = stray.exec(rest); found; found = stray.exec(rest)) {
    out.push(textNode(unstarred(rest.slice(0, found.index))), {
      type: 'strong',
      children: [textNode((found[1] ?? found[2]!).trim())],
    })
    rest = rest.slice(found.index + found[0].length)
  }
  return [...out, textNode(unstarred(rest))]
}

/** Removes `**` next to words, which is left over from failed emphasis. `2**3` is arithmetic and stays. */
const unstarred = (text: string): string =>
  text.replace(/(?<![\w*)\]])\*\*(?!\*)|(?<!\*)\*\*(?![\w*([])/g, '')
