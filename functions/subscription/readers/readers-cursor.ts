import { type SubscriberId, shards } from '../states/reader-id.ts'

/** Where a walk through the readers goes on: a shard, and in it the reader after whom. */
export type Place = { shard: number; after?: SubscriberId | undefined }

/** The `next` of a page of readers: two digits of a shard, and perhaps an id. */
export const cursorOf = ({ shard, after }: Place): string => [shards[shard], after].filter(Boolean).join('-')

/** @returns the first place without a cursor; undefined for what is none */
export const placeOf = (cursor: string | undefined): Place | undefined => {
  if (cursor === undefined) return { shard: 0 }
  const found = /^(?<shard>[0-9a-f]{2})(?:-(?<after>[0-9a-f]{32}))?$/.exec(cursor)?.groups
  return found && { shard: Number.parseInt(found.shard!, 16), after: found.after }
}
