import { variablesOf } from '../lambda/override-environment.ts'
import type { Resource } from '../types.ts'

const names = ['CallbackURLs', 'LogoutURLs']

/**
 * An address that the template fixes stands in variables of its functions and in what its app clients may come back to:
 * where the one is overridden, the other is too.
 * @param resources as in the template
 * @param values overridden environment variables, by name
 */
export const overrideClientUrls = (
  resources: Resource[],
  values: Record<string, string | undefined>,
): Resource[] => {
  const fixed = resources.flatMap((it) =>
    Object.entries(variablesOf(it) ?? {}).flatMap(([name, value]): [string, string][] =>
      values[name] !== undefined && /^https?:\/\//.test(String(value)) ? [[String(value), values[name]]] : [],
    ),
  )
  const overridden = (url: string) => {
    const [from, to] = fixed.find(([begin]) => url === begin || url.startsWith(`${begin}/`)) ?? ['', '']
    return to + url.slice(from.length)
  }
  return resources.map((it) => {
    if (it.type !== 'AWS::Cognito::UserPoolClient') return it
    const urls = names.flatMap((name) => {
      const given = it.properties[name] as string[] | undefined
      return given ? [[name, given.map(overridden)] as const] : []
    })
    return { ...it, properties: { ...it.properties, ...Object.fromEntries(urls) } }
  })
}
