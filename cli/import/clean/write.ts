import type { Root, RootContent } from 'mdast'
import remarkCjkFriendly from 'remark-cjk-friendly'
import remarkGfm from 'remark-gfm'
import remarkMath from 'remark-math'
import remarkStringify from 'remark-stringify'
import { unified } from 'unified'
import { complaintsIn } from '../../../functions/issue/markdown.ts'
import type { Complaint } from '../../../functions/issue/markdown-checks.ts'
import { parseMarkdown } from '../../../functions/issue/parse-markdown.ts'
import { type Notes, quoted } from './remarks.ts'
import { plain } from './tree.ts'

const writer = unified()
  .use(remarkGfm, { tablePipeAlign: false })
  .use(remarkMath)
  .use(remarkCjkFriendly)
  .use(remarkStringify, { bullet: '-', rule: '-', emphasis: '*', fences: true, resourceLink: false })
  .freeze()

export const write = (tree: Root): string => writer.stringify(tree as never)

/**
 * Writes a tree as Markdown and reads it back (`parsed`). A block that the strict reader rejects becomes code. A safety
 * net for cases nobody thought of.
 */
export const writeChecked = (
  tree: Root,
  notes: Notes,
): { markdown: string; tree: Root; parsed?: Root | undefined } => {
  let [now, markdown] = [tree, write(tree)]
  for (let turn = 0; turn < 4; turn++) {
    const { complaints, parsed } = complaintsIn(markdown)
    if (complaints.length === 0) return { markdown, tree: now, parsed }
    const bad = blamed(now, markdown, complaints)
    const children = now.children.map((node, at) => {
      const reason = bad.get(at)
      return reason === undefined ? node : asCode(node, reason, notes)
    })
    now = { type: 'root', children }
    markdown = write(now)
  }
  const whole: Root = { type: 'root', children: [{ type: 'code', value: markdown }] }
  if (complaintsIn(markdown).complaints.length === 0) return { markdown, tree: now }
  notes.doubt(tree.children[0]?.position?.start.line ?? 1, 'the whole text stands as code: it cannot be read')
  return { markdown: write(whole), tree: whole }
}

const asCode = (node: RootContent, reason: string, notes: Notes): RootContent => {
  notes.doubt(node.position?.start.line ?? 1, `${quoted(plain(node))} stands as code: ${reason}`)
  return { type: 'code', value: plain(node), position: node.position }
}

/**
 * Which blocks the complaints are about: matched by line numbers of the written text, or, if the blocks do not match
 * up, by checking them one by one. Keys are indices in `tree.children`.
 */
const blamed = (tree: Root, markdown: string, complaints: Complaint[]): Map<number, string> => {
  // What is too dense or too deep to parse must not be parsed here either.
  const isUnparsed = complaints.some(({ reason }) => /^a paragraph holds|^is nested/.test(reason))
  const read = isUnparsed ? [] : parseMarkdown(markdown).children
  const found = new Map<number, string>()
  if (read.length === tree.children.length) {
    const ends = read.map((node) => node.position?.end.line ?? 0)
    for (const { line = 1, reason } of complaints) {
      const at = ends.findIndex((end) => end >= line)
      if (at >= 0) found.set(at, reason)
    }
    return found
  }
  for (const [at, node] of tree.children.entries()) {
    const { complaints: alone } = complaintsIn(write({ type: 'root', children: [node] }))
    const [first] = alone.filter(({ reason }) => !/never cited|has no entry/.test(reason))
    if (first) found.set(at, first.reason)
  }
  return found
}
