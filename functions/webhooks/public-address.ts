import { BlockList, isIP } from 'node:net'

/**
 * Networks that are nobody's on the internet, by IANA's registries of special-purpose addresses
 * (https://www.iana.org/assignments/iana-ipv4-special-registry, …/iana-ipv6-special-registry; RFC 6890): private, loopback,
 * link-local (there the metadata of clouds is), shared by carriers, documentation, multicast, reserved. Also those that the
 * registries call reachable, where no program of anybody's stands: AS112, which takes look-ups of private addresses, and AMT.
 */
const special: readonly [network: string, bits: number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
]
/**
 * Of IPv6, what is given to networks; the rest holds ULA, link-local, loopback, and what leads to an IPv4 address
 * (`::ffff:0:0/96`, NAT64's `64:ff9b::/96` and `64:ff9b:1::/48`).
 */
const global6: readonly [network: string, bits: number] = ['2000::', 3]
const special6: readonly [network: string, bits: number][] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  // 6to4 leads to an IPv4 address.
  ['2002::', 16],
  ['2620:4f:8000::', 48],
  ['3fff::', 20],
]

const listOf = (family: 'ipv4' | 'ipv6', ...networks: (readonly [string, number])[]): BlockList => {
  const list = new BlockList()
  for (const [network, bits] of networks) list.addSubnet(network, bits, family)
  return list
}
const blocked = listOf('ipv4', ...special)
const allowed6 = listOf('ipv6', global6)
const blocked6 = listOf('ipv6', ...special6)
const loopback = listOf('ipv4', ['127.0.0.0', 8])

/** Whether an address is one of the internet's, to which anybody may connect. */
export const isPublicAddress = (address: string): boolean => {
  if (isIP(address) === 4) return !blocked.check(address, 'ipv4')
  // With a zone (RFC 4007) it is an address of one network card.
  if (address.includes('%')) return false
  return isIP(address) === 6 && allowed6.check(address, 'ipv6') && !blocked6.check(address, 'ipv6')
}

/** Whether an address is this very machine. */
export const isLoopbackAddress = (address: string): boolean =>
  address === '::1' || (isIP(address) === 4 && loopback.check(address, 'ipv4'))
