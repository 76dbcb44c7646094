import type { Mapping } from './column-names.ts'
import { Refusal } from './refusal.ts'

/** @returns what to say of a file none of whose columns holds addresses */
export const noAddresses = (header: readonly string[], mapping: Mapping): Refusal => {
  const names = header.slice(0, 30).map((name) => `“${name.slice(0, 40)}”`)
  const known = `its columns are ${names.join(', ')}${header.length > 30 ? ' and more' : ''}`
  const said = Object.keys(mapping)
  if (said.length > 0)
    return new Refusal(
      `There is no column ${said.map((one) => `“${one}”`).join(' or ')}, or none of addresses: ${known}`,
    )
  return new Refusal(`No column holds addresses: ${known}. Say which one does, by mapping it to “address”`)
}
