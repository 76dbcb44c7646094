/** A pool's Policies.PasswordPolicy in the template. */
export type PasswordPolicy = {
  MinimumLength?: number
  RequireLowercase?: boolean
  RequireUppercase?: boolean
  RequireNumbers?: boolean
  RequireSymbols?: boolean
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html */
export const defaultPolicy: PasswordPolicy = {
  MinimumLength: 8,
  RequireLowercase: true,
  RequireUppercase: true,
  RequireNumbers: true,
  RequireSymbols: true,
}

/** What a password lacks, in Cognito's words; undefined when it will do. */
export const passwordFault = (policy: PasswordPolicy, password: string): string | undefined => {
  const lacks = [
    password.length < (policy.MinimumLength ?? 0) && 'Password not long enough',
    policy.RequireLowercase && !/\p{Ll}/u.test(password) && 'Password must have lowercase characters',
    policy.RequireUppercase && !/\p{Lu}/u.test(password) && 'Password must have uppercase characters',
    policy.RequireNumbers && !/\d/.test(password) && 'Password must have numeric characters',
    policy.RequireSymbols && !/[^\p{L}\d]/u.test(password) && 'Password must have symbol characters',
  ].find(Boolean)
  return lacks ? `Password did not conform with policy: ${lacks}` : undefined
}

/** What a password must have, for who chooses one. */
export const describePolicy = (policy: PasswordPolicy): string => {
  const needs = [
    policy.RequireLowercase && 'a lower-case letter',
    policy.RequireUppercase && 'an upper-case letter',
    policy.RequireNumbers && 'a digit',
    policy.RequireSymbols && 'a symbol',
  ].filter((need) => need !== false && need !== undefined)
  const least = `At least ${policy.MinimumLength ?? 1} characters`
  return needs.length > 0 ? `${least}, with ${new Intl.ListFormat('en').format(needs)}.` : `${least}.`
}
