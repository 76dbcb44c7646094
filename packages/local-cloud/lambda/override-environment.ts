import type { Resource } from '../types.ts'

/**
 * Overrides environment variables of the functions, by variable name: for addresses that the template fixes and that
 * differ on this machine. A variable without a value stays as it is.
 * @throws when no function has a variable of that name
 */
export const overrideEnvironment = (
  resources: Resource[],
  values: Record<string, string | undefined>,
): Resource[] => {
  const known = new Set(resources.flatMap((it) => Object.keys(variablesOf(it) ?? {})))
  const unknown = Object.keys(values).filter((name) => !known.has(name))
  if (unknown.length > 0)
    throw new Error(
      `No function has the environment variable ${unknown.join(', ')}; take it out of \`environment\`.`,
    )
  return resources.map((it) => {
    const variables = variablesOf(it)
    if (!variables) return it
    const own = Object.entries(values).filter(([name, value]) => name in variables && value !== undefined)
    const Environment = { Variables: { ...variables, ...Object.fromEntries(own) } }
    return { ...it, properties: { ...it.properties, Environment } }
  })
}

/** A function's variables; undefined without any, and for other resources. */
export const variablesOf = ({ type, properties }: Resource): Record<string, unknown> | undefined =>
  type === 'AWS::Lambda::Function'
    ? (properties.Environment as { Variables?: Record<string, unknown> } | undefined)?.Variables
    : undefined
