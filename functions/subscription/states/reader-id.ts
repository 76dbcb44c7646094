import { createHmac, createSecretKey } from 'node:crypto'

/**
 * HMAC-SHA-256 of the normalised address, first 128 bits in hex. The first byte is the shard. Ids appear in links and
 * tags, and in no log; anybody who saw a plain hash there could test addresses against it.
 */
export type SubscriberId = string

/** Derives the id of a normalised address; asynchronous where the key may have to be fetched first. */
export type ReaderIdOf = (address: string) => SubscriberId | Promise<SubscriberId>

/**
 * Creates the function that derives ids.
 * @param secret at least 32 characters. It must never change: other ids would leave every existing reader unfindable.
 * @returns the id of an already normalised address
 * @throws when the secret is too short
 */
export const createReaderIds = (secret: string): ((address: string) => SubscriberId) => {
  if (secret.length < 32) throw new Error('The secret that makes readers’ ids has less than 32 characters')
  const key = createSecretKey(secret, 'utf8')
  return (address) => createHmac('sha256', key).update(address).digest('hex').slice(0, 32)
}

/** The partition of a subscriber: one of 256, `00`–`ff`. */
export const shardOf = (id: SubscriberId): string => id.slice(0, 2)

/** All partitions, in order. */
export const shards: readonly string[] = Array.from({ length: 256 }, (_, shard) =>
  shard.toString(16).padStart(2, '0'),
)
