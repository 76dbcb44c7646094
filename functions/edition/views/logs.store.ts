import { pipeline, type Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3'

/**
 * Reads the lines of gzipped logs in one bucket, as they come.
 * @throws when there is no such log, or it breaks off
 */
export const createLogs = (bucket: string, client = new S3Client({})) =>
  async function* lines(key: string): AsyncGenerator<string> {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }))
    // A failure of either ends the other, and is thrown where the text is read.
    const text = pipeline(Body as Readable, createGunzip(), () => {}).setEncoding('utf8')
    let rest = ''
    for await (const chunk of text) {
      const found = `${rest}${chunk}`.split('\n')
      rest = found.pop() ?? ''
      yield* found
    }
    if (rest) yield rest
  }
