import { BlockList, isIP } from 'node:net'

/**
 * Networks in which no public server is (IANA's special-purpose registries, RFC 6890): one's own machine, one's own
 * network, the metadata of a cloud, what is only for documents.
 */
const special = new BlockList()
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  special.addSubnet(network, prefix, 'ipv4')

/** Of IPv6 only 2000::/3 is given out (RFC 4291 §2.4), less what stands for IPv4 or for documents. */
const given = new BlockList()
given.addSubnet('2000::', 3, 'ipv6')
const specialOfGiven = new BlockList()
for (const [network, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  specialOfGiven.addSubnet(network, prefix, 'ipv6')

/** Whether an IP address is one of the public network. */
export const isPublicAddress = (address: string): boolean => {
  const family = isIP(address)
  if (family === 4) return !special.check(address, 'ipv4')
  return family === 6 && given.check(address, 'ipv6') && !specialOfGiven.check(address, 'ipv6')
}
