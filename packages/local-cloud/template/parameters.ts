import type { StackTemplate, Template } from './template.ts'

/**
 * The template's parameters with their values: the given value, else the default.
 * @throws for a parameter without either, one that is not declared, and a value that the template does not allow
 *   (CloudFormation User Guide, "Parameters")
 */
export const resolveParameters = (
  { Parameters = {} }: Template,
  given: Record<string, string>,
): Record<string, unknown> => {
  for (const name of Object.keys(given)) {
    if (!Parameters[name])
      throw new Error(`The template has no parameter ${name}; take it out of \`parameters\`.`)
  }
  const values = Object.entries(Parameters).map(([name, declaration]) => {
    const value = given[name] ?? declaration.Default
    if (value === undefined) throw new Error(`Parameter ${name} has no value; give it in \`parameters\`.`)
    check(name, String(value), declaration)
    const isList = declaration.Type === 'CommaDelimitedList' || declaration.Type.startsWith('List<')
    return [
      name,
      isList
        ? String(value)
            .split(',')
            .map((it) => it.trim())
        : String(value),
    ]
  })
  return Object.fromEntries(values)
}

/**
 * The given parameter values over those of the previous deployment. A new default does not reach an existing stack (AWS
 * CDK, `cdk deploy --previous-parameters`, on by default).
 */
export const withPrevious = (
  { Parameters = {} }: Template,
  given: Record<string, string>,
  previous: Record<string, string>,
): Record<string, string> => {
  const kept = Object.entries(previous).filter(([name]) => name in Parameters)
  const defaults = Object.entries(Parameters).flatMap(([name, { Default }]) =>
    Default === undefined ? [] : [[name, String(Default)]],
  )
  return { ...Object.fromEntries(defaults), ...Object.fromEntries(kept), ...given }
}

/**
 * Selects each stack's own parameters from those given for all stacks.
 * @throws for a name that does not start with a stack's prefix
 */
export const ownParameters = (
  stacks: readonly Pick<StackTemplate, 'prefix'>[],
  given: Record<string, string>,
): Record<string, string>[] => {
  const nobodys = Object.keys(given).find((name) => !stacks.some(({ prefix }) => name.startsWith(prefix)))
  if (nobodys)
    throw new Error(`No stack has the parameter ${nobodys}; with several stacks it is called STACK.NAME.`)
  return stacks.map(({ prefix }) =>
    Object.fromEntries(
      Object.entries(given)
        .filter(([name]) => name.startsWith(prefix))
        .map(([name, value]) => [name.slice(prefix.length), value]),
    ),
  )
}

type Declaration = NonNullable<Template['Parameters']>[string]

const check = (name: string, value: string, { AllowedValues, AllowedPattern }: Declaration) => {
  if (AllowedValues && !AllowedValues.map(String).includes(value)) {
    throw new Error(`Parameter ${name} may be ${AllowedValues.join(', ')}, not ${JSON.stringify(value)}.`)
  }
  if (AllowedPattern && !new RegExp(`^(?:${AllowedPattern})$`).test(value)) {
    throw new Error(`Parameter ${name} does not match ${AllowedPattern}.`)
  }
}
