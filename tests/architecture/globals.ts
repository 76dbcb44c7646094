import type { Node } from 'oxc-parser'
import type { Source } from './source.ts'
import type { Place } from './syntax-tree.ts'

type Named = { name: string; at: string; place: Place }

/** Names that a file declares anywhere in it, in whatever scope, with the line of the first. */
export const declaredIn = ({ places, at }: Source): Map<string, string> => {
  const declared = new Map<string, string>()
  for (const { node } of places)
    for (const pattern of patternsOf(node))
      for (const one of identifiersIn(pattern)) if (!declared.has(one.name)) declared.set(one.name, at(one))
  return declared
}

/** Every use of a name that no scope of the file declares: the language's, or Node's. Properties and types are none. */
export const globalsOf = (source: Source): Named[] => {
  const declared = declaredIn(source)
  return source.places.flatMap((place) => {
    const { node, inType } = place
    if (node.type !== 'Identifier' || inType || isMereName(place) || declared.has(node.name)) return []
    return [{ name: node.name, at: source.at(node), place }]
  })
}

/** What a node declares. */
const patternsOf = (node: Node): (Node | null | undefined)[] => {
  switch (node.type) {
    case 'VariableDeclarator':
      return [node.id]
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return [node.id, ...node.params]
    case 'ClassDeclaration':
    case 'ClassExpression':
      return [node.id]
    case 'CatchClause':
      return [node.param]
    case 'ImportSpecifier':
    case 'ImportDefaultSpecifier':
    case 'ImportNamespaceSpecifier':
      return [node.local]
    default:
      return []
  }
}

const identifiersIn = (pattern: Node | null | undefined): (Node & { type: 'Identifier' })[] => {
  switch (pattern?.type) {
    case 'Identifier':
      return [pattern]
    case 'ObjectPattern':
      return pattern.properties.flatMap((one) => identifiersIn(one.type === 'Property' ? one.value : one))
    case 'ArrayPattern':
      return pattern.elements.flatMap(identifiersIn)
    case 'AssignmentPattern':
      return identifiersIn(pattern.left)
    case 'RestElement':
      return identifiersIn(pattern.argument)
    default:
      return []
  }
}

/** Whether an identifier only names a property, a label, or what another file calls its own. */
const isMereName = ({ parent, key }: Place): boolean => {
  switch (parent?.type) {
    case 'MemberExpression':
      return key === 'property' && !parent.computed
    case 'Property':
    case 'MethodDefinition':
    case 'PropertyDefinition':
      return key === 'key' && !parent.computed
    case 'ImportSpecifier':
    case 'ExportSpecifier':
    case 'ExportAllDeclaration':
    case 'LabeledStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
    case 'MetaProperty':
    case 'ImportAttribute':
      return true
    default:
      return false
  }
}
