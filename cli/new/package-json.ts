import type { Magazine } from './publication-yaml.ts'

/** What of a package.json matters here; the rest stays. */
export type Package = {
  scripts?: Record<string, string>
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
} & Record<string, unknown>

/** The folder's package.json: what stands there already stays. @param masthead which version of it */
export const packageJson = ({ id }: Pick<Magazine, 'id'>, masthead: string, before: Package = {}): string => {
  const { name = id, private: isPrivate = true, type = 'module', scripts, ...rest } = before
  // What npm init writes there says nothing.
  const { test, ...kept } = scripts ?? {}
  const isNothing = test?.startsWith('echo "Error: no test specified"')
  return `${JSON.stringify(
    {
      ...rest,
      ...{ name, private: isPrivate, type },
      scripts: {
        start: 'masthead start',
        test: 'masthead check',
        deploy: 'cdk deploy',
        ...(isNothing || test === undefined ? kept : { ...kept, test }),
      },
      dependencies: { ...before.dependencies, masthead },
      devDependencies: { 'aws-cdk': '^2', ...before.devDependencies },
    },
    null,
    2,
  )}\n`
}
