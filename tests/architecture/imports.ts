import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Node } from 'oxc-parser'
import type { Place } from './syntax-tree.ts'

/** One way from a file to another, or to a package: an import, a re-export, a type, a URL beside the file. */
export type Import = {
  from: string
  /** `path:line` of it. */
  at: string
  /** A path from the root, or a package's name as it is written. */
  to: string
  /** What of it, by the other's names; `*` for all of it. */
  names: string[]
  isType: boolean
  isExport: boolean
}

const cloud = 'packages/local-cloud/'

/** Where an import leads: a path from the root, or a package as it is written. A file's own package has its path. */
const placeOf = (from: string, target: string): string => {
  if (target.startsWith('.')) return typescriptOf(join(dirname(from), target))
  if (target === '#local-cloud' || target === 'local-cloud') return `${cloud}cloud.ts`
  if (target.startsWith('#local-cloud/')) return `${cloud}${target.slice('#local-cloud/'.length)}.ts`
  if (target.startsWith('local-cloud/')) return typescriptOf(cloud + target.slice('local-cloud/'.length))
  return target === 'masthead' ? 'infra/newsletter.ts' : target
}

/** `x.js` means `x.ts` to the compiler and to the bundler, where there is no `x.js`. */
const typescriptOf = (path: string): string =>
  path.endsWith('.js') && !existsSync(join(import.meta.dirname, '../..', path))
    ? path.replace(/js$/, 'ts')
    : path

/** A text that stands there as it is; undefined where it is computed. */
const textOf = (node: Node | null | undefined): string | undefined => {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value
  if (node?.type === 'TemplateLiteral' && node.expressions.length === 0)
    return node.quasis[0]!.value.cooked ?? undefined
  return undefined
}

type Found = { source: Node | null | undefined; names?: string[]; isType?: boolean; isExport?: boolean }

const nameOf = (node: Node): string =>
  node.type === 'Identifier' ? node.name : String((node as { value?: unknown }).value)

const isMeta = (node: Node | undefined, name: string): boolean =>
  node?.type === 'MemberExpression' &&
  node.object.type === 'MetaProperty' &&
  node.property.type === 'Identifier' &&
  node.property.name === name

/** What a node brings in from elsewhere, if it does. */
const foundIn = (node: Node): Found | undefined => {
  switch (node.type) {
    case 'ImportDeclaration': {
      const { source, importKind, specifiers } = node
      // With `import { type X }` the file is loaded all the same.
      const isType = importKind === 'type'
      const names = specifiers
        .filter((one) => !isOfType(one))
        .map((one) =>
          one.type === 'ImportSpecifier'
            ? nameOf(one.imported)
            : one.type === 'ImportDefaultSpecifier'
              ? 'default'
              : '*',
        )
      return { source, names, isType }
    }
    case 'ExportNamedDeclaration':
      return node.source
        ? {
            source: node.source,
            names: node.specifiers.filter((one) => !isOfType(one)).map(({ local }) => nameOf(local)),
            isType: node.exportKind === 'type',
            isExport: true,
          }
        : undefined
    case 'ExportAllDeclaration':
      return { source: node.source, isType: node.exportKind === 'type', isExport: true }
    case 'ImportExpression':
      return { source: node.source }
    case 'TSImportType':
      return { source: node.source, isType: true }
    case 'TSExternalModuleReference':
      return { source: node.expression }
    case 'TSModuleDeclaration':
      return node.id.type === 'Literal' ? { source: node.id, isType: true } : undefined
    case 'CallExpression':
      return node.callee.type === 'Identifier' && node.callee.name === 'require'
        ? { source: node.arguments[0] }
        : undefined
    case 'NewExpression': {
      const [source, base] = node.arguments
      const isBeside =
        node.callee.type === 'Identifier' &&
        node.callee.name === 'URL' &&
        isMeta(base, 'url') &&
        textOf(source)
      return isBeside ? { source } : undefined
    }
    default:
      return undefined
  }
}

const isOfType = (one: { type: string; importKind?: unknown; exportKind?: unknown }) =>
  one.importKind === 'type' || one.exportKind === 'type'

/** Every import of a file, and a complaint about each whose target is computed. */
export const importsOf = (from: string, places: Place[], at: (node: Node) => string) => {
  const imports: Import[] = []
  const computed: string[] = []
  for (const { node } of places) {
    const found = foundIn(node)
    if (!found) continue
    const { source, names = ['*'], isType = false, isExport = false } = found
    const target = textOf(source)
    if (target === undefined || /^(\/|file:|data:)/.test(target)) computed.push(`${at(node)} computed import`)
    else imports.push({ from, at: at(node), to: placeOf(from, target), names, isType, isExport })
  }
  return { imports, computed }
}
