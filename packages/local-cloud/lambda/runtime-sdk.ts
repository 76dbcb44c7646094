import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

/**
 * Where the AWS SDK is looked for that a bundle leaves out and no folder above it has: from this process's folder, then
 * from this package's.
 */
export const sdkFolders = (): string[] => [process.cwd(), import.meta.dirname]

/**
 * A package of the SDK in `require("…")`, `import "…"`, `import("…")` or `from "…"`. Not in brackets, where the SDK's own
 * messages quote what else to install.
 */
const imports =
  /(?<![[\w])(?:require\s*\(\s*|import\s*\(?\s*|from\s*)(["'`])(@(?:aws-sdk|smithy|aws)\/[\w.-]+)[^"'`\n]*\1/g
const comments = /\/\*.*?\*\/|^\s*\/\/.*$/gms

/** Not supplied by Lambda; the SDK loads them where they are. */
const isOptional = (name: string) => /-(crt|v4a)$/.test(name)

/**
 * Packages of the AWS SDK that a bundle imports and that are neither in it nor on this machine. Lambda supplies them, so
 * the CDK's NodejsFunction leaves them out
 * (https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html#nodejs-sdk-included).
 * @param dir the bundle's folder
 */
export const missingSdk = (dir: string): string[] =>
  sdkImports(dir).filter((name) => ![dir, ...sdkFolders()].some((folder) => canResolve(folder, name)))

const sdkImports = (dir: string): string[] => {
  const files = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.[cm]?js$/.test(file) && !/(^|[\\/])node_modules[\\/]/.test(file),
  )
  const names = files.flatMap((file) =>
    [...readFileSync(join(dir, file), 'utf8').replace(comments, '').matchAll(imports)].map(
      (found) => found[2]!,
    ),
  )
  return [...new Set(names)].filter((name) => !isOptional(name))
}

const canResolve = (folder: string, name: string): boolean => {
  const paths = createRequire(join(folder, 'index.js')).resolve.paths(name) ?? []
  return paths.some((path) => existsSync(join(path, name)))
}
