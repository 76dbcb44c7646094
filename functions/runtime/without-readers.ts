/** 32 hex digits, see `SubscriberId`. The first two name the shard, by which an unreadable row is found. */
const readerId = /(?<![0-9a-f])([0-9a-f]{2})[0-9a-f]{30}(?![0-9a-f])/g
/** As links have it, see `createLinks`: the key's id, the claim, 128 bits. */
const token = /\b[a-z0-9]{1,8}\.[\w-]{20,900}\.[\w-]{22}(?![\w-])/g
const address = /[^\s<>()[\]"'`,;:=@]+@(?:[a-z0-9-]+\.)+[a-z]{2,}/gi

/** A text for the log, without what names a reader or opens their record. */
export const withoutReaders = (text: string): string =>
  text.replaceAll(token, '…').replaceAll(readerId, '$1…').replaceAll(address, '…')
