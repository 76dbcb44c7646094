import type { Resource } from '../types.ts'

/** Words that Cognito takes in no prefix of a domain. */
const reserved = /aws|amazon|cognito/

/** The host name that a `AWS::Cognito::UserPoolDomain` has on AWS. */
export const hostOfDomain = ({ properties }: Pick<Resource, 'properties'>, region: string): string =>
  properties.CustomDomainConfig
    ? String(properties.Domain)
    : `${properties.Domain}.auth.${region}.amazoncognito.com`

/**
 * Why Cognito does not take a domain
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain-prefix.html).
 */
export const domainFault = ({ Domain, CustomDomainConfig }: Record<string, unknown>): string | undefined => {
  if (CustomDomainConfig) return undefined
  const prefix = String(Domain)
  if (!/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(prefix))
    return `a prefix has lower-case letters, digits and hyphens, 63 at most; ${prefix} has others.`
  const [word] = reserved.exec(prefix) ?? []
  return word && `Domain cannot contain reserved word: ${word}.`
}
