import type { Node } from 'oxc-parser'
import type { Rule, Source } from '../source.ts'

/** What a handler begins with: all of them end in `runtime/handler.ts`, which turns early answers off. */
const starts = ['handlerOf', 'queueHandler', 'httpHandler', 'jsonHandler']

export const handlersExportTheirHandler: Rule = (sources) =>
  sources
    .filter(({ path }) => path.endsWith('.handler.ts'))
    .flatMap((source) => {
      const { path, exports } = source
      if (exports.join() !== 'handler')
        return [`${path} exports ${exports.join(', ') || 'nothing'}, not its handler`]
      const start = startOf(initialValueOf('handler', source))
      return starts.includes(start) && isImported(start, source)
        ? []
        : [`${path} begins with ${start || 'no call'}`]
    })

const initialValueOf = (name: string, { places }: Source): Node | null | undefined => {
  const declares = ({ node }: { node: Node }) =>
    node.type === 'VariableDeclarator' && node.id.type === 'Identifier' && node.id.name === name
  const found = places.find(declares)?.node
  return found?.type === 'VariableDeclarator' ? found.init : undefined
}

const isImported = (name: string, { imports }: Source): boolean =>
  imports.some(({ to, names }) => to.startsWith('functions/') && names.includes(name))

/** The name that a chain of calls begins with: `handlerOf` of `handlerOf().handler(…)`. */
const startOf = (node: Node | null | undefined): string => {
  if (node?.type === 'CallExpression') return startOf(node.callee)
  if (node?.type === 'MemberExpression' && node.object.type === 'CallExpression') return startOf(node.object)
  return node?.type === 'Identifier' ? node.name : ''
}
