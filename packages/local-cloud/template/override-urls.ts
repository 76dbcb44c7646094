import { variablesOf } from '../lambda/override-environment.ts'
import type { Resource } from '../types.ts'

type CorsRules = { CorsRules?: { AllowedOrigins?: string[] }[] }

const clientUrls = ['CallbackURLs', 'LogoutURLs']

/**
 * An address that the template fixes stands in variables of its functions, in what its app clients may come back to, and in the
 * origins that its buckets allow: where the first is overridden, the others are too.
 * @param resources as in the template
 * @param values overridden environment variables, by name
 */
export const overrideUrls = (
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
    const own = ownUrls(it, overridden)
    return own ? { ...it, properties: { ...it.properties, ...own } } : it
  })
}

const ownUrls = ({ type, properties }: Resource, overridden: (url: string) => string) => {
  if (type === 'AWS::Cognito::UserPoolClient')
    return Object.fromEntries(
      clientUrls.flatMap((name) => {
        const given = properties[name] as string[] | undefined
        return given ? [[name, given.map(overridden)] as const] : []
      }),
    )
  const { CorsRules: rules } = (properties.CorsConfiguration ?? {}) as CorsRules
  if (type !== 'AWS::S3::Bucket' || !rules) return undefined
  const ruled = rules.map(({ AllowedOrigins = [], ...rule }) => ({
    ...rule,
    AllowedOrigins: AllowedOrigins.map(overridden),
  }))
  return { CorsConfiguration: { CorsRules: ruled } }
}
