import { BlockList, isIP } from 'node:net'

/**
 * What is no public address: by IANA's registries of special-purpose addresses (RFC 6890) and of multicast, and the
 * address by which Azure's machines reach their host (Azure, "What is IP address 168.63.129.16?").
 */
const special = new BlockList()
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['168.63.129.16', 32],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  special.addSubnet(net, bits, 'ipv4')

/** Within 2000::/3, which is all that is public: what is documentation, or holds an IPv4 address that may be anybody's. */
const global = new BlockList()
global.addSubnet('2000::', 3, 'ipv6')
for (const [net, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  special.addSubnet(net, bits, 'ipv6')

/**
 * Whether an address is one that anybody on the internet reaches: none of this machine's, of the network that it stands
 * in, or of a cloud's metadata.
 * @param address without brackets; a name is none
 */
export const isPublicAddress = (address: string): boolean => {
  const family = isIP(address)
  if (family === 4) return !special.check(address, 'ipv4')
  return family === 6 && global.check(address, 'ipv6') && !special.check(address, 'ipv6')
}
