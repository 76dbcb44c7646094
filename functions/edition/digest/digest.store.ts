import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { Digest, digestKey } from '../model/digest.ts'

/** Reads digests and caches them for good, because an edition never changes. */
export const createDigestStore = (client: S3Client, bucket: string) => {
  const kept = new Map<string, Promise<Digest>>()
  const read = async (key: string) => {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }))
    return Digest.parse(JSON.parse((await Body?.transformToString()) ?? ''))
  }
  /** @throws when there is no such edition */
  return (issue: string, language: string, hash: string): Promise<Digest> => {
    const key = digestKey(issue, language, hash)
    const found = kept.get(key) ?? read(key)
    kept.set(key, found)
    found.catch(() => kept.delete(key))
    return found
  }
}
