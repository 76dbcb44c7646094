const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase()

/**
 * The verified identity that covers an address: the address itself, else its domain or the nearest parent domain
 * (https://docs.aws.amazon.com/ses/latest/dg/creating-identities.html: a domain covers its subdomains).
 */
export const identityOf = (address: string, verified: string[]): string | undefined => {
  const own = verified.find(
    (identity) => identity.includes('@') && identity.toLowerCase() === address.toLowerCase(),
  )
  if (own) return own
  const domain = domainOf(address)
  return verified
    .filter((identity) => !identity.includes('@'))
    .filter((identity) => domain === identity.toLowerCase() || domain.endsWith(`.${identity.toLowerCase()}`))
    .sort((one, other) => other.length - one.length)[0]
}
